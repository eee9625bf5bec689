import { inflateSync } from 'node:zlib';

/** What a PDF of one page says of itself, as far as the tests ask. */
export interface PdfFacts {
  /** Sides of each page, in points. */
  readonly pages: readonly { readonly width: number; readonly height: number }[];
  /** Names of the fonts that are embedded, without the prefix of a subset. */
  readonly fonts: readonly string[];
  /** Every character that its texts can be copied as. */
  readonly letters: ReadonlySet<string>;
  /** Operators that show text. */
  readonly shownTexts: number;
  readonly images: number;
}

/** Reads the PDF of Chromium: plain objects, streams deflated. */
export function readPdf(bytes: Buffer): PdfFacts {
  const text = bytes.toString('latin1');
  const streams = [...text.matchAll(/(?<!end)stream\r?\n/g)].map(({ index, 0: start }) => {
    const from = index + start.length;
    const raw = bytes.subarray(from, text.indexOf('endstream', from));
    const isDeflated = /\/FlateDecode[^]*$/.test(text.slice(text.lastIndexOf(' obj', index), index));
    return (isDeflated ? inflateSync(raw) : raw).toString('latin1');
  });
  const letters = new Set<string>();
  for (const map of streams.filter(
    (stream) => stream.includes('beginbfchar') || stream.includes('beginbfrange'),
  ))
    for (const letter of mapped(map)) letters.add(letter);
  return {
    pages: [...text.matchAll(/\/MediaBox\s*\[([^\]]+)\]/g)].map(([, box = '']) => {
      const [left = 0, bottom = 0, right = 0, top = 0] = box.trim().split(/\s+/).map(Number);
      return { width: right - left, height: top - bottom };
    }),
    fonts: [...text.matchAll(/\/FontName\s*\/(?:[A-Z]{6}\+)?([\w-]+)/g)].map(([, name = '']) => name),
    letters,
    shownTexts: streams.reduce((sum, stream) => sum + [...stream.matchAll(/\bT[jJ]\b/g)].length, 0),
    images: [...text.matchAll(/\/Subtype\s*\/Image/g)].length,
  };
}

/** Characters that a map of glyphs leads to. */
function* mapped(map: string): Generator<string> {
  const decoded = (hex: string): string => String.fromCharCode(Number.parseInt(hex.slice(0, 4), 16));
  for (const [, pairs = ''] of map.matchAll(/beginbfchar([^]*?)endbfchar/g))
    for (const [, hex = ''] of pairs.matchAll(/<[0-9A-Fa-f]+>\s*<([0-9A-Fa-f]+)>/g)) yield decoded(hex);
  for (const [, ranges = ''] of map.matchAll(/beginbfrange([^]*?)endbfrange/g))
    for (const [, low = '', high = '', to = ''] of ranges.matchAll(
      /<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g,
    )) {
      const first = Number.parseInt(to, 16);
      const count = Number.parseInt(high, 16) - Number.parseInt(low, 16);
      for (let i = 0; i <= count; i++) yield String.fromCharCode(first + i);
    }
}
