import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Mobile } from '#contracts/typed/phone.ts';
import { useCatalogueWords } from '../../../lib/use-catalogue-words.ts';
import { useRead } from '../../../lib/use-read.ts';

/** `Form.Item` gives these. */
interface Picked {
  id?: string;
  value?: string;
  onChange?: (id: string | undefined) => void;
}

/** A customer of the city, by the whole phone number. */
export function PickCustomer({ id, value, onChange }: Picked) {
  const { t } = useTranslation('cases');
  const [typed, setTyped] = useState('');
  const { data: phone = '', success: isPhone } = Mobile.safeParse(typed);
  const { data, isFetching } = useRead('customers', { query: { phone } }, { enabled: isPhone });
  return (
    <Select
      {...(id ? { id } : {})}
      value={value ?? null}
      onChange={(picked) => onChange?.(picked ?? undefined)}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={isFetching}
      placeholder={t('ops.open.customerHint')}
      notFoundContent={isPhone && !isFetching ? t('ops.open.nobody') : t('ops.open.customerHint')}
      options={(data?.customers ?? []).map((one) => ({
        value: one.id,
        label: `${one.name} · ${one.maskedPhone}`,
      }))}
    />
  );
}

/** A helper of the city, by name or phone. */
export function PickHelper({ id, value, onChange }: Picked) {
  const { t } = useTranslation('cases');
  const words = useCatalogueWords();
  const [q, setQ] = useState('');
  const { data, isFetching } = useRead('helpers', { query: q ? { q } : {} });
  return (
    <Select
      {...(id ? { id } : {})}
      value={value ?? null}
      onChange={(picked) => onChange?.(picked ?? undefined)}
      allowClear
      showSearch={{ filterOption: false, onSearch: setQ }}
      loading={isFetching}
      placeholder={t('ops.open.helperHint')}
      notFoundContent={t('ops.open.nobody')}
      options={(data?.helpers ?? []).map((one) => ({
        value: one.id,
        // Many have the same name.
        label: [
          one.displayName,
          words.district(one.homeDistrict),
          t(`helpers:level.${one.level}`),
          t('ops.open.completed', { count: one.completed }),
        ].join(' · '),
      }))}
    />
  );
}
