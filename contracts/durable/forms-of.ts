import type { MessageDefinition } from '#contracts/define-message.ts';
import { type MessagesOf, messagesOf, type Subject } from '#contracts/messages.ts';
import type { StaffForm } from './staff-form.ts';

/** The messages of a subject that staff send with a form. */
export type WithForm<S extends Subject> = {
  [A in keyof MessagesOf<S>]: MessagesOf<S>[A] extends { form: StaffForm } ? A : never;
}[keyof MessagesOf<S>];

/** The forms of a subject's messages by name: the most urgent first, then in the order of definition. */
export function formsOf<S extends Subject>(subject: S): Record<WithForm<S>, StaffForm> {
  const messages: MessageDefinition[] = Object.values(messagesOf(subject));
  const forms = messages.flatMap(({ name, form }) => (form ? [{ name, form }] : []));
  forms.sort((a, b) => placeOf(a.form) - placeOf(b.form));
  return Object.fromEntries(forms.map(({ name, form }) => [name, form])) as Record<WithForm<S>, StaffForm>;
}

const placeOf = ({ urgent = 9 }: StaffForm): number => urgent;
