import { Switch } from 'antd-mobile';

export function Toggle(props: {
  label: string;
  hint?: string;
  checked: boolean;
  loading?: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <div className="setting">
      <span>
        {props.label}
        {props.hint && <small>{props.hint}</small>}
      </span>
      <Switch
        checked={props.checked}
        loading={props.loading}
        onChange={props.onChange}
        aria-label={props.label}
      />
    </div>
  );
}
