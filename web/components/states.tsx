import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useRouteError } from 'react-router';
import { isRefused } from '../lib/client.ts';
import { ProblemNotice } from './problem-notice.tsx';

/** Grey placeholders while content is loading. */
export function Skeleton({ lines = 4 }: { lines?: number }) {
  const { t } = useTranslation();
  return (
    <div className="skeleton" role="status" aria-label={t('loading')} aria-busy="true">
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change place
        <span key={i} style={{ width: `${[62, 94, 78, 86][i % 4]}%` }} />
      ))}
    </div>
  );
}

export function LoadingPage() {
  return (
    <div className="page">
      <div className="card">
        <Skeleton lines={3} />
      </div>
      <div className="card">
        <Skeleton lines={5} />
      </div>
    </div>
  );
}

/** The empty state: says so, and what to do. */
export function Empty({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <svg viewBox="0 0 64 64" aria-hidden="true">
        <path d="M12 33 32 15l20 18M18 32v17h28V32" />
      </svg>
      <h2>{title}</h2>
      {hint && <p>{hint}</p>}
      {children}
    </div>
  );
}

/** A read failed: the text of its error code, and a button to retry. */
export function ReadProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const offline = isRefused(error) && error.status === 0;
  return (
    <div className="card">
      {isRefused(error) && !offline ? (
        <ProblemNotice problem={error.problem} />
      ) : (
        <p className="notice notice-bad" role="alert">
          {offline ? t('problem.noAnswer') : t('problem.unknown')}
        </p>
      )}
      {isRefused(error) && error.status === 404 ? (
        <Link className="button button-plain" to="/">
          {t('missing.home')}
        </Link>
      ) : (
        <button type="button" className="button button-plain" onClick={onRetry}>
          {t('retry')}
        </button>
      )}
    </div>
  );
}

export function ProblemPage(props: { error: unknown; onRetry: () => void }) {
  return (
    <div className="page">
      <ReadProblem {...props} />
    </div>
  );
}

/** A screen threw an error, or its chunk could not be loaded (offline, or a new version was deployed). */
export function PageBroken() {
  const { t } = useTranslation();
  console.error(useRouteError());
  return (
    <div className="page">
      <Empty title={t('broken.title')} hint={t('broken.hint')}>
        <button type="button" className="button" onClick={() => location.reload()}>
          {t('broken.reload')}
        </button>
      </Empty>
    </div>
  );
}

export function PageMissing() {
  const { t } = useTranslation();
  return (
    <div className="page">
      <Empty title={t('missing.title')} hint={t('missing.hint')}>
        <Link className="button" to="/">
          {t('missing.home')}
        </Link>
      </Empty>
    </div>
  );
}
