import { describe, expect, test } from '@jest/globals';
import { breaks } from '#scripts/openapi/breaks.ts';
import { canonical } from '#scripts/openapi/canonical.ts';
import { unnamedBreaks } from '#scripts/openapi/unnamed-breaks.ts';

type Schema = Record<string, unknown>;
const text = { type: 'string' };
const object = (properties: Record<string, Schema>, more: Schema = {}): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  ...more,
});

interface Parts {
  request?: Schema;
  answer?: Schema;
  status?: number;
  refusals?: number[];
  query?: { name: string; required?: boolean; schema?: Schema }[];
}

/** A document with one operation `change` at `POST /things`. */
function documentWith({ request, answer = text, status = 200, refusals = [400], query = [] }: Parts) {
  const json = (schema: Schema) => ({ content: { 'application/json': { schema } } });
  const operation = {
    operationId: 'change',
    parameters: query.map((one) => ({ in: 'query', schema: text, required: false, ...one })),
    ...(request ? { requestBody: { required: true, ...json(request) } } : {}),
    responses: Object.fromEntries([
      [status, { description: 'Done', ...json(answer) }],
      ...refusals.map((refusal) => [refusal, { description: 'Refused', ...json(object({ code: text })) }]),
    ]),
  };
  return { openapi: '3.1.0', info: { title: 'A', version: '1' }, paths: { '/things': { post: operation } } };
}

const fieldsBroken = (before: Parts, after: Parts) =>
  breaks(documentWith(before), documentWith(after)).map(
    ({ operation, field }) => `${operation} ${field ?? ''}`,
  );

describe('breaks: a change a client can fail on is found', () => {
  test.each<[string, Parts, Parts, string]>([
    [
      'an answer loses a field',
      { answer: object({ a: text, b: text }) },
      { answer: object({ a: text }) },
      'b',
    ],
    [
      'a field of an answer may be missing',
      { answer: object({ a: text }) },
      { answer: object({ a: text }, { required: [] }) },
      'a',
    ],
    [
      'a field deep inside is gone',
      { answer: { type: 'array', items: object({ a: object({ b: text }) }) } },
      { answer: { type: 'array', items: object({ a: object({}) }) } },
      'b',
    ],
    [
      'a field of an answer may be null',
      { answer: object({ a: text }) },
      { answer: object({ a: { type: ['string', 'null'] } }) },
      'a',
    ],
    [
      'a field of an answer has another type',
      { answer: object({ type: text }) },
      { answer: object({ type: { type: 'integer' } }) },
      'type',
    ],
    [
      'a new field is required',
      { request: object({ a: text }) },
      { request: object({ a: text, b: text }) },
      'b',
    ],
    [
      'an optional field becomes required',
      { request: object({ a: text }, { required: [] }) },
      { request: object({ a: text }) },
      'a',
    ],
    [
      'a request takes fewer values',
      { request: object({ a: { type: 'string', enum: ['x', 'y'] } }) },
      { request: object({ a: { type: 'string', enum: ['x'] } }) },
      'a',
    ],
    [
      'a request takes a list of values only',
      { request: object({ a: text }) },
      { request: object({ a: { type: 'string', enum: ['x'] } }) },
      'a',
    ],
    [
      'a request takes a narrower type',
      { request: object({ a: { type: ['string', 'null'] } }) },
      { request: object({ a: text }) },
      'a',
    ],
    [
      'a request takes shorter texts',
      { request: object({ a: text }) },
      { request: object({ a: { type: 'string', maxLength: 4 } }) },
      'a',
    ],
    [
      'a strict request no longer knows a field',
      { request: object({ a: text, b: text }, { required: ['a'], additionalProperties: false }) },
      { request: object({ a: text }, { additionalProperties: false }) },
      'b',
    ],
    ['a body is asked for', {}, { request: object({ a: text }) }, ''],
    ['a parameter is gone', { query: [{ name: 'q' }] }, {}, 'q'],
    ['a new parameter is required', {}, { query: [{ name: 'q', required: true }] }, 'q'],
    ['the status of success is another', { status: 200 }, { status: 201 }, '200'],
  ])('%s', (_, before, after, field) => {
    expect(fieldsBroken(before, after)).toEqual([`change ${field}`]);
  });

  test('an operation is gone', () => {
    const before = documentWith({});
    expect(breaks(before, { ...before, paths: {} })).toMatchObject([{ operation: 'change' }]);
  });
});

describe('breaks: what no client can fail on is not one', () => {
  test.each<[string, Parts, Parts]>([
    ['an answer gains a field', { answer: object({ a: text }) }, { answer: object({ a: text, b: text }) }],
    [
      'an answer gains a value',
      { answer: object({ a: { type: 'string', enum: ['x'] } }) },
      { answer: object({ a: { type: 'string', enum: ['x', 'y'] } }) },
    ],
    [
      'a field of an answer is never null any more',
      { answer: object({ a: { type: ['string', 'null'] } }) },
      { answer: object({ a: text }) },
    ],
    [
      'a request takes a new optional field',
      { request: object({ a: text }) },
      { request: object({ a: text, b: text }, { required: ['a'] }) },
    ],
    [
      'a request takes a wider type',
      { request: object({ a: { type: 'integer' } }) },
      { request: object({ a: { type: ['number', 'null'] } }) },
    ],
    [
      'a request that takes anything loses a field',
      { request: object({ a: text, b: text }) },
      { request: object({ a: text }) },
    ],
    ['a new optional parameter', {}, { query: [{ name: 'q' }] }],
    ['other refusals', { refusals: [400, 404] }, { refusals: [400, 409] }],
  ])('%s', (_, before, after) => {
    expect(fieldsBroken(before, after)).toEqual([]);
  });

  test('a shape moves into a component', () => {
    const before = documentWith({ answer: object({ a: text }) });
    const after = {
      ...documentWith({ answer: { $ref: '#/components/schemas/Thing' } }),
      components: { schemas: { Thing: object({ a: text }) } },
    };
    expect(breaks(before, after)).toEqual([]);
  });
});

describe('unnamedBreaks', () => {
  const found = [{ operation: 'change', field: 'b', what: 'change: b is gone' }];
  const changelog = (line: string, section = 'Breaking') =>
    `# Changelog\n\n## Unreleased\n\n### ${section}\n\n- ${line}\n\n## 0.1.0\n\n### Breaking\n\n- \`change\`: \`c\`.\n`;

  test.each([
    ['a line names operation and field', changelog('`change`: the answer loses `b`.'), 0],
    ['the line goes on in the next one', changelog('`change`: the answer\n  loses `b`.'), 0],
    ['it names the operation only', changelog('`change` is different.'), 1],
    ['it stands under another heading', changelog('`change`: the answer loses `b`.', 'Changed'), 1],
    ['nothing is written', '# Changelog\n', 1],
  ])('%s', (_, text, unnamed) => {
    expect(unnamedBreaks(found, text)).toHaveLength(unnamed);
  });

  test('a line of an earlier release does not count', () => {
    expect(unnamedBreaks([{ ...found[0]!, field: 'c' }], changelog('none'))).toHaveLength(1);
  });
});

test('canonical: the order in which things are declared does not show', () => {
  const one = { b: 1, a: { required: ['y', 'x'], list: [2, 1] } };
  const other = { a: { list: [2, 1], required: ['x', 'y'] }, b: 1 };
  expect(canonical(one)).toBe(canonical(other));
  expect(JSON.parse(canonical(one))).toEqual({ a: { list: [2, 1], required: ['x', 'y'] }, b: 1 });
});
