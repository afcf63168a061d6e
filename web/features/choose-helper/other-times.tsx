import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CandidateView, OrderView } from '#contracts/order.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { SendingNotice } from '../../components/sending-notice.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { ReadProblem, Skeleton } from '../../components/states.tsx';
import { clock, dayAndClock, day as dayWords, localDate } from '../../lib/time.ts';
import { useRead } from '../../lib/use-read.ts';
import { useSend } from '../../lib/use-send.ts';
import { daysAhead } from '../place-order/wanted-time.ts';

/** She is the right one, the hour is not: when else she is free. Picking a start asks for a round with her, then. */
export function OtherTimes(props: { order: OrderView; candidate: CandidateView }) {
  const { t } = useTranslation('customer');
  const [open, setOpen] = useState(false);
  const { displayName: name } = props.candidate.helper;
  return (
    <>
      <button type="button" className="link" data-testid="other-times" onClick={() => setOpen(true)}>
        {t('otherTimes.open')}
      </button>
      <Sheet open={open} title={t('otherTimes.title', { name })} onClose={() => setOpen(false)}>
        <PickStart {...props} onDone={() => setOpen(false)} />
      </Sheet>
    </>
  );
}

function PickStart(props: { order: OrderView; candidate: CandidateView; onDone: () => void }) {
  const { t, i18n } = useTranslation('customer');
  const { order, candidate } = props;
  const { helper } = candidate;
  const wanted = localDate(candidate.startsAt);
  const [date, setDate] = useState(wanted);
  const [start, setStart] = useState<string | null>(null);
  const params = { orderId: order.id };
  const read = useRead(
    'otherTimes',
    { params: { ...params, helperId: helper.id }, query: { day: date } },
    { staleTime: 0 },
  );
  const asking = useSend('rematch', props.onDone);
  const starts = read.data?.starts.filter(({ startsAt }) => startsAt !== candidate.startsAt);
  const show = useCallback(
    (chip: HTMLElement | null) => chip?.scrollIntoView({ inline: 'center', block: 'nearest' }),
    [],
  );
  return (
    <>
      <h3>{t('common:reschedule.day')}</h3>
      <div className="chip-scroll">
        {daysAhead(14, Date.now()).map((one) => (
          <button
            key={one}
            ref={one === wanted ? show : undefined}
            type="button"
            className="chip"
            aria-pressed={one === date}
            data-date={one}
            onClick={() => {
              setDate(one);
              setStart(null);
              asking.clear();
            }}
          >
            {dayWords(`${one}T04:00:00Z`, i18n.language)}
          </button>
        ))}
      </div>
      {read.isPending && <Skeleton lines={2} />}
      {read.isError && <ReadProblem error={read.error} onRetry={() => void read.refetch()} />}
      {starts?.length === 0 && <p className="notice">{t('common:reschedule.none')}</p>}
      {starts && starts.length > 0 && (
        <label className="field">
          <span>{t('common:reschedule.time')}</span>
          <select
            value={start ?? ''}
            data-testid="other-start"
            onChange={(e) => {
              setStart(e.target.value);
              asking.clear();
            }}
          >
            <option value="" disabled>
              {t('common:reschedule.pick')}
            </option>
            {starts.map(({ startsAt }) => (
              <option key={startsAt} value={startsAt}>
                {clock(startsAt, i18n.language)}
              </option>
            ))}
          </select>
        </label>
      )}
      <p className="hint">{t('otherTimes.effect', { count: order.rematchesLeft })}</p>
      {asking.problem && <ProblemNotice problem={asking.problem} />}
      <SendingNotice state={asking} />
      <button
        type="button"
        className="button"
        data-testid="other-times-send"
        disabled={!start || asking.sending}
        onClick={() =>
          start &&
          asking.send({ params, body: { reasons: ['time'], namedHelperId: helper.id, startsAt: start } })
        }
      >
        {asking.sending
          ? t('common:sendingNow')
          : start
            ? t('otherTimes.ask', { name: helper.displayName, when: dayAndClock(start, i18n.language) })
            : t('otherTimes.pick')}
      </button>
    </>
  );
}
