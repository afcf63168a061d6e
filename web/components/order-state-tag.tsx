import { STATE_TABLE, type StateWord } from '#contracts/orders/stages.ts';
import { useTongue } from '../lib/i18n.ts';

const TONE: Record<StateWord, 'act' | 'wait' | 'run' | 'done' | 'off'> = {
  toConfirm: 'wait',
  matching: 'wait',
  toChoose: 'act',
  toSign: 'act',
  scheduled: 'run',
  departed: 'run',
  inService: 'run',
  toConfirmDone: 'act',
  toReview: 'act',
  toPay: 'act',
  handling: 'wait',
  completed: 'done',
  cancelled: 'off',
};

/** The word for the state of an order. */
export function OrderStateTag({ word }: { word: StateWord }) {
  const tongue = useTongue();
  return (
    <span className={`tag tag-${TONE[word]}`} data-testid="order-state" data-word={word}>
      {STATE_TABLE[word][tongue]}
    </span>
  );
}
