/** The parts of the forms in which staff send messages; the screen draws each of them, and its value is part of the body. */
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

/** For whom staff send it. `owner`: it changes who is in charge, and stands beside the owner's name. */
export type FormGroup = 'repair' | 'customer' | 'helper' | 'end' | 'rehearsal' | 'owner';

/** Why a helper says no, as staff write it down. */
export const WHY_NO_HELPER = ['ill', 'busy', 'tooFar', 'unsafe', 'other'] as const;

/** The form of one message on the pages of staff. Titles, effects and reasons have their words in web/locales. */
export interface StaffForm {
  group: FormGroup;
  fields: readonly FormField[];
  /** Codes offered as a reason. */
  reasons?: readonly string[];
  /** Cannot be taken back, or costs somebody something: its effect is confirmed once more. */
  serious?: boolean;
  danger?: boolean;
  /** Its effect names the fee of a cancellation now. */
  asksFee?: boolean;
  /** Its place among what the subject may wait for, 1 the most urgent. */
  urgent?: number;
}
