import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';

type AttributeType = 'KEYWORD' | 'DATETIME' | 'BOOL' | 'INT';
type Value = string | number | boolean | null;

export interface DisplaySubject {
  /** The search attributes of this subject that change during its life, with their types. */
  attributes: Record<string, AttributeType>;
  /** Their values now; a time is an ISO string. */
  valuesNow: () => Record<string, Value>;
  /** What the workflow was started with. */
  valuesAtStart: Record<string, Value>;
  /** Markdown for Temporal's UI; null lines are left out. */
  details: () => (string | null)[];
}

/**
 * Shows staff in Temporal's UI where the subject is: only what changed is written, in one event at most. Values in
 * `more` are written with this change and compared again with the next one: recorded orders expect both events.
 */
export function createDisplay(subject: DisplaySubject): (more?: Record<string, unknown>) => void {
  const keys = Object.entries(subject.attributes).map(([name, type]) => ({
    name,
    key: defineSearchAttributeKey(name, type),
  }));
  let shown = subject.valuesAtStart;
  return (more = {}) => {
    const now = subject.valuesNow();
    const changes = keys
      .filter(({ name }) => (now[name] ?? null) !== (shown[name] ?? null))
      .map(({ name, key }) => ({ key, value: asAttribute(subject.attributes[name]!, now[name] ?? null) }));
    if (changes.length > 0)
      for (const { name, key } of keys) if (name in more) changes.push({ key, value: more[name] as Value });
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

const asAttribute = (type: AttributeType, value: Value): Value | Date =>
  type === 'DATETIME' && value ? new Date(value as string) : value;
