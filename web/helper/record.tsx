import { useTranslation } from 'react-i18next';
import { ListEnd } from '../components/list-end.tsx';
import { Page } from '../components/page.tsx';
import { ReadProblem, Skeleton } from '../components/states.tsx';
import { UnreadableRows } from '../components/unreadable-rows.tsx';
import { yuan } from '../lib/money.ts';
import { day } from '../lib/time.ts';
import { usePages } from '../lib/use-pages.ts';

/** The helper's earnings, rewards and decisions with their reasons. */
export function Component() {
  const { t, i18n } = useTranslation('helpers');
  const read = usePages('record', {});
  const pages = read.data?.pages ?? [];
  const record = pages[0];
  const decisions = pages.flatMap((page) => page.decisions);
  const rewards = pages.flatMap((page) => page.rewards);
  const earnings = pages.flatMap((page) => page.earnings);
  const when = (iso: string) => <time dateTime={iso}>{day(iso, i18n.language)}</time>;
  return (
    <Page title={t('record.title')}>
      {read.isPending && (
        <div className="card">
          <Skeleton lines={6} />
        </div>
      )}
      {read.isError && <ReadProblem error={read.error} onRetry={() => void read.refetch()} />}
      {record && (
        <>
          <section className="card month">
            <span>{t('record.month')}</span>
            <strong className="amount" data-testid="month-earnings">
              {yuan(record.monthFen)}
            </strong>
            <dl className="tally">
              <Tally name={t('record.total')} value={yuan(record.totalFen)} />
              <Tally name={t('record.completed')} value={String(record.completed)} />
              <Tally name={t('record.points')} value={String(record.points)} />
              <Tally name={t('record.rating')} value={record.rating?.toFixed(1) ?? '–'} />
            </dl>
          </section>
          <UnreadableRows
            rows={pages.flatMap((page) => page.unreadable)}
            to={(id) => `/helper/orders/${id}`}
          />
          {decisions.length > 0 && (
            <section className="card">
              <h2>{t('record.decisions')}</h2>
              {decisions.map((d) => (
                <div key={`${d.orderId}${d.at}`} className="notice notice-warm">
                  <b>{t(`cases:decision.${d.kind}`, { defaultValue: d.kind })}</b> · {when(d.at)}
                  <p>
                    {t('record.reason', {
                      reason: t(`common:reason.${d.reason}`, { defaultValue: d.reason }),
                    })}
                  </p>
                  <small>
                    {t('record.appeal', { until: day(d.appealUntil, i18n.language), order: d.orderId })}
                  </small>
                </div>
              ))}
            </section>
          )}
          {rewards.length > 0 && (
            <section className="card">
              <h2>{t('record.rewards')}</h2>
              <ul className="entries">
                {rewards.map((r) => (
                  <li key={r.orderId}>
                    <span>
                      {t('record.reward', { points: r.points })} <small>{when(r.at)}</small>
                      {r.boostUntil && (
                        <p className="hint" data-testid="boost-until">
                          {t(Date.parse(r.boostUntil) > Date.now() ? 'record.boost' : 'record.boostOver', {
                            until: day(r.boostUntil, i18n.language),
                          })}
                        </p>
                      )}
                    </span>
                    <b>+{yuan(r.bonusFen)}</b>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section className="card">
            <h2>{t('record.earnings')}</h2>
            {earnings.length === 0 && <p className="hint">{t('record.noEarnings')}</p>}
            <ul className="entries">
              {earnings.map((e) => (
                <li key={`${e.orderId}${e.kind}${e.at}`}>
                  <span>
                    {t(`record.kind.${e.kind}`, { defaultValue: e.kind })} <small>{when(e.at)}</small>
                    <small>{e.orderId}</small>
                  </span>
                  <b>
                    {e.fen > 0 ? '+' : ''}
                    {yuan(e.fen)}
                  </b>
                </li>
              ))}
            </ul>
          </section>
          <ListEnd pages={read} count={decisions.length + rewards.length + earnings.length} />
        </>
      )}
    </Page>
  );
}

const Tally = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);
