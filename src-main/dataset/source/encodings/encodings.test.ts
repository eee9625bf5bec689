import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TextDecoder } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { encodingNamed, ENCODINGS } from '../../../../src-shared/dataset/encodings';
import { dialectSchema } from '../../../../src-shared/experiment/schema';
import { at, present } from '../../../../src-shared/present';
import { ENCODED } from '../../fixtures/encoded';
import { inspectFile } from '../../profile/inspect';
import { previewFile, readPage } from '../../preview/preview';
import { readColumns } from '../../columns/column-reader';
import { createDecoder, decodeAll } from './decoders';
import { detectEncoding } from './detect';

const folder = mkdtempSync(join(tmpdir(), 'benchtop-encodings-'));
let files = 0;
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
function file(bytes: Uint8Array, ending = 'csv'): string {
  const path = join(folder, `file${files++}.${ending}`);
  writeFileSync(path, bytes);
  return path;
}

const encoded = ENCODED.flatMap(({ language, text, bytes }) =>
  Object.entries(bytes).map(([encoding, base64]) => ({
    language,
    encoding: encoding as (typeof ENCODINGS)[number],
    text,
    bytes: Buffer.from(base64, 'base64'),
  })),
);
const splitRows = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.normalize('NFC').split(','));
const normal = (rows: readonly (readonly (string | null)[])[]): string[][] =>
  rows.map((row) => row.map((cell) => (cell ?? '').normalize('NFC')));

describe('names of encodings', () => {
  it.each([
    ['UTF8', 'utf-8'],
    ['latin1', 'latin-1'],
    ['ISO-8859-1', 'latin-1'],
    ['cp1252', 'windows-1252'],
    ['Windows-1251', 'windows-1251'],
    ['sjis', 'shift_jis'],
    ['Shift-JIS', 'shift_jis'],
    ['cp932', 'shift_jis'],
    ['cp949', 'euc-kr'],
    ['ks_c_5601-1987', 'euc-kr'],
    ['gb2312', 'gbk'],
    ['cp936', 'gbk'],
    ['cp950', 'big5'],
    ['Big5-HKSCS', 'big5'],
    ['mac-roman', 'macintosh'],
    ['x-mac-roman', 'macintosh'],
    ['latin2', 'iso-8859-2'],
    ['iso_8859-15', 'iso-8859-15'],
    ['tis-620', 'windows-874'],
    ['utf-32le', 'utf-32le'],
    ['UTF-32', 'utf-32le'],
  ])('%s is %s', (label, name) => {
    expect(encodingNamed(label)).toBe(name);
    expect(dialectSchema.parse({ encoding: label }).encoding).toBe(name);
  });

  it('refuses others, with usual ones', () => {
    const { error } = dialectSchema.safeParse({ encoding: 'ebcdic' });
    expect(error?.issues[0]?.message).toMatch(/^No encoding is called "ebcdic": usual ones are utf-8/);
  });

  it('stand for what the runtime decodes', () => {
    const own = ['latin-1', 'utf-32le', 'utf-32be', 'iso-8859-16'];
    for (const name of ENCODINGS) {
      if (!own.includes(name)) expect(new TextDecoder(name).encoding).toBe(name);
      expect(createDecoder(name).write(Buffer.alloc(4)).length).toBeGreaterThan(0);
    }
  });
});

