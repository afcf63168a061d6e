import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { isolated } from '#contracts/typed/text.ts';
import { deviceStore } from './device-store.ts';

const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const STORED = 'anjia.language';
/** One chunk per language: its files, `./<language>/<area>.json`, with their words. */
const languages = {
  'zh-CN': () => import('../locales/zh-CN.ts'),
  en: () => import('../locales/en.ts'),
} satisfies Record<Language, () => Promise<{ default: Record<string, object> }>>;

/** The words of a language by area; an area's file is a namespace (`orders:next.toChoose`). */
async function wordsOf(lang: Language): Promise<Record<string, object>> {
  const { default: files } = await languages[lang]();
  return Object.fromEntries(
    Object.entries(files).map(([file, words]) => [/(\w+)\.json$/.exec(file)![1]!, words]),
  );
}

/** The language chosen on this device; null when none was chosen. */
export function chosenLanguage(): Language | null {
  const stored = deviceStore.get(STORED);
  return LANGUAGES.find((l) => l === stored) ?? null;
}

export const language = (): Language => (i18next.language === 'en' ? 'en' : 'zh-CN');

export async function changeLanguage(lang: Language, remember = true): Promise<void> {
  if (remember) deviceStore.set(STORED, lang);
  for (const [area, words] of Object.entries(await wordsOf(lang)))
    i18next.addResourceBundle(lang, area, words);
  await i18next.changeLanguage(lang);
}

/** Chinese by default; English if chosen. */
export async function startI18n(): Promise<void> {
  i18next.on('languageChanged', (lang) => {
    document.documentElement.lang = lang;
  });
  const lng = chosenLanguage() ?? 'zh-CN';
  await i18next.use(initReactI18next).init({
    lng,
    resources: { [lng]: await wordsOf(lng) },
    fallbackLng: false,
    supportedLngs: [...LANGUAGES],
    load: 'currentOnly',
    defaultNS: 'common',
    // React escapes markup. What people wrote keeps its direction to itself.
    interpolation: { escapeValue: true, escape: isolated },
    returnNull: false,
  });
}

/** `zh` or `en`: the field of the contracts' tables (states, errors, services, districts) to print. */
export function useTongue(): 'zh' | 'en' {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? 'en' : 'zh';
}
