import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { type SearchAttribute, type SearchValue, type SearchValues, searchTypeOf } from '#contracts/names.ts';

export interface DisplaySubject {
  /** The search attributes of this subject that change during its life, with their current values. */
  valuesNow: () => SearchValues;
  /** The input of the workflow. */
  valuesAtStart: SearchValues;
  /** Markdown for the Temporal UI; null lines are left out. */
  details: () => (string | null)[];
}

/**
 * Shows staff the state of the subject in the Temporal UI. Only changes are written, in at most one event. Values in
 * `more` are written with this change and compared again with the next one, because recorded orders contain both
 * events.
 */
export function createDisplay(subject: DisplaySubject): (more?: SearchValues) => void {
  const keys = (Object.keys(subject.valuesNow()) as SearchAttribute[]).map((name) => ({
    name,
    key: defineSearchAttributeKey(name, searchTypeOf(name)),
  }));
  let shown = subject.valuesAtStart;
  return (more = {}) => {
    const now = subject.valuesNow();
    const changes = keys
      .filter(({ name }) => (now[name] ?? null) !== (shown[name] ?? null))
      .map(({ name, key }) => ({ key, value: asAttribute(name, now[name] ?? null) }));
    if (changes.length > 0)
      for (const { name, key } of keys) if (name in more) changes.push({ key, value: more[name] ?? null });
    if (changes.length > 0) upsertSearchAttributes(changes as SearchAttributeUpdatePair[]);
    shown = now;
    setCurrentDetails(
      subject
        .details()
        .filter((line) => line !== null)
        .join('\n'),
    );
  };
}

const asAttribute = (name: SearchAttribute, value: SearchValue | null): SearchValue | Date | null =>
  searchTypeOf(name) === 'DATETIME' && value ? new Date(value as string) : value;