describe('decoders', () => {
  it.each(encoded)('$encoding, $language, cut anywhere', ({ encoding, text, bytes }) => {
    expect(decodeAll(bytes, encoding)).toBe(text);
    for (let at = 0; at <= bytes.length; at += 3) {
      const decoder = createDecoder(encoding);
      const parts = [bytes.subarray(0, at), bytes.subarray(at, at + 1), bytes.subarray(at + 1)];
      expect(parts.map((part) => decoder.write(part)).join('') + decoder.end()).toBe(text);
    }
  });

  it('UTF-32 of both orders, a character beyond the first plane, and what is none', () => {
    const text = 'a,東🙂\n';
    const codes = [...text].map((character) => present(character.codePointAt(0)));
    for (const isBig of [false, true]) {
      const bytes = Buffer.alloc(4 * codes.length);
      codes.forEach((code, i) =>
        isBig ? bytes.writeUInt32BE(code, 4 * i) : bytes.writeUInt32LE(code, 4 * i),
      );
      expect(decodeAll(bytes, isBig ? 'utf-32be' : 'utf-32le')).toBe(text);
    }
    expect(decodeAll(Buffer.from([0, 0xd8, 0, 0, 0, 0, 0x11, 0]), 'utf-32le')).toBe('\ufffd\ufffd');
  });

  it('ISO-8859-16, which the runtime does not know', () => {
    // Python: 'Ąș€țĂ'.encode('iso8859-16')
    expect(decodeAll(Buffer.from([0xa1, 0xba, 0xa4, 0xfe, 0xc3]), 'iso-8859-16')).toBe('Ąș€țĂ');
  });
});

describe('short texts of East Asia', () => {
  // Python: base64.b64encode(text.encode('euc-jp')), and of 'euc-kr' below.
  it.each([
    ['id,県\n1,大阪府\n2,京都府\n', 'aWQsuKkKMSzC57rlydwKMiy1/sXUydwK'],
    ['測定,34\n市,備考\n備考,39\n', 'wqzE6iwzNAq71CzI97nNCsj3uc0sMzkK'],
    ['男,23\n備考,96\n', 'w8ssMjMKyPe5zSw5Ngo='],
  ])('%j, kanji alone, is no Korean: Japanese is what is read, or the doubt', (text, base64) => {
    const bytes = Buffer.from(base64, 'base64');
    const { encoding, other } = detectEncoding([bytes]);
    const readings = [encoding, ...(other === null ? [] : [other])].map((name) => decodeAll(bytes, name));
    expect(readings).toContain(text);
  });

  it.each([
    ['쌀,날짜\n쌀,94\n', 'vdIss6/CpQq90iw5NAo='],
    ['꿩,곽윤기\n', 'suYssPvAsbHiCg=='],
  ])('%j, of rare syllables, is Korean without a doubt', (text, base64) => {
    const bytes = Buffer.from(base64, 'base64');
    const { encoding, other } = detectEncoding([bytes]);
    expect([decodeAll(bytes, encoding), other]).toEqual([text, null]);
  });
});

