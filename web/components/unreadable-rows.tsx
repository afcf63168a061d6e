import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Unreadable } from '#contracts/lists.ts';

/** The rows that a list cannot show, each by its id. `to`: the page of one. */
export function UnreadableRows(props: { rows: Unreadable | undefined; to?: (id: string) => string }) {
  const { rows = [], to } = props;
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <ul className="notice notice-bad" role="alert" data-testid="unreadable">
      {rows.map(({ id }) => (
        <li key={id}>
          {to ? <Link to={to(id)}>{id}</Link> : id} {t('list.unreadable')}
        </li>
      ))}
    </ul>
  );
}
