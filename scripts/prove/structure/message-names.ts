import { messagesOf } from '#contracts/messages.ts';
import type { Sources } from './sources.ts';

/** A message is added in so many files, its definition included. */
export const MOST_FILES = 6;

export const MESSAGE_NAMES = [
  ...new Set([...Object.keys(messagesOf('order')), ...Object.keys(messagesOf('case'))]),
].sort();

/** Messages that more files have to name, each with how many, and why. */
const EXCEPTIONS: Record<string, { files: number; why: string }> = {};

/** The files of the message that most files name, one line for each. */
export function filesOfWorstMessage(sources: Sources): string[] {
  const lists = MESSAGE_NAMES.map((name) => {
    const pattern = patternOf(name);
    const files = Object.keys(sources).filter((file) => pattern.test(sources[file]!));
    const isExcepted = files.length <= (EXCEPTIONS[name]?.files ?? 0);
    return isExcepted ? [] : files.map((file) => `${name}: ${file}`);
  });
  return lists.reduce((worst, list) => (list.length > worst.length ? list : worst), []);
}

/** A name that is one plain word (`sign`) is also a word of other code: only in quotes it is the message. */
const patternOf = (name: string): RegExp =>
  /[A-Z]/.test(name) ? new RegExp(`\\b${name}\\b`) : new RegExp(`(?<!typeof \\w+ (?:===|!==) )'${name}'`);
