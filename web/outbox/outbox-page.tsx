import './outbox.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { LanguageSwitch } from '../components/language-switch.tsx';
import { Empty, ReadProblem, Skeleton } from '../components/states.tsx';
import { isRefused } from '../lib/client.ts';
import { useRead } from '../lib/use-read.ts';
import { Message } from './message.tsx';

const REFRESH_MS = 2000;

/** Development only: every message and one-time code that would have been sent, newest first. */
export function Component() {
  const { t } = useTranslation('notices');
  const [params, setParams] = useSearchParams();
  const to = params.get('to') ?? '';
  const [typed, setTyped] = useState(to);
  const { data, error, refetch } = useRead(
    'outbox',
    { query: to ? { to } : {} },
    { refetchInterval: REFRESH_MS },
  );
  const filter = (phone: string) => {
    setTyped(phone);
    setParams(phone ? { to: phone } : {}, { replace: true });
  };
  const absent = isRefused(error) && error.status === 404;
  return (
    <div className="outbox">
      <header>
        <h1>{t('outbox.title')}</h1>
        <LanguageSwitch />
      </header>
      <p className="notice notice-warm">{t('outbox.what')}</p>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          filter(typed.replace(/[\s-]/g, ''));
        }}
      >
        <label className="field">
          <span>{t('outbox.phone')}</span>
          <input
            type="search"
            inputMode="tel"
            value={typed}
            placeholder={t('outbox.phoneHint')}
            onChange={(e) => setTyped(e.target.value)}
          />
        </label>
        <button type="submit" className="button">
          {t('outbox.filter')}
        </button>
        {to && (
          <button type="button" className="button button-plain" onClick={() => filter('')}>
            {t('outbox.all')}
          </button>
        )}
      </form>
      {absent && <Empty title={t('outbox.absent')} hint={t('outbox.absentHint')} />}
      {error && !absent && <ReadProblem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={8} />}
      {data?.messages.length === 0 && (
        <Empty title={t('outbox.empty')} hint={to ? t('outbox.emptyFor', { to }) : t('outbox.emptyHint')} />
      )}
      <ol aria-live="polite" aria-label={t('outbox.title')}>
        {data?.messages.map((message) => (
          <Message key={message.key} message={message} onPhone={filter} />
        ))}
      </ol>
    </div>
  );
}
