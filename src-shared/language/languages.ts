/** Languages of the window. The first is that of the sources. */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a person chose in the settings: a language, or the system's. */
export type LanguageChoice = Language | 'system';

/** Each language by its own name, so that whoever reads no other finds it. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

/**
 * Language of the window, and the locale that its numbers and dates follow: the system's where that speaks the
 * same language, as in `de-CH`.
 * @param system the system's locale, such as `de-AT`; of one that is not spoken here the language is English
 */
export function chooseLanguage(
  choice: LanguageChoice,
  system: string,
): { readonly language: Language; readonly locale: string } {
  const spoken = LANGUAGES.find((language) => language === system.split(/[-_]/)[0]?.toLowerCase());
  const language = choice === 'system' ? (spoken ?? 'en') : choice;
  return { language, locale: spoken === language ? system : language };
}
