import { Empty, Form, Radio, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CandidateView } from '#contracts/matching/candidate.ts';
import { ListEnd } from '../../../components/list-end.tsx';
import { ReadProblem } from '../../../components/states.tsx';
import { UnreadableRows } from '../../../components/unreadable-rows.tsx';
import { usePages } from '../../../lib/use-pages.ts';
import { WhyNot } from '../../helpers/ops-helpers/why-not.tsx';
import { HelperLine } from '../ops-order/helper-line.tsx';
import { useRequired } from './required.ts';
import type { Subject } from './values.ts';

type Ranked = Pick<CandidateView, 'helper' | 'rank' | 'reasons' | 'quote' | 'startsAt' | 'endsAt'>;

/** Every fit and free helper, best first, with the reasons for the place. */
export function DispatchField({ subject }: { subject: Subject }) {
  const pages = usePages('dispatchList', { params: { orderId: subject.orderId } }, { staleTime: 0 });
  const { data, error, refetch } = pages;
  if (error) return <ReadProblem error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active paragraph={{ rows: 4 }} />;
  const helpers = data.pages.flatMap((page) => page.helpers);
  return (
    <>
      <UnreadableRows
        rows={data.pages.flatMap((page) => page.unreadable)}
        to={(id) => `/ops/helpers/${id}`}
      />
      <PickHelper helpers={helpers} />
      <ListEnd pages={pages} count={helpers.length} />
      <WhyNot orderId={subject.orderId} />
    </>
  );
}

/** The shortlist, for a customer on the phone. */
export function CandidateField({ subject }: { subject: Subject }) {
  const open = (subject.order?.shortlist ?? []).filter(
    (c) => c.status === 'offered' || c.status === 'accepted',
  );
  return <PickHelper helpers={open} />;
}

function PickHelper({ helpers }: { helpers: Ranked[] }) {
  const { t } = useTranslation('orders');
  const rule = useRequired();
  if (helpers.length === 0) return <Empty description={t('matching:ops.dispatch.nobody')} />;
  return (
    <Form.Item name="helperId" rules={[rule]}>
      <Radio.Group className="helper-list">
        {helpers.map((h) => (
          <Radio key={h.helper.id} value={h.helper.id} data-testid="dispatch-helper">
            <HelperLine candidate={h} />
          </Radio>
        ))}
      </Radio.Group>
    </Form.Item>
  );
}
