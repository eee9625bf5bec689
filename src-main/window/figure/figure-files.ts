import { ORIGIN, type Served } from '../page/app-protocol';

/** A drawing that waits to be printed. */
export interface FigurePage {
  readonly svg: string;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** Styles of its own and the program's fonts, pictures that the drawing holds itself; no scripts at all. */
export const FIGURE_POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HEADERS = {
  'content-security-policy': FIGURE_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/**
 * Files of a page to be printed: the page, its style, and the fonts.
 * @param serveFile gives a file of the window's own page
 */
export async function answerFigure(
  url: string,
  waiting: ReadonlyMap<string, FigurePage>,
  serveFile: (url: string) => Promise<Served>,
): Promise<Served> {
  const [, id = '', kind] = /\/figure-(\d+)\.(html|css)$/.exec(url) ?? [];
  const page = waiting.get(id);
  if (page !== undefined)
    return kind === 'html'
      ? served('text/html', pageText(id, page))
      : served('text/css', `${await findFontFaces(serveFile)}${pageStyle(page)}`);
  if (/\.woff2$/.test(url)) return serveFile(url);
  return { ...served('text/plain', 'not found'), status: 404 };
}

function served(type: string, text: string): Served {
  return {
    status: 200,
    headers: { ...HEADERS, 'content-type': `${type}; charset=utf-8` },
    body: Buffer.from(text),
  };
}

function pageText(id: string, { svg }: FigurePage): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Figure</title>` +
    `<link rel="stylesheet" href="/figure-${id}.css"></head><body>${svg}</body></html>`
  );
}

function pageStyle({ widthMm, heightMm }: FigurePage): string {
  return (
    `@page{size:${widthMm}mm ${heightMm}mm;margin:0}` +
    `html,body{margin:0;width:${widthMm}mm;height:${heightMm}mm;overflow:hidden}` +
    `svg{display:block;width:${widthMm}mm;height:${heightMm}mm}`
  );
}

/** The rules of the window's fonts, from the style sheets of its page. */
async function findFontFaces(serveFile: (url: string) => Promise<Served>): Promise<string> {
  const { body } = await serveFile(`${ORIGIN}/index.html`);
  const sheets = [...body.toString().matchAll(/<link[^>]*rel="stylesheet"[^>]*href="([^"]+)"/g)];
  const faces: string[] = [];
  for (const [, path = ''] of sheets) {
    const address = new URL(path, `${ORIGIN}/`).href;
    const sheet = (await serveFile(address)).body.toString();
    for (const [face] of sheet.matchAll(/@font-face\s*\{[^}]*\}/g))
      faces.push(
        face.replace(
          /url\(["']?([^"')]+)["']?\)/g,
          (_, file: string) => `url(${new URL(file, address).pathname})`,
        ),
      );
  }
  return faces.join('');
}
