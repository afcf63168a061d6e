import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { type SearchAttribute, type SearchValue, type SearchValues, searchTypeOf } from '#contracts/names.ts';

export interface DisplaySubject {
  /** The search attributes of this subject that change during its life, each with its value now. */
  valuesNow: () => SearchValues;
  /** What the workflow was started with. */
  valuesAtStart: SearchValues;
  /** Markdown for Temporal's UI; null lines are left out. */
  details: () => (string | null)[];
}

/**
 * Shows staff in Temporal's UI where the subject is: only what changed is written, in one event at most. Values in
 * `more` are written with this change and compared again with the next one: recorded orders expect both events.
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
