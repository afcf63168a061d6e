import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplyOf } from '#contracts/http.ts';
import { clock, day } from '../lib/time.ts';

type OutboxMessage = ReplyOf<'outbox'>['messages'][number];

export function Message({ message, onPhone }: { message: OutboxMessage; onPhone: (phone: string) => void }) {
  const { t, i18n } = useTranslation('notices');
  return (
    <li className="card message" data-testid="outbox-message">
      <p className="message-head">
        <span className="message-channel">
          {t([`outbox.channel.${message.channel}`, 'outbox.channel.other'], { channel: message.channel })}
        </span>
        <button
          type="button"
          className="link"
          onClick={() => onPhone(message.to)}
          title={t('outbox.onlyThis')}
        >
          {message.to}
        </button>
        <time dateTime={message.at}>
          {day(message.at, i18n.language)} {clock(message.at, i18n.language)}
        </time>
      </p>
      {message.subject && <h2>{message.subject}</h2>}
      <p className="message-body">{message.body}</p>
      {message.code && <Code code={message.code} />}
      {message.attempts > 1 && <small>{t('outbox.attempts', { count: message.attempts })}</small>}
    </li>
  );
}

/** The code in large figures; a press copies it. Without a clipboard (plain http) it can still be read and typed. */
function Code({ code }: { code: string }) {
  const { t } = useTranslation('notices');
  const [copied, setCopied] = useState(false);
  return (
    <p className="message-code">
      <output data-testid="outbox-code">{code}</output>
      {navigator.clipboard && (
        <button
          type="button"
          className="button button-plain"
          onClick={async () => {
            await navigator.clipboard.writeText(code).then(
              () => setCopied(true),
              () => {},
            );
            setTimeout(() => setCopied(false), 2000);
          }}
        >
          {copied ? t('outbox.copied') : t('outbox.copy')}
        </button>
      )}
    </p>
  );
}
