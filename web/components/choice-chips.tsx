/** A choice among a few options: one (`single`) or several. */
export function ChoiceChips<T extends string>(props: {
  label: string;
  options: readonly { value: T; label: string }[];
  value: readonly T[];
  single?: boolean;
  onChange: (value: T[]) => void;
}) {
  const toggle = (value: T) => {
    if (props.single) props.onChange([value]);
    else if (props.value.includes(value)) props.onChange(props.value.filter((v) => v !== value));
    else props.onChange([...props.value, value]);
  };
  return (
    <fieldset className="choice">
      <legend>{props.label}</legend>
      <div className="chips">
        {props.options.map((option) => (
          <button
            key={option.value}
            type="button"
            className="chip"
            aria-pressed={props.value.includes(option.value)}
            data-value={option.value}
            onClick={() => toggle(option.value)}
          >
            {option.label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
