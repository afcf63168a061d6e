import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Statement, sql } from '#platform/sql.ts';

/** Fragments in fragments, and what they are made of: the values in the order of the text. */
interface Piece {
  statement: Statement;
  values: readonly unknown[];
}

// What a person may write, PostgreSQL's own signs among it; `≡` marks it as a value, which no text of ours has in it.
const written = fc
  .oneof(
    fc.string(),
    fc.constantFrom("'; DROP TABLE person; --", '$1', '$$', '" OR true', '/* prepared */', '\\', '家'),
  )
  .map((text) => `≡${text}`);
const value = fc.oneof(
  written,
  fc.array(written),
  fc.record({ json: written }),
  fc.integer(),
  fc.constant(null),
);

const { piece } = fc.letrec<{ piece: Piece }>((tie) => ({
  piece: fc.oneof(
    { maxDepth: 4 },
    value.map((one) => ({ statement: sql`a = ${one}`, values: [one] })),
    fc.constant({ statement: sql.empty, values: [] }),
    fc.constant({ statement: sql.raw('now()'), values: [] }),
    fc.tuple(tie('piece'), value, tie('piece')).map(([first, one, last]) => ({
      statement: sql`(${first.statement} AND b = ${one} OR ${last.statement})`,
      values: [...first.values, one, ...last.values],
    })),
    fc.array(tie('piece'), { minLength: 1, maxLength: 4 }).map((all) => ({
      statement: sql.join(
        all.map(({ statement }) => statement),
        ' AND ',
      ),
      values: all.flatMap(({ values }) => values),
    })),
  ),
}));

describe('sql', () => {
  test('any fragments in fragments → no value in the text, a number for each, the values in their order', () => {
    fc.assert(
      fc.property(piece, ({ statement, values }) => {
        const whole = sql`SELECT 1 WHERE ${statement}`;
        expect(whole.text).not.toContain('≡');
        expect(whole.values).toEqual(values);
        const numbers = [...whole.text.matchAll(/\$(\d+)/g)].map(([, n]) => Number(n));
        expect(numbers).toEqual(values.map((_, n) => n + 1));
      }),
    );
  });

  test('a fragment is used twice → its values are sent twice', () => {
    const own = sql`helper_id = ${'h'}`;
    const { text, values } = sql`${own} OR ${own}`;
    expect(text).toBe('helper_id = $1 OR helper_id = $2');
    expect(values).toEqual(['h', 'h']);
  });

  test('what only looks like a statement → is a value', () => {
    const { text, values } = sql`SELECT ${{ strings: ['1; DROP TABLE person'], values: [], text: 'x' }}`;
    expect(text).toBe('SELECT $1');
    expect(values).toHaveLength(1);
  });

  test('nothing to join → throws, instead of a statement that means something else', () => {
    expect(() => sql.join([])).toThrow(TypeError);
  });
});
