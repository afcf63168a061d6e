import type { PreparedData } from './prepare-data.ts';

/** How often a real id stands in a path or a body instead of an invented one. */
const REAL = 0.7;

/**
 * What schemathesis is told in its own file (docs/decisions/065). All checks are on but `positive_data_acceptance` of
 * what no JSON Schema can say: there the refusals of a rule count as an answer, too.
 */
export function settingsFile({ ids }: Pick<PreparedData, 'ids'>): string {
  const dictionaries = Object.entries(ids).filter(([, values]) => values.length > 0);
  const bound = (where: string) => ({ dictionary: where, probability: REAL });
  const lines = [
    'continue-on-failure = true',
    'request-timeout = 20',
    '[generation]',
    // NUL and half characters are refused on purpose; tests/api/http/middleware.test.ts sends them, hostile.test.ts what no schema leads to.
    'allow-x00 = false',
    'codec = "utf-8"',
    '[checks.positive_data_acceptance]',
    `expected-statuses = ${JSON.stringify(ACCEPTED)}`,
    ...dictionaries.map(([name, values]) => `[dictionaries.${name}]\nvalues = ${JSON.stringify(values)}`),
    '[parameters]',
    ...dictionaries.flatMap(([name]) => {
      const { dictionary, probability } = bound(name);
      const binding = `{ dictionary = "${dictionary}", probability = ${probability} }`;
      return ['path', 'body'].map((where) => `"${where}.${name}" = ${binding}`);
    }),
    ...RULES_BEYOND_SCHEMA.flatMap((operation) => [
      '[[operations]]',
      `include-operation-id = "${operation}"`,
      '[operations.checks.positive_data_acceptance]',
      `expected-statuses = ${JSON.stringify([...ACCEPTED, 400])}`,
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

const ACCEPTED = ['2xx', 401, 403, 404, 409, 422, 429];

/** Refused with 400 for a rule between fields, or about now, that JSON Schema cannot say. */
const RULES_BEYOND_SCHEMA = [
  // An end after its start, no two spans over each other.
  'setWorkingTimes',
  'setAutoAcceptTimes',
  // The phone's clock: not of last month, not of tomorrow.
  'checkIn',
  'checkOut',
  // A district that the city has.
  'setAreas',
  // Fields that only staff may fill, and then must.
  'placeOrder',
  'answerOffer',
  // What may be decided depends on the kind of case.
  'decideCase',
];
