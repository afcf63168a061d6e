import { useTranslation } from 'react-i18next';
import type { Problem } from '#contracts/problem.ts';
import { Sheet } from '../../../components/sheet.tsx';
import { useTongue } from '../../../lib/i18n.ts';
import { span } from '../../../lib/time.ts';
import { useCatalogue } from '../../../lib/use-read.ts';

/** The visits that a change would make impossible, before it is saved; the button says what then happens. */
export function ConflictSheet(props: {
  problem: Problem | null;
  sending: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { t, i18n } = useTranslation('calendars');
  const tongue = useTongue();
  const { data } = useCatalogue();
  const conflicts = props.problem?.code === 'CalendarConflict' ? (props.problem.conflicts ?? []) : [];
  return (
    <Sheet open={conflicts.length > 0} title={t('conflict.title')} onClose={props.onClose}>
      <p>{t('conflict.text', { count: conflicts.length })}</p>
      <ul className="conflicts" data-testid="conflicts">
        {conflicts.map((one) => (
          <li key={one.orderId}>
            <b>{data?.services.find((s) => s.code === one.serviceCode)?.[tongue] ?? one.serviceCode}</b> ·{' '}
            {data?.districts.find((d) => d.code === one.district)?.[tongue] ?? ''}
            <small>{span(one.startsAt, one.endsAt, i18n.language)}</small>
          </li>
        ))}
      </ul>
      <p className="notice notice-warm">{t('conflict.effect')}</p>
      <button
        type="button"
        className="button button-danger"
        data-testid="conflict-confirm"
        disabled={props.sending}
        onClick={props.onConfirm}
      >
        {props.sending ? t('common:sendingNow') : t('conflict.yes')}
      </button>
    </Sheet>
  );
}
