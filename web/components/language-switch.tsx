import { useTranslation } from 'react-i18next';
import { ask } from '../lib/client.ts';
import { changeLanguage, type Language } from '../lib/i18n.ts';
import { useSession } from '../lib/session.tsx';

/** Switches to the other language, which this person's notices use from now on, too. */
export function LanguageSwitch() {
  const { i18n } = useTranslation();
  const { me } = useSession();
  const other: Language = i18n.language === 'en' ? 'zh-CN' : 'en';
  return (
    <button
      type="button"
      className="language-switch"
      lang={other}
      data-testid="language-switch"
      onClick={async () => {
        await changeLanguage(other);
        if (me) await ask('setLocale', { body: { locale: other } }).catch(() => {});
      }}
    >
      {other === 'en' ? 'English' : '中文'}
    </button>
  );
}
