import { messagesOf } from '#contracts/messages.ts';
import type { Sources } from './sources.ts';

/** A message is added in so many files, its definition included. */
export const MOST_FILES = 6;

export const MESSAGE_NAMES = [
  ...new Set([...Object.keys(messagesOf('order')), ...Object.keys(messagesOf('case'))]),
].sort();

const ACTIVITY =
  'a recorded activity has the same name: its declaration, its summary and its implementation (3 files)';
/** @internal a test reads it. Messages that more files have to name, each with how many, and why. */
export const EXCEPTIONS: Record<string, { files: number; why: string }> = {
  answerOffer: { files: 9, why: ACTIVITY },
  completeInquiry: { files: 9, why: ACTIVITY },
  decideCase: { files: 8, why: `orders and cases take it; ${ACTIVITY}` },
  proposeReschedule: { files: 9, why: ACTIVITY },
  rematch: { files: 8, why: "a kind of note and a field of the order's view have the same word (2 files)" },
};

/** The files of the message that most files name, one line for each. */
export function filesOfWorstMessage(sources: Sources): string[] {
  const lists = MESSAGE_NAMES.map((name) => {
    const files = filesThatName(name, sources);
    const isExcepted = files.length <= (EXCEPTIONS[name]?.files ?? 0);
    return isExcepted ? [] : files.map((file) => `${name}: ${file}`);
  });
  return lists.reduce((worst, list) => (list.length > worst.length ? list : worst), []);
}

/** @internal a test names a message in one file more. */
export function filesThatName(name: string, sources: Sources): string[] {
  const pattern = patternOf(name);
  return Object.keys(sources).filter((file) => pattern.test(sources[file]!));
}

/** A name that is one plain word (`sign`) is also a word of other code: only in quotes it is the message. */
const patternOf = (name: string): RegExp =>
  /[A-Z]/.test(name) ? new RegExp(`\\b${name}\\b`) : new RegExp(`(?<!typeof [\\w.]+ (?:===|!==) )'${name}'`);
