import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CandidateView, OrderView } from '#contracts/order.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { SendingNotice } from '../../components/sending-notice.tsx';
import { useSend } from '../../lib/use-send.ts';
import { useWishWords } from '../state-wishes/use-wish-words.ts';
import { CandidateCard } from './candidate-card.tsx';
import { Rematch } from './rematch.tsx';

/** The shortlist: one to three helpers with reasons and price; choose one, or ask for others. */
export function ChooseHelper({ order }: { order: OrderView }) {
  const { t } = useTranslation('customer');
  const open = order.shortlist.filter((c) => c.status === 'offered' || c.status === 'accepted');
  const [marked, setMarked] = useState<string | null>(null);
  const choosing = useSend('chooseHelper');
  const names = Object.fromEntries(order.shortlist.map((c) => [c.helper.id, c.helper.displayName]));
  const sayWishes = useWishWords();
  const wishes = order.need ? sayWishes(order.need.wishes) : [];
  const picked = open.find((c) => c.helper.id === marked) ?? best(open);
  const mayChoose = order.allowed.includes('chooseHelper');
  const others = choosing.problem?.alternatives?.filter((id) => open.some((c) => c.helper.id === id)) ?? [];
  // The one who was taken is not offered again: mark who is still free.
  const instead = others[0];
  useEffect(() => {
    if (instead) setMarked(instead);
  }, [instead]);
  return (
    <section className="shortlist">
      <h2 className="section-title">
        {t('shortlist.title', { count: open.length })}{' '}
        <small>{t('shortlist.round', { round: order.round })}</small>
      </h2>
      {open.length > 0 && wishes.length > 0 && (
        <p className="hint" data-testid="wishes-met">
          {t('shortlist.meetWishes', { wishes: wishes.join(' · ') })}
        </p>
      )}
      {open.length === 0 && <p className="notice notice-warm">{t('shortlist.noneLeft')}</p>}
      {open.map((candidate) => (
        <CandidateCard
          key={candidate.helper.id}
          candidate={candidate}
          order={order}
          picked={candidate === picked}
          onPick={() => {
            choosing.clear();
            setMarked(candidate.helper.id);
          }}
        />
      ))}
      <div className="sticky-action">
        {choosing.problem && <ProblemNotice problem={choosing.problem} names={names} />}
        {choosing.problem && others.length === 0 && order.rematchesLeft > 0 && (
          <p className="notice">{t('shortlist.takenHint')}</p>
        )}
        <SendingNotice state={choosing} />
        {picked && mayChoose && (
          <button
            type="button"
            className="button"
            data-testid="primary-action"
            disabled={choosing.sending}
            onClick={() =>
              choosing.send({ params: { orderId: order.id }, body: { helperId: picked.helper.id } })
            }
          >
            {choosing.sending
              ? t('common:sendingNow')
              : t('shortlist.choose', { name: picked.helper.displayName })}
          </button>
        )}
      </div>
      {order.allowed.includes('rematch') && <Rematch order={order} />}
    </section>
  );
}

/** Who has already said yes comes before who has not, then the rank. */
const best = (candidates: CandidateView[]) =>
  [...candidates].sort(
    (a, b) => Number(b.status === 'accepted') - Number(a.status === 'accepted') || a.rank - b.rank,
  )[0];
