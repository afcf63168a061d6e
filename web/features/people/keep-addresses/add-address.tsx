import { zodResolver } from '@hookform/resolvers/zod';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { type Address, NewAddress } from '#contracts/people/people.ts';
import { PrimaryButton } from '../../../components/primary-button.tsx';
import { keepDraft, storedDraft, useKeptForm } from '../../../lib/drafts.ts';
import { useTongue } from '../../../lib/i18n.ts';
import { useMe } from '../../../lib/session.tsx';
import { useCatalogue } from '../../../lib/use-read.ts';
import { useSend } from '../../../lib/use-send.ts';

const FORM = 'address';

/** A new service address, checked by the same rules as the server's. */
export function AddAddress(props: { onAdded: (address: Address) => void; onCancel: () => void }) {
  const { t } = useTranslation('people');
  const tongue = useTongue();
  const districts = useCatalogue().data?.districts ?? [];
  const queries = useQueryClient();
  const { id: me } = useMe();
  const form = useForm<NewAddress>({
    resolver: zodResolver(NewAddress),
    defaultValues: {
      ...{ contactName: '', contactPhone: '', district: '', line: '' },
      ...storedDraft<NewAddress>(me, FORM),
    },
  });
  useKeptForm(form, me, FORM);
  const { errors } = form.formState;
  const adding = useSend('addAddress', async (address) => {
    keepDraft(me, FORM, null);
    await queries.invalidateQueries({ queryKey: ['addresses'] });
    props.onAdded(address);
  });
  // Errors that only the server can detect are shown at their field, too.
  const refused = adding.problem?.fields;
  useEffect(() => {
    for (const { path } of refused ?? [])
      if (path in NewAddress.shape) form.setError(path as keyof NewAddress, { type: 'server' });
  }, [refused, form]);
  const field = (name: keyof NewAddress) => ({
    ...form.register(name),
    'aria-invalid': Boolean(errors[name]),
  });
  const wrong = (name: keyof NewAddress) =>
    errors[name] && <em role="alert">{t(`address.wrong.${name}`)}</em>;
  return (
    <form
      className="fields"
      noValidate
      onSubmit={(event) => {
        // This form may be nested in the page of another one.
        event.stopPropagation();
        void form.handleSubmit((body) => adding.send({ body }))(event);
      }}
    >
      <label className="field">
        <span>{t('address.contactName')}</span>
        <input {...field('contactName')} autoComplete="name" />
        {wrong('contactName')}
      </label>
      <label className="field">
        <span>{t('address.contactPhone')}</span>
        <input {...field('contactPhone')} type="tel" autoComplete="tel" />
        {wrong('contactPhone')}
      </label>
      <label className="field">
        <span>{t('address.district')}</span>
        <select {...field('district')}>
          <option value="" disabled>
            {t('address.pickDistrict')}
          </option>
          {districts.map((district) => (
            <option key={district.code} value={district.code}>
              {district[tongue]}
            </option>
          ))}
        </select>
        {wrong('district')}
      </label>
      <label className="field">
        <span>{t('address.line')}</span>
        <input {...field('line')} autoComplete="street-address" placeholder={t('address.lineHint')} />
        {wrong('line')}
      </label>
      <PrimaryButton type="submit" state={adding}>
        {t('address.save')}
      </PrimaryButton>
      <button type="button" className="link" onClick={props.onCancel}>
        {t('common:cancel')}
      </button>
    </form>
  );
}
