import { useTranslation } from 'react-i18next';

export function QuantityStepper(props: {
  label: string;
  value: number;
  step: number;
  unit: string;
  onChange: (value: number) => void;
}) {
  const { t } = useTranslation('orders');
  const set = (value: number) => props.onChange(Math.min(1000, Math.max(1, Math.round(value) || 1)));
  return (
    <div className="stepper">
      <label htmlFor="quantity">{props.label}</label>
      <div>
        <button type="button" aria-label={t('place.less')} onClick={() => set(props.value - props.step)}>
          −
        </button>
        <input
          id="quantity"
          inputMode="numeric"
          value={props.value}
          onChange={(event) => set(Number(event.target.value.replace(/\D/g, '')))}
        />
        <button type="button" aria-label={t('place.more')} onClick={() => set(props.value + props.step)}>
          +
        </button>
        <span>{props.unit}</span>
      </div>
    </div>
  );
}
