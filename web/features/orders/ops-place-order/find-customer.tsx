import { Alert, Card, Empty, Form, Input, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplyOf } from '#contracts/http.ts';
import { Mobile } from '#contracts/typed/phone.ts';
import { ReadProblem } from '../../../components/states.tsx';
import { useRead } from '../../../lib/use-read.ts';

export type FoundCustomer = ReplyOf<'customers'>['customers'][number];

/** The caller's number finds who it is. Only a masked number is shown. */
export function FindCustomer({
  chosen,
  onChoose,
}: {
  chosen: FoundCustomer | null;
  onChoose: (c: FoundCustomer | null) => void;
}) {
  const { t } = useTranslation('orders');
  const [phone, setPhone] = useState<string | null>(null);
  const { data, error, refetch, isFetching } = useRead(
    'customers',
    { query: { phone: phone ?? '' } },
    { enabled: phone !== null, staleTime: 0 },
  );
  return (
    <Card size="small" title={t('ops.place.who')}>
      <Form
        layout="inline"
        onFinish={({ phone: typed }: { phone: string }) => {
          onChoose(null);
          setPhone(Mobile.parse(typed));
        }}
      >
        <Form.Item
          name="phone"
          rules={[
            {
              validator: (_, v: string) =>
                Mobile.safeParse(v ?? '').success
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('ops.place.phoneWrong'))),
            },
          ]}
        >
          <Input.Search
            placeholder={t('ops.place.phone')}
            aria-label={t('ops.place.phone')}
            inputMode="tel"
            enterButton={t('ops.place.find')}
            onSearch={(_, e) =>
              (e?.currentTarget as HTMLElement | undefined)?.closest('form')?.requestSubmit()
            }
            style={{ width: 320 }}
          />
        </Form.Item>
      </Form>
      {error && <ReadProblem error={error} onRetry={() => void refetch()} />}
      {isFetching && !data && <Skeleton active paragraph={{ rows: 1 }} />}
      {data?.customers.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('ops.place.nobody')} />
      )}
      {data && data.customers.length > 0 && (
        <fieldset className="filter-row" aria-label={t('ops.place.who')}>
          {data.customers.map((c) => (
            <button
              key={c.id}
              type="button"
              className="filter-chip"
              aria-pressed={chosen?.id === c.id}
              data-testid="customer"
              onClick={() => onChoose(c)}
            >
              {c.name} · {c.maskedPhone}
            </button>
          ))}
        </fieldset>
      )}
      {chosen?.addresses.length === 0 && <Alert type="warning" showIcon title={t('ops.place.noAddress')} />}
    </Card>
  );
}
