import { Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { CASE_LISTS, type CaseList } from '#contracts/cases/case.ts';
import { CASE_KINDS } from '#contracts/cases/kinds.ts';
import { findOrderNumber } from '#contracts/typed/order-number.ts';
import { useCaseWords } from '../use-case-words.ts';
import type { CaseFilter } from './case-filter.ts';

type Counts = Partial<Record<CaseList, number>>;
/** The server stops counting here. */
const MOST = 1_000;

/** Which cases are listed: the tab, the kind and the order. */
export function CaseFilters(props: {
  filter: CaseFilter;
  counts: Counts | undefined;
  onChange: (change: Partial<CaseFilter>) => void;
}) {
  const { filter, counts = {}, onChange } = props;
  const { t } = useTranslation('cases');
  const words = useCaseWords();
  const label = (view: CaseList) => {
    const count = counts[view];
    if (count === undefined) return t(`ops.cases.${view}`);
    return `${t(`ops.cases.${view}`)} ${count < MOST ? count : `${MOST - 1}+`}`;
  };
  return (
    <>
      <Segmented
        aria-label={t('ops.cases.list')}
        value={filter.view}
        onChange={(view) => onChange({ view })}
        options={CASE_LISTS.map((value) => ({ value, label: label(value) }))}
      />
      <Select
        aria-label={t('ops.cases.kind')}
        allowClear
        placeholder={t('ops.cases.allKinds')}
        value={filter.kind ?? null}
        onChange={(kind) => onChange({ kind: kind ?? undefined } as Partial<CaseFilter>)}
        options={CASE_KINDS.map((value) => ({ value, label: words.kind(value) }))}
        style={{ width: 200 }}
      />
      <Input.Search
        key={filter.orderId ?? ''}
        aria-label={t('ops.cases.ofOrder')}
        allowClear
        placeholder={t('ops.cases.ofOrder')}
        defaultValue={filter.orderId}
        onSearch={(typed) => {
          onChange({ orderId: findOrderNumber(typed) ?? undefined } as Partial<CaseFilter>);
        }}
        style={{ width: 220 }}
      />
    </>
  );
}
