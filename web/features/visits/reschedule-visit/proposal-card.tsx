import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { Countdown } from '../../../components/countdown.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { SendingNotice } from '../../../components/sending-notice.tsx';
import { dayAndClock, span } from '../../../lib/time.ts';
import { useSend } from '../../../lib/use-send.ts';

interface Props {
  order: OrderView;
  proposal: NonNullable<NonNullable<OrderView['reschedule']>['proposal']>;
  side: 'customer' | 'helper';
}

/** Old and new time, whose answer is missing and until when; yes, no, or take it back. */
export function ProposalCard({ order, proposal, side }: Props) {
  const { t, i18n } = useTranslation('visits');
  const answering = useSend('answerReschedule');
  const mine = proposal.by === side;
  const answer = (accept: boolean) => answering.send({ params: { orderId: order.id }, body: { accept } });
  const waiting = side === 'customer' ? t('reschedule.waitHelper') : t('reschedule.waitCustomer');
  return (
    <section className="card" data-testid="proposal" data-by={proposal.by}>
      <h2>
        {mine
          ? t('reschedule.proposed.mine')
          : proposal.by === 'customer'
            ? t('reschedule.proposed.customer')
            : t('reschedule.proposed.helper')}
      </h2>
      <dl className="facts">
        {order.startsAt && order.endsAt && (
          <div>
            <dt>{t('reschedule.from')}</dt>
            <dd>{span(order.startsAt, order.endsAt, i18n.language)}</dd>
          </div>
        )}
        <div>
          <dt>{t('reschedule.to')}</dt>
          <dd>
            <strong>{span(proposal.startsAt, proposal.endsAt, i18n.language)}</strong>
          </dd>
        </div>
      </dl>
      <p className={mine ? 'notice' : 'notice notice-warm'}>{mine ? waiting : t('reschedule.yourTurn')}</p>
      <Countdown deadline={proposal.until} />
      {answering.problem && (
        <ProblemNotice
          problem={answering.problem}
          names={startNames(answering.problem.alternatives, i18n.language)}
        />
      )}
      <SendingNotice state={answering} />
      {mine ? (
        <button
          type="button"
          className="button button-plain"
          data-testid="reschedule-withdraw"
          disabled={answering.sending}
          onClick={() => answer(false)}
        >
          {answering.sending ? t('common:sendingNow') : t('reschedule.withdraw')}
        </button>
      ) : (
        <div className="two-buttons">
          <button
            type="button"
            className="button button-plain"
            data-testid="reschedule-decline"
            disabled={answering.sending}
            onClick={() => answer(false)}
          >
            {t('reschedule.decline')}
          </button>
          <button
            type="button"
            className="button"
            data-testid="primary-action"
            data-action="answerReschedule"
            disabled={answering.sending}
            onClick={() => answer(true)}
          >
            {answering.sending ? t('common:sendingNow') : t('reschedule.accept')}
          </button>
        </div>
      )}
    </section>
  );
}

/** The free starts of a refusal, in words. */
export const startNames = (starts: string[] | undefined, language: string): Record<string, string> =>
  Object.fromEntries((starts ?? []).map((at) => [at, dayAndClock(at, language)]));
