import type { OrderView } from '#contracts/orders/order.ts';
import { AgreementPart } from '../../agreements/sign-agreement/agreement-part.tsx';
import { ChooseHelper } from '../../matching/choose-helper/choose-helper.tsx';
import { PayOrder } from '../../money/pay-order/pay-order.tsx';
import { ReviewVisit } from '../../reviews/review-visit/review-visit.tsx';
import { ConfirmVisit } from '../../visits/confirm-visit/confirm-visit.tsx';
import { ObjectionOpen } from '../../visits/confirm-visit/objection-open.tsx';
import { CompleteInquiry } from '../complete-inquiry/complete-inquiry.tsx';
import { AwaitVisit } from './await-visit.tsx';
import { Matching } from './matching.tsx';
import { mayPay } from './next-step.ts';
import { Outcome } from './outcome.tsx';

/** What a customer does or sees at this stage; one primary action at most. */
export function StagePart({ order }: { order: OrderView }) {
  const may = (action: OrderView['allowed'][number]) => order.allowed.includes(action);
  switch (order.stage) {
    case 'inquiry':
      return <CompleteInquiry order={order} />;
    case 'matching':
      return <Matching order={order} />;
    case 'selection':
      return <ChooseHelper order={order} />;
    case 'agreement':
      return <AgreementPart order={order} />;
    case 'scheduled':
    case 'visit':
      if (order.cases.some((c) => c.kind === 'objection' && c.status === 'open')) return <ObjectionOpen />;
      return may('confirmCompletion') || may('object') ? (
        <ConfirmVisit order={order} />
      ) : (
        <AwaitVisit order={order} />
      );
    default:
      return (
        <>
          {mayPay(order) && order.stage !== 'closed' && <PayOrder order={order} />}
          {may('submitReview') && <ReviewVisit order={order} primary={!mayPay(order)} />}
          <Outcome order={order} />
        </>
      );
  }
}
