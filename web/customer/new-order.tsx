import { useCallback, useEffect, useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { Page } from '../components/page.tsx';
import { PrimaryButton } from '../components/primary-button.tsx';
import { LoadingPage, ProblemPage } from '../components/states.tsx';
import { type Draft, draftOf, isArea, toNewOrder } from '../features/orders/place-order/draft.ts';
import { OrderSummary } from '../features/orders/place-order/order-summary.tsx';
import { PickAddress } from '../features/orders/place-order/pick-address.tsx';
import { PickService } from '../features/orders/place-order/pick-service.tsx';
import { PickTime } from '../features/orders/place-order/pick-time.tsx';
import { StateNeeds } from '../features/orders/place-order/state-needs.tsx';
import { useOrderAgain } from '../features/orders/place-order/use-order-again.ts';
import { keepDraft, storedDraft, useKeptForm } from '../lib/drafts.ts';
import { useMe } from '../lib/session.tsx';
import { useCatalogue } from '../lib/use-read.ts';
import { useSend } from '../lib/use-send.ts';
import { type WantedTime, wantedWindow } from '../lib/wanted-time.ts';

const FORM = 'order';
const STEPS = ['what', 'whenAndWhere', 'details'] as const;

/** An inquiry in three steps: the service; time and place; wishes with the summary that is sent. */
export function Component() {
  const { t } = useTranslation('orders');
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const catalogue = useCatalogue();
  const { id: me } = useMe();
  const form = useForm<Draft>({ defaultValues: draftOf(storedDraft<Draft>(me, FORM)) });
  useKeptForm(form, me, FORM);
  const draft = form.watch();
  const step = Math.min(STEPS.length - 1, Math.max(0, Number(params.get('step') ?? 0) || 0));
  const [late, setLate] = useState(false);
  const placing = useSend('placeOrder', ({ orderId }) => {
    keepDraft(me, FORM, null);
    void navigate(`/orders/${orderId}`, { replace: true });
  });
  useOrderAgain(params.get('again'), form.setValue);

  // The service that was selected on the home page.
  const named = params.get('service');
  useEffect(() => {
    const service = catalogue.data?.services.find((s) => s.code === named);
    if (!service || form.getValues('serviceCode') === service.code) return;
    form.reset({ ...form.getValues(), serviceCode: service.code, quantity: service.usualQuantity });
  }, [named, catalogue.data, form]);

  const pickAddress = useCallback((id: string) => form.setValue('addressId', id), [form]);

  if (catalogue.isError)
    return <ProblemPage error={catalogue.error} onRetry={() => void catalogue.refetch()} />;
  if (!catalogue.data) return <LoadingPage />;

  const service = catalogue.data.services.find((s) => s.code === draft.serviceCode);
  const hasQuantity = Number.isInteger(draft.quantity);
  const windowNow = () =>
    service &&
    hasQuantity &&
    wantedWindow({
      wanted: draft,
      service,
      quantity: draft.quantity,
      hours: catalogue.data,
      now: Date.now(),
    });
  const window = windowNow();
  const ready = [
    Boolean(service) && hasQuantity,
    Boolean(window && draft.addressId),
    Boolean(window && draft.addressId),
  ][step]!;

  const next = () => {
    if (step < STEPS.length - 1) {
      setParams({ step: String(step + 1) });
      scrollTo(0, 0);
      return;
    }
    const sent = windowNow();
    setLate(!sent);
    if (sent && isArea(draft.area)) placing.send({ body: toNewOrder(form.getValues(), sent) });
  };
  return (
    <FormProvider {...form}>
      <Page
        title={t('place.title')}
        back={step > 0 ? `/order/new?step=${step - 1}` : '/'}
        action={
          <PrimaryButton state={placing} disabled={!ready} onClick={next}>
            {step < STEPS.length - 1 ? t('place.next') : t('place.send')}
          </PrimaryButton>
        }
      >
        <ol className="steps" aria-label={t('place.steps')}>
          {STEPS.map((name, i) => (
            <li key={name} aria-current={i === step ? 'step' : undefined}>
              {t(`place.step.${name}`)}
            </li>
          ))}
        </ol>
        {(step === 0 || !service) && <PickService services={catalogue.data.services} />}
        {step === 1 && service && (
          <>
            <PickTime
              service={service}
              quantity={draft.quantity}
              hours={catalogue.data}
              value={draft}
              onChange={(wanted: WantedTime) => {
                for (const name of ['now', 'date', 'from', 'to'] as const) form.setValue(name, wanted[name]);
              }}
            />
            <PickAddress value={draft.addressId} onChange={pickAddress} />
          </>
        )}
        {step === 2 && service && (
          <>
            {window && <OrderSummary draft={draft} window={window} service={service} />}
            {(late || !window) && <p className="notice notice-warm">{t('place.timeGone')}</p>}
            <StateNeeds service={service} development={catalogue.data.development} />
          </>
        )}
      </Page>
    </FormProvider>
  );
}
