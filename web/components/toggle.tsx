/** A switch; the whole line is clickable. */
export function Toggle(props: {
  label: string;
  hint?: string;
  checked: boolean;
  loading?: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={props.checked}
      aria-busy={props.loading}
      disabled={props.loading}
      className="setting toggle"
      onClick={() => props.onChange(!props.checked)}
    >
      <span>
        {props.label}
        {props.hint && <small>{props.hint}</small>}
      </span>
      <i className="track" aria-hidden="true" />
    </button>
  );
}
