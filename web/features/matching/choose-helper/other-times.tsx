import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CandidateView } from '#contracts/matching/candidate.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { SendingNotice } from '../../../components/sending-notice.tsx';
import { Sheet } from '../../../components/sheet.tsx';
import { StartPicker } from '../../../components/start-picker.tsx';
import { dayAndClock, localDate } from '../../../lib/time.ts';
import { useRead } from '../../../lib/use-read.ts';
import { daysAhead } from '../../../lib/wanted-time.ts';
import { useRematch } from './use-rematch.ts';

/**
 * The right helper at the wrong hour: her other free times. Choosing a start requests a round with her at that time.
 */
export function OtherTimes(props: { order: OrderView; candidate: CandidateView }) {
  const { t } = useTranslation('matching');
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
  const { t, i18n } = useTranslation('matching');
  const { order, candidate } = props;
  const { helper } = candidate;
  const wanted = localDate(candidate.startsAt);
  const [picked, setPicked] = useState<{ date: string; start: string | null }>({ date: wanted, start: null });
  const { date, start } = picked;
  const params = { orderId: order.id };
  const read = useRead(
    'otherTimes',
    { params: { ...params, helperId: helper.id }, query: { day: date } },
    { staleTime: 0 },
  );
  const asking = useRematch(props.onDone);
  const starts = read.data?.starts
    .map(({ startsAt }) => startsAt)
    .filter((startsAt) => startsAt !== candidate.startsAt);
  return (
    <>
      <StartPicker
        days={daysAhead(14, Date.now())}
        standing={wanted}
        picked={picked}
        onPick={(to) => {
          setPicked(to);
          asking.clear();
        }}
        read={read}
        starts={starts}
        testId="other-start"
      />
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
