import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMe, useSession } from '../lib/session.tsx';
import { largeText, setLargeText } from '../lib/text-size.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { Toggle } from './toggle.tsx';

/** The signed-in person, language, text size, and sign out. */
export function AccountCard() {
  const { t } = useTranslation();
  const me = useMe();
  const { signOut } = useSession();
  const navigate = useNavigate();
  const [large, setLarge] = useState(largeText());
  return (
    <section className="card">
      <h2>{me.name}</h2>
      {me.name !== me.maskedPhone && <p className="hint">{me.maskedPhone}</p>}
      <div className="setting">
        <span>{t('people:account.language')}</span>
        <LanguageSwitch />
      </div>
      <Toggle
        label={t('people:account.largeText')}
        checked={large}
        onChange={(value) => {
          setLargeText(value);
          setLarge(value);
        }}
      />
      <button
        type="button"
        className="button button-plain"
        onClick={async () => {
          await signOut();
          await navigate('/login', { replace: true });
        }}
      >
        {t('people:account.signOut')}
      </button>
    </section>
  );
}
