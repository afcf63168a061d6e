import { useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { CatalogueReply } from '#contracts/catalogue/http.ts';
import { MOST_AREA } from '#contracts/orders/new-order.ts';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { Toggle } from '../../../components/toggle.tsx';
import { MoreWishes } from '../../matching/state-wishes/more-wishes.tsx';
import type { WishDraft } from '../../matching/state-wishes/wish-draft.ts';
import { type Draft, isArea } from './draft.ts';

const CARE = new Set(['elderCare', 'motherBabyCare']);

/** What else we should know, and what the customer would like; nothing here is required. */
export function StateNeeds({
  service,
  development,
}: {
  service: CatalogueReply['services'][number];
  development: boolean;
}) {
  const { t } = useTranslation('orders');
  const { register, watch, setValue } = useFormContext<Draft>();
  const needsCare = service.shape === 'liveIn' || CARE.has(service.code);
  const namedHelper = watch('namedHelper');
  return (
    <section className="card">
      <h2>{t('place.needs')}</h2>
      <p className="hint">{t('place.optional')}</p>
      {namedHelper && (
        <p className="notice">
          {t('place.named', { name: namedHelper })}{' '}
          <button
            type="button"
            className="link"
            onClick={() => {
              setValue('namedHelper', '');
              setValue('namedHelperId', '');
            }}
          >
            {t('place.anyone')}
          </button>
        </p>
      )}
      <Toggle
        label={t('place.forOther')}
        checked={watch('forOther')}
        onChange={(v) => setValue('forOther', v)}
      />
      <ChoiceChips
        label={t('place.sex')}
        single
        options={(['', 'female', 'male'] as const).map((v) => ({
          value: v,
          label: v ? t(`helpers:sex.${v}`) : t('place.any'),
        }))}
        value={[watch('sex')]}
        onChange={([v]) => setValue('sex', v!)}
      />
      <ChoiceChips
        label={t('place.level')}
        single
        options={(['', 'junior', 'senior', 'expert'] as const).map((v) => ({
          value: v,
          label: v ? t(`helpers:level.${v}`) : t('place.any'),
        }))}
        value={[watch('level')]}
        onChange={([v]) => setValue('level', v!)}
      />
      <MoreWishes
        serviceCode={service.code}
        value={watch()}
        onChange={(wishes: Partial<WishDraft>) => {
          for (const [name, value] of Object.entries(wishes)) setValue(name as keyof WishDraft, value);
        }}
      />
      {service.unit !== 'squareMetre' && !needsCare && (
        <label className="field">
          <span>{t('place.area')}</span>
          <input {...register('area')} inputMode="numeric" aria-invalid={!isArea(watch('area'))} />
          {!isArea(watch('area')) && <em role="alert">{t('place.areaWrong', { most: MOST_AREA })}</em>}
        </label>
      )}
      {service.unit === 'item' && (
        <label className="field">
          <span>{t('place.brands')}</span>
          <input {...register('brands')} maxLength={100} />
        </label>
      )}
      {needsCare && (
        <label className="field">
          <span>{t('place.careNotes')}</span>
          <textarea {...register('careNotes')} maxLength={500} placeholder={t('place.careNotesHint')} />
        </label>
      )}
      <label className="field">
        <span>{t('place.remarks')}</span>
        <textarea {...register('remarks')} maxLength={500} placeholder={t('place.remarksHint')} />
      </label>
      {development && (
        <Toggle
          label={t('place.rehearsal')}
          hint={t('place.rehearsalHint')}
          checked={watch('rehearsal')}
          onChange={(v) => setValue('rehearsal', v)}
        />
      )}
    </section>
  );
}
