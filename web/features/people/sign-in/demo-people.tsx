import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Role } from '#contracts/people/roles.ts';
import { ask } from '../../../lib/client.ts';
import { useCatalogue, useRead } from '../../../lib/use-read.ts';

const SHOWN: Record<Role, number> = { customer: 3, helper: 3, agent: 1, ops: 2 };

/** Development servers only: one tap asks for a code, reads it where the text message landed, and signs in. */
export function DemoPeople(props: {
  onPick: (phone: string) => Promise<void>;
  onCode: (phone: string, code: string) => Promise<void>;
}) {
  const { t } = useTranslation('people');
  const development = useCatalogue().data?.development === true;
  const logins = useRead('demoLogins', {}, { enabled: development }).data?.logins ?? [];
  const [busy, setBusy] = useState<string | null>(null);
  if (!development || logins.length === 0) return null;

  const enter = async (phone: string) => {
    setBusy(phone);
    const before = new Set((await newest(phone)).map((m) => `${m.key} ${m.at}`));
    await props.onPick(phone);
    for (let tries = 0; tries < 20; tries++) {
      const fresh = (await newest(phone)).find((m) => m.code && !before.has(`${m.key} ${m.at}`));
      if (fresh?.code) {
        await props.onCode(phone, fresh.code);
        break;
      }
      await new Promise((next) => setTimeout(next, 250));
    }
    setBusy(null);
  };

  return (
    <section className="card demo-people">
      <p className="hint">{t('signIn.demo')}</p>
      {(Object.keys(SHOWN) as Role[]).map((role) => {
        const people = logins.filter((l) => l.role === role).slice(0, SHOWN[role]);
        return people.length === 0 ? null : (
          <div key={role} className="demo-row">
            <strong>{t(`common:role.${role}`)}</strong>
            {people.map((person) => (
              <button
                key={person.phone}
                type="button"
                className="chip"
                disabled={busy !== null}
                aria-busy={busy === person.phone}
                data-testid={`demo-${role}`}
                onClick={() => void enter(person.phone)}
              >
                {person.name}
              </button>
            ))}
          </div>
        );
      })}
      <Link className="link" to="/outbox">
        {t('signIn.outbox')}
      </Link>
    </section>
  );
}

const newest = async (phone: string) => (await ask('outbox', { query: { to: phone } })).messages;
