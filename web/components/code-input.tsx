import { findCode } from '#contracts/typed/code.ts';

/** A short numeric code, typed; big enough to read at arm's length. */
export function CodeInput(props: {
  label: string;
  length: number;
  value: string;
  hint?: string;
  onChange: (code: string) => void;
}) {
  return (
    <label className="field">
      <span>{props.label}</span>
      <input
        className="code"
        data-testid="code-input"
        inputMode="numeric"
        autoComplete="one-time-code"
        value={props.value}
        onChange={(event) => props.onChange(findCode(event.target.value, props.length))}
      />
      {props.hint && <small>{props.hint}</small>}
    </label>
  );
}
