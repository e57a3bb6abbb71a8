import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

type Catalog = Record<string, string>;

/** The languages there is a catalog for; only the one in use is loaded. */
export const LANGUAGES = {
  en: { name: 'English', load: () => import('./messages/en.json') },
  es: { name: 'Español', load: () => import('./messages/es.json') },
} satisfies Record<string, { name: string; load: () => Promise<{ default: Catalog }> }>;
export type Language = keyof typeof LANGUAGES;

const KEPT = 'trillium.language';
const isLanguage = (code: string | null | undefined): code is Language =>
  code !== null && code !== undefined && code in LANGUAGES;

const preferred = (): Language =>
  [localStorage.getItem(KEPT), ...navigator.languages.map((tag) => tag.split('-')[0])].find(isLanguage) ?? 'en';

async function load(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    const catalog = await LANGUAGES[language].load();
    i18next.addResourceBundle(language, 'translation', catalog.default);
  }
  document.documentElement.lang = language;
}

/** Makes the messages ready in the language the person chose, or their browser's. */
export async function startMessages(): Promise<void> {
  const language = preferred();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    // keys are names with dots in them (sourcing.decided.v1), not paths
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
  await load(language);
}

export async function switchLanguage(language: Language): Promise<void> {
  await load(language);
  localStorage.setItem(KEPT, language);
  await i18next.changeLanguage(language);
}
