/**
 * The parts of the forms with which staff send messages. The screen renders each part; its value becomes part of the
 * body.
 */
export type FormField =
  | 'reason'
  | 'note'
  | 'minutes'
  | 'amount'
  | 'candidate'
  | 'dispatch'
  | 'accept'
  | 'startCode'
  | 'need'
  | 'rematchReasons'
  | 'scores'
  | 'decision'
  | 'newStart'
  | 'consent'
  | 'colleague';

/** On whose behalf staff send it. `owner`: it changes who is in charge, so it stands beside the owner's name. */
export type FormGroup = 'repair' | 'customer' | 'helper' | 'end' | 'rehearsal' | 'owner';

/** Reasons for which a helper declines, as staff record them. */
export const WHY_NO_HELPER = ['ill', 'busy', 'tooFar', 'unsafe', 'other'] as const;

/** The form of one message on the pages of staff. Titles, effects and reasons have their words in web/locales. */
export interface StaffForm {
  group: FormGroup;
  fields: readonly FormField[];
  /** Codes offered as a reason. */
  reasons?: readonly string[];
  /** Irreversible, or it costs somebody something: a second confirmation is required. */
  serious?: boolean;
  danger?: boolean;
  /** The confirmation shows the fee of a cancellation now. */
  asksFee?: boolean;
  /** Its priority among the messages that a subject may wait for; 1 is the most urgent. */
  urgent?: number;
}
