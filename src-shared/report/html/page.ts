import { html, name, type Html } from './html';
import { instant } from './numbers';
import { STYLE } from './style';

/** Nothing is loaded, run or sent: styles and pictures are in the file. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** A document: what kind it is and what it is called, then its content. */
export interface Page {
  readonly kind: string;
  readonly title: string;
  /** Below the title. */
  readonly lead: string;
  readonly content: Html;
  /** When it was made, ISO 8601, and by which version. */
  readonly madeAt: string;
  readonly benchtop: string;
}

/** The page as a file: no scripts, no network; what people and files named is escaped wherever it stands. */
export function pageHtml({ kind, title, lead, content, madeAt, benchtop }: Page): string {
  const body = html`<header>
      <p class="kind">${kind}</p>
      <h1>${name(title)}</h1>
      <p class="lead">${lead}</p>
    </header>
    <main>${content}</main>
    <footer>
      Made by Benchtop ${benchtop}, ${instant(madeAt)}. Figures have four digits; hovering a table’s figure
      shows all of them.
    </footer>`;
  const head = html`<meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="generator" content="Benchtop ${benchtop}" />
    <title>${title} · Benchtop report</title>`;
  return `<!doctype html>\n<html lang="en">\n<head>\n${head.text}\n<style>${STYLE}</style>\n</head>\n<body>\n${body.text}\n</body>\n</html>\n`;
}
