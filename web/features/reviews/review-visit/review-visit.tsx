import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { type BodyOf, http } from '#contracts/http.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { PrimaryButton } from '../../../components/primary-button.tsx';
import { keepDraft, storedDraft, useKeptForm } from '../../../lib/drafts.ts';
import { useMe } from '../../../lib/session.tsx';
import { useSend } from '../../../lib/use-send.ts';
import { Stars } from './stars.tsx';

/** Three questions and a free line; what follows from it is said before it is sent. */
export function ReviewVisit({ order, primary }: { order: OrderView; primary: boolean }) {
  const { t } = useTranslation('reviews');
  const { id: me } = useMe();
  const kept = `review.${order.id}`;
  const form = useForm<BodyOf<'submitReview'>>({
    resolver: zodResolver(http.submitReview.body),
    defaultValues: storedDraft<BodyOf<'submitReview'>>(me, kept),
  });
  useKeptForm(form, me, kept);
  const { errors } = form.formState;
  const sending = useSend('submitReview', () => keepDraft(me, kept, null));
  const values = form.watch();
  const content = (
    <form
      className="fields"
      noValidate
      onSubmit={form.handleSubmit((body) => sending.send({ params: { orderId: order.id }, body }))}
    >
      <Stars
        name="attitude"
        label={t('review.attitude')}
        value={values.attitude}
        onChange={(v) => form.setValue('attitude', v, { shouldValidate: form.formState.isSubmitted })}
      />
      <Stars
        name="effect"
        label={t('review.effect')}
        value={values.effect}
        onChange={(v) => form.setValue('effect', v, { shouldValidate: form.formState.isSubmitted })}
      />
      <ChoiceChips
        label={t('review.contract')}
        single
        options={[
          { value: 'yes', label: t('review.kept') },
          { value: 'no', label: t('review.broken') },
        ]}
        value={values.contractKept === undefined ? [] : [values.contractKept ? 'yes' : 'no']}
        onChange={([v]) =>
          form.setValue('contractKept', v === 'yes', { shouldValidate: form.formState.isSubmitted })
        }
      />
      {Object.keys(errors).length > 0 && (
        <p className="notice notice-bad" role="alert">
          {t('review.missing')}
        </p>
      )}
      <label className="field">
        <span>{t('review.text')}</span>
        <textarea {...form.register('text')} maxLength={500} placeholder={t('review.textHint')} />
      </label>
      <p className="hint">{t('review.effectHint')}</p>
      {primary ? (
        <PrimaryButton type="submit" state={sending}>
          {t('review.send')}
        </PrimaryButton>
      ) : (
        <button type="submit" className="button button-plain" disabled={sending.sending}>
          {sending.sending ? t('common:sendingNow') : t('review.send')}
        </button>
      )}
    </form>
  );
  // While the price is open it is the first thing to do; the review waits folded, and may still be sent.
  return primary ? (
    <section className="card">
      <h2>{t('review.title')}</h2>
      {content}
    </section>
  ) : (
    <details className="card">
      <summary>{t('review.title')}</summary>
      {content}
    </details>
  );
}
