import { App, Button, Card, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SetHelperTraits } from '#contracts/helpers/traits.ts';
import type { ReplyOf } from '#contracts/http.ts';
import { BRANDS, CARE_HABITS, DIALECTS, ILLNESSES, TABOOS } from '#contracts/matching/wishes.ts';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { useSend } from '../../../lib/use-send.ts';

type Codes = Record<'dialects' | 'brands' | 'careHabits' | 'taboos' | 'illnesses', string[]>;
const KINDS = {
  dialects: ['dialect', DIALECTS],
  brands: ['brands', BRANDS],
  careHabits: ['careHabits', CARE_HABITS],
  taboos: ['taboos', TABOOS],
  illnesses: ['illness', ILLNESSES],
} as const;

/** The wishes of customers that this helper meets. Only ops enter experience with an illness. */
export function TraitsCard({ helper, mayChange }: { helper: ReplyOf<'helper'>; mayChange: boolean }) {
  const { t } = useTranslation('helpers');
  const { message } = App.useApp();
  const [form] = Form.useForm<Codes>();
  const saving = useSend('setHelperTraits', () => void message.success(t('orders:ops.act.done')));
  const { dialects, brands, habits } = helper.traits;
  const had = (codes: string[], known: readonly string[]) => codes.filter((code) => known.includes(code));
  const initial: Codes = {
    dialects: had(dialects, DIALECTS),
    brands: had(brands, BRANDS),
    careHabits: had(habits, CARE_HABITS),
    taboos: had(habits, TABOOS),
    illnesses: ILLNESSES.filter((one) => helper.skills.some(({ skill }) => skill === `illness:${one}`)),
  };
  const submit = ({ careHabits, taboos, ...codes }: Codes) =>
    saving.send({
      params: { helperId: helper.id },
      body: { ...codes, habits: [...careHabits, ...taboos] } as SetHelperTraits,
    });
  return (
    <Card title={t('ops.helpers.traits')} size="small" data-testid="traits">
      <Form form={form} layout="vertical" initialValues={initial} disabled={!mayChange} onFinish={submit}>
        <div className="helper-traits">
          {Object.entries(KINDS).map(([name, [kind, codes]]) => (
            <Form.Item key={name} name={name} label={t(`ops.helpers.trait.${name}`)}>
              <Select
                mode="multiple"
                options={codes.map((value) => ({ value, label: t(`matching:wish.${kind}.${value}`) }))}
              />
            </Form.Item>
          ))}
        </div>
        {saving.problem && <ProblemNotice problem={saving.problem} />}
        {mayChange && (
          <Button htmlType="submit" loading={saving.sending} data-testid="traits-save">
            {t('orders:ops.act.send')}
          </Button>
        )}
      </Form>
    </Card>
  );
}
