/** Words a subject may begin with: the areas, then layers and kinds of work (CONTRIBUTING.md, "Commits"). */
const WORDS = new Set(
  [
    'areas orders matching calendars agreements visits reviews cases money helpers people customers desk catalogue',
    'notices series privacy watch',
    'contracts workflows kernel messages activities api web prisma platform scripts tests docs ci deploy',
  ]
    .join(' ')
    .split(' '),
);
const LONGEST = 100;
/** Absolute paths of somebody's machine. Routes of the API (`/orders/…`) are none. */
const MACHINE_PATH = /(?<![\w.])\/(?:home|root|Users|work|workspace|tmp|mnt|private)\/\S+|\b[A-Z]:\\\S+/;

/**
 * What is wrong with a commit message, or null: `area: what changed` or `area, area: what changed`, the reason in the body.
 * @param {string} message
 * @returns {string | null}
 */
export function faultOfMessage(message) {
  const [subject = '', second = ''] = message.split('\n');
  const [, words, what] = /^([a-z]+(?:, [a-z]+)*): (\S.*)$/.exec(subject) ?? [];
  if (!words || !what) return 'the subject is not "area: what changed"';
  const unknown = words.split(', ').find((word) => !WORDS.has(word));
  if (unknown) return `"${unknown}" is no area: ${[...WORDS].join(', ')}`;
  if (subject.length > LONGEST)
    return `the subject has ${subject.length} characters, at most ${LONGEST} are allowed`;
  if (second.trim() !== '') return 'the line below the subject is not empty';
  const path = MACHINE_PATH.exec(message)?.[0];
  return path ? `it names a path of one machine: ${path}` : null;
}
