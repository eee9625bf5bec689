/** The locale that numbers and dates of the window follow; files, exports and what is copied keep the point. */

const MINUS = '\u2212';

interface Marks {
  readonly locale: string;
  readonly decimal: string;
  readonly group: string;
}

const ENGLISH: Marks = { locale: 'en', decimal: '.', group: ',' };
let marks = ENGLISH;

/** The page's, as main wrote it into its first file: `en-GB`, `de`. */
export function pageLocale(): string {
  return (typeof document === 'undefined' ? '' : document.documentElement.lang) || ENGLISH.locale;
}

/** What the locale writes between whole and fraction, and between thousands. */
export function numberMarks(): Omit<Marks, 'locale'> {
  const locale = pageLocale();
  if (locale === marks.locale) return marks;
  if (locale.startsWith('en')) marks = { ...ENGLISH, locale };
  else {
    const parts = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 }).formatToParts(1234567);
    const find = (type: string): string | undefined => parts.find((part) => part.type === type)?.value;
    marks = { locale, decimal: find('decimal') ?? '.', group: find('group') ?? ',' };
  }
  return marks;
}

/** A number as JavaScript writes it with a true minus and the locale's decimal mark: `−0.5`, `−0,5`. */
export function localNumber(text: string): string {
  return text.replace(/-/g, MINUS).replace('.', numberMarks().decimal);
}

/** A label inside a sentence: small in English, and as it is where nouns are written large. */
export function insideSentence(label: string): string {
  return pageLocale().startsWith('en') ? label.toLowerCase() : label;
}

/** Digits with thousands apart: `25,000`, `25.000`. */
export function groupDigits(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, numberMarks().group);
}

/** A number as {@link localNumber} and {@link groupDigits} wrote it, as JavaScript reads it; other text becomes other text. */
export function plainNumber(text: string): string {
  const { decimal, group } = numberMarks();
  return text.replaceAll(group, '').replace(decimal, '.').replaceAll(MINUS, '-');
}
