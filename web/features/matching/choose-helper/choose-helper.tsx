import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CandidateView } from '#contracts/matching/candidate.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { SendingNotice } from '../../../components/sending-notice.tsx';
import { useSend } from '../../../lib/use-send.ts';
import { useWishWords } from '../state-wishes/use-wish-words.ts';
import { CandidateCard } from './candidate-card.tsx';
import { HelperTaken } from './helper-taken.tsx';
import { Rematch } from './rematch.tsx';
import { mayRematch } from './use-rematch.ts';
import { WhatChanged } from './what-changed.tsx';

/** The shortlist: one to three helpers with reasons and price; choose one, or ask for others. */
export function ChooseHelper({ order }: { order: OrderView }) {
  const { t } = useTranslation('matching');
  const sayWishes = useWishWords();
  const wishes = order.need ? sayWishes(order.need.wishes) : [];
  const open = order.shortlist.filter((c) => c.status === 'offered' || c.status === 'accepted');
  const [marked, setMarked] = useState<string | null>(null);
  /** Helpers who were booked by other orders while this list was open. */
  const [taken, setTaken] = useState<string[]>([]);
  const [asked, setAsked] = useState<{ id: string; name: string; round: number } | null>(null);
  const choosing = useSend('chooseHelper');
  const mayChoose = order.allowed.includes('chooseHelper');

  const lost = choosing.problem?.code === 'HelperTaken' ? asked : null;
  const isGone = (c: CandidateView) =>
    c.gone || taken.includes(c.helper.id) || (c.helper.id === lost?.id && order.round === lost.round);
  const free = open.filter((c) => !isGone(c));
  const picked = free.find((c) => c.helper.id === marked) ?? best(free);
  const alternatives = free.filter((c) => choosing.problem?.alternatives?.includes(c.helper.id));

  const choose = ({ helper: { id: helperId, displayName: name } }: CandidateView) => {
    if (lost) setTaken([...taken, lost.id]);
    setAsked({ id: helperId, name, round: order.round });
    choosing.send({ params: { orderId: order.id }, body: { helperId } });
  };
  const rounds = order.round + order.rematchesLeft;
  return (
    <section className="shortlist">
      <h2 className="section-title">
        {t('shortlist.title', { count: open.length })}{' '}
        <small data-testid="round">{t('shortlist.round', { round: order.round, rounds })}</small>
      </h2>
      <WhatChanged order={order} open={open} />
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
          gone={isGone(candidate)}
          onPick={() => {
            if (lost) setTaken([...taken, lost.id]);
            choosing.clear();
            setMarked(candidate.helper.id);
          }}
        />
      ))}
      <div className="sticky-action">
        {lost ? (
          <HelperTaken
            name={lost.name}
            recommendedAnew={order.round > lost.round}
            others={alternatives}
            sending={choosing.sending}
            mayRematch={mayRematch(order)}
            onChoose={choose}
          />
        ) : (
          choosing.problem && <ProblemNotice problem={choosing.problem} />
        )}
        <SendingNotice state={choosing} />
        {picked && mayChoose && !(lost && alternatives.length > 0) && (
          <button
            type="button"
            className="button"
            data-testid="primary-action"
            disabled={choosing.sending}
            onClick={() => choose(picked)}
          >
            {choosing.sending
              ? t('common:sendingNow')
              : t('shortlist.choose', { name: picked.helper.displayName })}
          </button>
        )}
      </div>
      {mayRematch(order) && <Rematch order={order} />}
    </section>
  );
}

/** Helpers who accepted come first, then the rank decides. */
const best = (candidates: CandidateView[]) =>
  [...candidates].sort(
    (a, b) => Number(b.status === 'accepted') - Number(a.status === 'accepted') || a.rank - b.rank,
  )[0];
