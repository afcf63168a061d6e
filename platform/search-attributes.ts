import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import { type SearchAttribute, type SearchValue, searchTypeOf } from '#contracts/names.ts';

/** Typed search attributes for the start of a workflow. */
export function searchAttributes(
  values: Partial<Record<SearchAttribute, SearchValue>>,
): TypedSearchAttributes {
  const pairs = Object.entries(values) as [SearchAttribute, SearchValue][];
  return new TypedSearchAttributes(
    pairs.map(([name, value]) => ({
      key: defineSearchAttributeKey(name, searchTypeOf(name)),
      value: searchTypeOf(name) === 'DATETIME' ? new Date(value as string) : value,
    })) as ConstructorParameters<typeof TypedSearchAttributes>[0],
  );
}
