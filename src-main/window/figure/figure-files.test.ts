import { describe, expect, it } from 'vitest';
import type { Served } from '../page/app-protocol';
import { answerFigure, FIGURE_POLICY } from './figure-files';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><text x="0" y="0">Loss</text></svg>';
const FILES: Readonly<Record<string, string>> = {
  'app://benchtop/index.html':
    '<link rel="preload" href="./assets/other.css"><link rel="stylesheet" crossorigin href="./assets/first.css">',
  'app://benchtop/assets/first.css':
    ".a{color:red}@font-face{font-family:'Inter';src:url(./inter.woff2) format('woff2-variations');unicode-range:U+0-FF}@font-face{font-family:Mono;src:url('./mono.woff2')}.b{top:0}",
  'app://benchtop/assets/inter.woff2': 'the font',
};
const serveFile = (url: string): Promise<Served> =>
  Promise.resolve({
    status: url in FILES ? 200 : 404,
    headers: {},
    body: Buffer.from(FILES[url] ?? 'not found'),
  });
const waiting = new Map([['7', { svg: SVG, widthMm: 85, heightMm: 60.5 }]]);
const answer = async (url: string): Promise<{ status: number; text: string; policy: string | undefined }> => {
  const { status, body, headers } = await answerFigure(url, waiting, serveFile);
  return { status, text: body.toString(), policy: headers['content-security-policy'] };
};

describe(answerFigure, () => {
  it('gives the drawing as a page without scripts', async () => {
    const { status, text, policy } = await answer('app://benchtop/figure-7.html');
    expect([status, policy]).toEqual([200, FIGURE_POLICY]);
    expect(text).toContain(`<body>${SVG}</body>`);
    expect(text).toContain('href="/figure-7.css"');
    expect(FIGURE_POLICY).toMatch(/^default-src 'none';/);
    expect(FIGURE_POLICY).not.toMatch(/script|unsafe|\*/);
  });

  it('has the size of the page and the fonts of the window, and no other style', async () => {
    const { text } = await answer('app://benchtop/figure-7.css');
    expect(text).toContain('@page{size:85mm 60.5mm;margin:0}');
    expect(text).toContain('src:url(/assets/inter.woff2)');
    expect(text).toContain('src:url(/assets/mono.woff2)');
    expect(text).not.toMatch(/\.a|\.b|url\(\./);
  });

  it('gives fonts, and no other file of the window', async () => {
    expect(await answer('app://benchtop/assets/inter.woff2')).toMatchObject({
      status: 200,
      text: 'the font',
    });
    for (const path of ['index.html', 'assets/first.css', 'figure-8.html', 'figure-8.css', 'figure-7.js', ''])
      expect([path, await answer(`app://benchtop/${path}`)]).toEqual([
        path,
        { status: 404, text: 'not found', policy: FIGURE_POLICY },
      ]);
  });
});
