import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wholeNumber } from '#contracts/typed/whole-number.ts';

/**
 * A whole number of something, typed or stepped. What was typed stays as it is; NaN is told for what is no whole
 * number from 1 to `most`, and the field says so.
 */
export function QuantityStepper(props: {
  label: string;
  value: number;
  step: number;
  most: number;
  unit: string;
  onChange: (value: number) => void;
}) {
  const { t } = useTranslation('orders');
  const [typed, setTyped] = useState(String(props.value));
  const inRange = (value: number | null) => value !== null && value >= 1 && value <= props.most;
  const read = wholeNumber(typed);
  // Another service, or a kept order, brings its own quantity.
  const shown = !Number.isNaN(props.value) && props.value !== read ? String(props.value) : typed;
  const isWrong = !inRange(wholeNumber(shown));
  const take = (text: string) => {
    setTyped(text);
    const value = wholeNumber(text);
    props.onChange(inRange(value) ? value! : Number.NaN);
  };
  const by = (step: number) => {
    const value = Number.isNaN(props.value) ? (read ?? 0) : props.value;
    take(String(Math.min(props.most, Math.max(1, value + step))));
  };
  return (
    <div className="stepper">
      <label htmlFor="quantity">{props.label}</label>
      <div>
        <button type="button" aria-label={t('place.less')} onClick={() => by(-props.step)}>
          −
        </button>
        <input
          id="quantity"
          inputMode="numeric"
          value={shown}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? 'quantity-wrong' : undefined}
          onChange={(event) => take(event.target.value)}
        />
        <button type="button" aria-label={t('place.more')} onClick={() => by(props.step)}>
          +
        </button>
        <span>{props.unit}</span>
      </div>
      {isWrong && (
        <em role="alert" id="quantity-wrong">
          {t('place.quantityWrong', { most: props.most, unit: props.unit })}
        </em>
      )}
    </div>
  );
}
