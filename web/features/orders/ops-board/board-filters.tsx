import { Button, Dropdown, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BoardReply } from '#contracts/orders/http.ts';
import { STAGES } from '#contracts/orders/stages.ts';
import { orderNumberStart } from '#contracts/typed/order-number.ts';
import type { BoardFilter } from './board-filter.ts';
import { temporalListUrl } from './temporal-list.ts';

/** How much waits where; a press narrows the board down. */
export function BoardFilters(props: {
  board: BoardReply | undefined;
  filter: BoardFilter;
  onChange: (change: Partial<Record<keyof BoardFilter, string | undefined>>) => void;
}) {
  const { t } = useTranslation('orders');
  const { board, filter, onChange } = props;
  const open = Object.entries(board?.counts ?? {}).reduce(
    (sum, [stage, n]) => (stage === 'closed' ? sum : sum + n),
    0,
  );
  const chip = (label: string, count: number | null, pressed: boolean, press: () => void, tone = '') => (
    <button
      key={label}
      type="button"
      className={`filter-chip ${tone}`}
      aria-pressed={pressed}
      onClick={press}
    >
      {label}
      {count !== null && <b>{count}</b>}
    </button>
  );
  return (
    <div className="board-filters">
      <div className="filter-row">
        {chip(
          t('ops.board.needsOps'),
          board?.needsOps ?? 0,
          Boolean(filter.needsOps),
          () => onChange({ needsOps: filter.needsOps ? undefined : 'true' }),
          'is-red',
        )}
        {chip(
          t('ops.board.overdue'),
          board?.overdue ?? 0,
          Boolean(filter.overdue),
          () => onChange({ overdue: filter.overdue ? undefined : 'true' }),
          'is-amber',
        )}
        <Input.Search
          key={filter.q ?? ''}
          allowClear
          defaultValue={filter.q}
          placeholder={t('ops.board.search')}
          aria-label={t('ops.board.search')}
          maxLength={40}
          onSearch={(q) => onChange({ q: orderNumberStart(q) || undefined })}
          style={{ width: 260, marginInlineStart: 'auto' }}
        />
        {board?.temporalListUrl && <TemporalLinks listUrl={board.temporalListUrl} filter={filter} />}
      </div>
      <fieldset className="filter-row" aria-label={t('ops.column.state')}>
        {chip(t('ops.board.allOpen'), open, !filter.stage, () => onChange({ stage: undefined }))}
        {STAGES.map((stage) =>
          chip(
            t(`ops.stage.${stage}`),
            stage === 'closed' ? null : (board?.counts[stage] ?? 0),
            filter.stage === stage,
            () => onChange({ stage: filter.stage === stage ? undefined : stage }),
          ),
        )}
      </fieldset>
    </div>
  );
}

/** Opens the Temporal UI's list; what counts as overdue is fixed at the moment of the click. */
function TemporalLinks({ listUrl, filter }: { listUrl: string; filter: BoardFilter }) {
  const { t } = useTranslation('orders');
  const ready: Record<string, BoardFilter> = {
    same: filter,
    overdue: { overdue: 'true' },
    needsOps: { needsOps: 'true' },
  };
  return (
    <Dropdown
      menu={{
        items: Object.keys(ready).map((key) => ({ key, label: t(`ops.board.temporal.${key}`) })),
        onClick: ({ key }) =>
          window.open(temporalListUrl(listUrl, ready[key] ?? {}, new Date()), '_blank', 'noopener'),
      }}
    >
      <Button>{t('ops.board.temporal.open')}</Button>
    </Dropdown>
  );
}
