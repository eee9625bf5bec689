import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PageLanguage } from './page-language';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-words-'));
  writeFileSync(join(folder, 'de.json'), '{"Open":"Öffnen"}');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const html = '<html lang="en"><head><title>Benchtop</title></head></html>';
const files = (url: string) =>
  Promise.resolve({
    status: url.endsWith('gone.js') ? 404 : 200,
    headers: { 'content-type': 'text/html' },
    body: Buffer.from(url.endsWith('index.html') ? html : 'file'),
  });

async function read(language: PageLanguage, path: string): Promise<string> {
  const { body } = await language.serve(files)(`app://benchtop/${path}`);
  return body.toString('utf8');
}

it('has an English page say its locale and ask for nothing', async () => {
  const language = new PageLanguage(folder, () => 'en-GB');
  language.choose('system');
  expect(await read(language, 'index.html')).toBe(html.replace('"en"', '"en-GB"'));
  expect(language.say('Open')).toBe('Open');
});

it('has a German page read its sentences ahead of all scripts, and says its own in German', async () => {
  const language = new PageLanguage(folder, () => 'de-AT');
  language.choose('system');
  expect(await read(language, 'index.html')).toBe(
    html.replace('"en"', '"de-AT"').replace('</head>', '<script src="/words"></script></head>'),
  );
  expect(await read(language, 'words')).toBe(
    'globalThis.benchtopWords={locale:"de-AT",texts:{"Open":"Öffnen"}}',
  );
  expect(await read(language, 'assets/first.js')).toBe('file');
  expect(language.say('Open')).toBe('Öffnen');
  language.choose('en');
  expect(language.say('Open')).toBe('Open');
  expect(await read(language, 'index.html')).toBe(html);
});

it('speaks English where the catalogue cannot be read, and passes on what is not there', async () => {
  writeFileSync(join(folder, 'de.json'), '{');
  const language = new PageLanguage(folder, () => 'en');
  language.choose('de');
  expect(await read(language, 'index.html')).toBe(html);
  expect((await language.serve(files)('app://benchtop/gone.js')).status).toBe(404);
});
