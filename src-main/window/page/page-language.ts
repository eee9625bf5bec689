import { readFileSync } from 'node:fs';
import { chooseLanguage, type LanguageChoice } from '../../../src-shared/language/languages';
import { sayIn, type Say, type Words } from '../../../src-shared/language/say';
import { PAGE } from '../fences';
import { ORIGIN, type Served } from './app-protocol';

/** Of no file: its answer is made of the catalogue. Not called .js, as main waits for the page's first of those. */
const WORDS = `${ORIGIN}/words`;
const OPENING = '<html lang="en">';

/** The language of window and menus, and how the page gets its sentences. */
export class PageLanguage {
  #catalogue: { readonly file: string; readonly text: string; readonly words: Words } | null = null;
  readonly #folder: string;
  readonly #system: () => string;
  #locale = 'en';

  /**
   * @param folder of the catalogues, a file a language
   * @param system gives the system's locale, such as `de-AT`
   */
  constructor(folder: string, system: () => string) {
    this.#folder = folder;
    this.#system = system;
  }

  /** Menus and dialogs are said in the language from now on, the page once it is loaded anew. */
  choose(choice: LanguageChoice): void {
    const { language, locale } = chooseLanguage(choice, this.#system());
    this.#locale = locale;
    if (language === 'en') {
      this.#catalogue = null;
      return;
    }
    const file = `${this.#folder}/${language}.json`;
    if (this.#catalogue?.file === file) return;
    try {
      const text = readFileSync(file, 'utf8');
      this.#catalogue = { file, text, words: { locale, texts: JSON.parse(text) as Words['texts'] } };
    } catch {
      // Without its catalogue the window speaks English.
      this.#catalogue = null;
      this.#locale = 'en';
    }
  }

  /** A sentence of a menu or dialog; all else in this process is English, as it goes to files and logs too. */
  readonly say: Say = (text, values) => sayIn(this.#catalogue?.words, text, values);

  /**
   * The files of the page as they are, but for its first one, which says its language and asks for the sentences
   * ahead of all scripts. An English page asks for none.
   */
  serve(files: (url: string) => Promise<Served>): (url: string) => Promise<Served> {
    return async (url) => {
      if (url === WORDS) {
        const body = `globalThis.benchtopWords={locale:${JSON.stringify(this.#locale)},texts:${this.#catalogue?.text ?? '{}'}}`;
        const headers = {
          'content-type': 'text/javascript; charset=utf-8',
          'x-content-type-options': 'nosniff',
        };
        return { status: 200, headers, body: Buffer.from(body) };
      }
      const served = await files(url);
      if (url !== PAGE || served.status !== 200) return served;
      const script = this.#catalogue === null ? '' : '<script src="/words"></script>';
      const page = served.body
        .toString('utf8')
        .replace(OPENING, `<html lang="${this.#locale}">`)
        .replace('</head>', `${script}</head>`);
      return { ...served, body: Buffer.from(page) };
    };
  }
}
