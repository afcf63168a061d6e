import i18next, { type BackendModule } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';

const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const STORED = 'anjia.language';
const files = import.meta.glob<Record<string, unknown>>('../locales/*/*.json', { import: 'default' });

/** One JSON per language and surface, loaded when the first screen of that surface asks for it. */
const fromFiles: BackendModule = {
  type: 'backend',
  init() {},
  read(lang, namespace, done) {
    const load = files[`../locales/${lang}/${namespace}.json`];
    if (!load) return done(new Error(`No texts for ${lang}/${namespace}`), null);
    load().then(
      (texts) => done(null, texts),
      (error: Error) => done(error, null),
    );
  },
};

/** What this device chose; null when nobody chose yet. */
export function chosenLanguage(): Language | null {
  const stored = localStorage.getItem(STORED);
  return LANGUAGES.find((l) => l === stored) ?? null;
}

export const language = (): Language => (i18next.language === 'en' ? 'en' : 'zh-CN');

export async function changeLanguage(lang: Language, remember = true): Promise<void> {
  if (remember) localStorage.setItem(STORED, lang);
  await i18next.changeLanguage(lang);
}

/** Chinese first; English when somebody asked for it. */
export async function startI18n(): Promise<void> {
  i18next.on('languageChanged', (lang) => {
    document.documentElement.lang = lang;
  });
  await i18next
    .use(fromFiles)
    .use(initReactI18next)
    .init({
      lng: chosenLanguage() ?? 'zh-CN',
      fallbackLng: false,
      supportedLngs: [...LANGUAGES],
      load: 'currentOnly',
      ns: ['common'],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      returnNull: false,
    });
}

/** `zh` or `en`: the field of the contracts' tables (states, errors, services, districts) to print. */
export function useTongue(): 'zh' | 'en' {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? 'en' : 'zh';
}
