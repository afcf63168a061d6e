import { useTranslation } from 'react-i18next';

/** One to five stars as radio buttons: works by touch, keyboard and screen reader alike. */
export function Stars(props: {
  name: string;
  label: string;
  value: number | undefined;
  onChange: (stars: number) => void;
}) {
  const { t } = useTranslation('reviews');
  return (
    <fieldset className="choice">
      <legend>
        {props.label}
        {props.value && <small> {t(`stars.${props.value}`)}</small>}
      </legend>
      <div className="stars">
        {[1, 2, 3, 4, 5].map((stars) => (
          <label key={stars} data-on={(props.value ?? 0) >= stars}>
            <input
              type="radio"
              name={props.name}
              value={stars}
              checked={props.value === stars}
              onChange={() => props.onChange(stars)}
              aria-label={t(`stars.${stars}`)}
              data-testid={`${props.name}-${stars}`}
            />
            <span aria-hidden="true">{(props.value ?? 0) >= stars ? '★' : '☆'}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
