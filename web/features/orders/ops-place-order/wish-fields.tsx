import { Collapse, Form, Select, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { AGE_BANDS, type WishKind, wishesFor } from '#contracts/matching/wishes.ts';

const SEVERAL = { brands: 'brandCodes', careHabits: 'careHabits', taboos: 'taboos' } as const;

/** The same wishes the customer's form asks, folded away; only what fits the service. */
export function WishFields({ serviceCode }: { serviceCode: string }) {
  const { t } = useTranslation('orders');
  const fitting = wishesFor(serviceCode);
  const options = (kind: WishKind) =>
    fitting[kind].map((value) => ({ value, label: t(`matching:wish.${kind}.${value}`) }));
  const one = (name: string, kind: string, choices: { value: string; label: string }[]) => (
    <Form.Item name={name} label={t(`matching:wish.kind.${kind}`)}>
      <Select allowClear style={{ width: 180 }} options={choices} />
    </Form.Item>
  );
  const ages = AGE_BANDS.map(({ code }) => ({ value: code, label: t(`matching:wish.band.${code}`) }));
  const fields = (
    <Space size="middle" align="start" wrap>
      {one('age', 'age', ages)}
      {one('dialect', 'dialect', options('dialect'))}
      {fitting.illness.length > 0 && one('illness', 'illness', options('illness'))}
      {(['brands', 'careHabits', 'taboos'] as const)
        .filter((kind) => fitting[kind].length > 0)
        .map((kind) => (
          <Form.Item key={kind} name={SEVERAL[kind]} label={t(`matching:wish.kind.${kind}`)}>
            <Select mode="multiple" allowClear style={{ width: 280 }} options={options(kind)} />
          </Form.Item>
        ))}
    </Space>
  );
  return (
    <Collapse
      size="small"
      ghost
      // Kept while folded: the form knows only fields that are there.
      items={[{ key: 'wishes', label: t('matching:wish.more'), children: fields, forceRender: true }]}
    />
  );
}
