import { useEffect } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { tabStore } from './device-store.ts';

// What somebody has typed and not sent yet. It belongs to this person alone and goes when they sign out.
const PREFIX = 'anjia.draft';
const nameOf = (personId: string, form: string): string => `${PREFIX}.${personId}.${form}`;

export function storedDraft<T>(personId: string, form: string): Partial<T> {
  try {
    return JSON.parse(tabStore.get(nameOf(personId, form)) ?? '{}') as Partial<T>;
  } catch {
    return {};
  }
}

export function keepDraft(personId: string, form: string, values: object | null): void {
  if (values) tabStore.set(nameOf(personId, form), JSON.stringify(values));
  else tabStore.remove(nameOf(personId, form));
}

/** Only this person's drafts stay; with null none does. */
export function dropDrafts(except: string | null): void {
  for (const name of tabStore.names())
    if (name.startsWith(PREFIX) && !(except && name.startsWith(nameOf(except, '')))) tabStore.remove(name);
}

/** Keeps each change of a form until it is sent; then call `keepDraft` with null. */
export function useKeptForm<T extends FieldValues>(form: UseFormReturn<T>, personId: string, name: string) {
  useEffect(() => {
    const kept = form.watch((values) => keepDraft(personId, name, values));
    return () => kept.unsubscribe();
  }, [form, personId, name]);
}
