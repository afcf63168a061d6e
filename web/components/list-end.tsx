import { useTranslation } from 'react-i18next';

/** The end of a list: a button for the next page, or how many there are. Nothing below an empty list. */
export function ListEnd(props: {
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  /** So many are shown. */
  count: number;
}) {
  const { pages, count } = props;
  const { t } = useTranslation();
  if (pages.hasNextPage)
    return (
      <button
        type="button"
        className="button button-plain"
        data-testid="more"
        disabled={pages.isFetchingNextPage}
        onClick={() => void pages.fetchNextPage()}
      >
        {t('list.more')}
      </button>
    );
  if (count === 0) return null;
  return (
    <p className="list-end" data-testid="list-end">
      {t('list.end', { count })}
    </p>
  );
}