describe('files', () => {
  it.each(encoded)('of $language in $encoding are read by themselves', async ({ text, bytes }) => {
    const report = await inspectFile(file(bytes));
    expect(report.columns.map(({ name }) => name)).toEqual(['name', 'what']);
    expect(normal(report.preview)).toEqual(splitRows(text));
    expect(report.rejectedCount).toBe(0);
  });

  it.each(encoded)(
    'of $language are read in $encoding where it is given',
    async ({ encoding, text, bytes }) => {
      const report = await inspectFile(file(bytes), { dialect: { encoding } });
      expect(report.dialect.encoding).toBe(encoding);
      expect(normal(report.preview)).toEqual(splitRows(text));
      expect(report.doubts.filter(({ dialect }) => dialect.encoding !== undefined)).toEqual([]);
    },
  );

  it.each([false, true])('of UTF-32 are known, big-endian: %s', async (isBig) => {
    const codes = [...'a,b\n1,é\n2,東\n3,x\n'].map((character) => present(character.codePointAt(0)));
    for (const mark of [[], [0xfeff]]) {
      const all = [...mark, ...codes];
      const bytes = Buffer.alloc(4 * all.length);
      all.forEach((code, i) => (isBig ? bytes.writeUInt32BE(code, 4 * i) : bytes.writeUInt32LE(code, 4 * i)));
      const report = await inspectFile(file(bytes));
      expect(report.dialect).toMatchObject({
        encoding: isBig ? 'utf-32be' : 'utf-32le',
        byteOrderMark: mark.length > 0,
      });
      expect(report.preview.map((row) => row[1])).toEqual(['é', '東', 'x']);
    }
  });

  it('of several parts keep characters that the parts cut, rows and pages, packed too', async () => {
    const sample = present(encoded.find(({ encoding }) => encoding === 'shift_jis'));
    const [first = ''] = at(splitRows(sample.text), 0);
    const line = sample.bytes.subarray(sample.bytes.indexOf(10) + 1).subarray(0, -1);
    const cell = line.subarray(0, line.indexOf(44));
    const rows = 90_000;
    const parts: Buffer[] = [Buffer.from('n,city\n')];
    for (let i = 0; i < rows; i++) parts.push(Buffer.from(`${i},`), cell, Buffer.from('\n'));
    const bytes = Buffer.concat(parts);
    expect(bytes.length).toBeGreaterThan(1 << 20);
    for (const path of [file(bytes), file(gzipSync(bytes), 'csv.gz')]) {
      const raw = await readColumns(path, [
        { name: 'n', type: 'auto', field: '' },
        { name: 'city', type: 'category', field: '' },
      ]);
      expect(raw.rows).toBe(rows);
      expect(at(raw.columns, 1).categories).toEqual([first]);
      expect(at(raw.columns, 0).values[rows - 1]).toBe(rows - 1);
      expect(raw.lines?.at(rows - 1)).toBe(rows + 1);
      const page = await readPage(path, {}, 80_000, 3);
      expect(page.rows.map(({ line: at, cells }) => [at, ...cells])).toEqual(
        [80_000, 80_001, 80_002].map((i) => [i + 2, String(i), first]),
      );
    }
  });

  it('whose first bytes beyond ASCII come behind all samples are told by these', async () => {
    const sample = present(encoded.find(({ language }) => language === 'ru'));
    const filler = Array.from({ length: 60_000 }, (_, i) => `${i},plain`).join('\n');
    const more = Array.from({ length: 60_000 }, (_, i) => `${i},plain`).join('\n');
    const russian = sample.bytes.subarray(sample.bytes.indexOf(10) + 1);
    const bytes = Buffer.concat([
      Buffer.from(`name,what\n${filler}\n`),
      russian,
      Buffer.from(`${more.slice(0, 350_000)}\n`),
      Buffer.from(more),
      Buffer.from('\n'),
    ]);
    const report = await inspectFile(file(bytes));
    expect(report.dialect.encoding).toBe('windows-1251');
    expect((await previewFile(report.path)).dialect.encoding).toBe('windows-1251');
  });

  it('list the rows of bytes that the encoding does not have', async () => {
    const korean = present(encoded.find(({ encoding }) => encoding === 'euc-kr'));
    const lines = korean.bytes.toString('latin1').split('\n');
    lines[2] = `\xff\xfe,${at(at(lines, 2).split(','), 1)}`;
    const report = await inspectFile(file(Buffer.from(lines.join('\n'), 'latin1')), {
      dialect: { encoding: 'euc-kr' },
    });
    expect(report.rejected).toMatchObject([
      { line: 3, column: null, reason: 'bytes that the encoding does not have' },
    ]);
  });

  it('that two encodings fit leave a doubt, with the way to the other', async () => {
    // Győr in Windows-1250: Gyõr, as a Portuguese would not write it, in Windows-1252.
    const bytes = Buffer.from('a,b\n1,Gy\xf5r\n2,M\xe1t\xe9\n3,Bal\xe1zs\n', 'latin1');
    const report = await inspectFile(file(bytes));
    const doubts = report.doubts.filter(({ dialect }) => dialect.encoding !== undefined);
    expect(doubts).toHaveLength(1);
    expect(doubts[0]).toMatchObject({
      label: `Read as ${String(doubts[0]?.dialect.encoding)}`,
      message: expect.stringMatching(
        /^The characters are read as windows-125\d; .* fits about as well: "/,
      ) as string,
    });
    const other = await inspectFile(report.path, { dialect: at(doubts, 0).dialect });
    expect(other.dialect.encoding).toBe(at(doubts, 0).dialect.encoding);
    expect(other.preview).not.toEqual(report.preview);
  });
});
