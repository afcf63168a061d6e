import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ReadProblem } from '../../../components/states.tsx';
import { useRead } from '../../../lib/use-read.ts';
import { useRequired } from './required.ts';
import type { Subject } from './values.ts';

/** Another member of the staff: not the one in charge already. */
export function ColleagueField({ subject }: { subject: Subject }) {
  const { t } = useTranslation('cases');
  const rule = useRequired();
  const { data, error, refetch, isPending } = useRead('staff', {});
  if (error) return <ReadProblem error={error} onRetry={() => void refetch()} />;
  return (
    <Form.Item name="colleague" label={t('ops.handOver.to')} rules={[rule]}>
      <Select
        loading={isPending}
        placeholder={t('orders:ops.field.choose')}
        showSearch={{ optionFilterProp: 'label' }}
        options={(data?.staff ?? [])
          .filter(({ id }) => id !== subject.openCase?.owner?.id)
          .map(({ id, name, role }) => ({ value: id, label: `${name} · ${t(`common:role.${role}`)}` }))}
      />
    </Form.Item>
  );
}
