import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { useScratch } from '../../../testing/files/scratch';
import { previewFile } from '../../preview/preview';
import { fixture } from '../../fixtures/files';
import { xlsx } from '../../fixtures/files/workbooks';
import { zip } from '../../fixtures/files/zip';
import { crc32 } from './crc32';

const file = useScratch();

/** A workbook of one sheet with this XML in it. */
function workbook(sheet: string): Buffer {
  return xlsx([{ name: 'S', xml: sheet }]);
}

const TABLE = 'a,b\n1,x\n2,y\n';

describe('archives', () => {
  it.each([
    [
      'bomb.zip',
      zip([{ name: 'a.csv', content: Buffer.alloc(40 * 1024 * 1024, 49) }]),
      /^bomb\.zip cannot be read: a\.csv in it would unpack to \d+ times its size, as no table does\.$/,
    ],
    [
      'larger.zip',
      zip([{ name: 'a.csv', content: TABLE, says: { bytes: 5 } }]),
      /^larger\.zip is damaged: a\.csv in it is larger than the archive says\. Save or download it again\.$/,
    ],
    [
      'smaller.zip',
      zip([{ name: 'a.csv', content: TABLE, says: { bytes: 5000 } }]),
      /^smaller\.zip is damaged: a\.csv in it is cut off\./,
    ],
    [
      'flipped.zip',
      zip([{ name: 'a.csv', content: TABLE, says: { crc: 1 } }]),
      /^flipped\.zip is damaged: the checksum of a\.csv in it does not match\./,
    ],
    [
      'locked.zip',
      zip([{ name: 'a.csv', content: TABLE, says: { flags: 1 } }]),
      /^locked\.zip cannot be read: a\.csv in it is protected by a password: save it without one\.$/,
    ],
    [
      'odd.zip',
      zip([{ name: 'a.csv', content: TABLE, says: { method: 14 } }]),
      /is packed in a way that is not known here \(method 14\)\.$/,
    ],
    [
      'torn.zip',
      zip([{ name: 'a.csv', content: TABLE }]).subarray(0, 40),
      /^torn\.zip is damaged: its directory is missing/,
    ],
    [
      'torn.xlsx',
      readFileSync(fixture('openpyxl.xlsx')).subarray(0, 3000),
      /^torn\.xlsx is damaged: its directory is missing/,
    ],
    [
      'torn.npy',
      readFileSync(fixture('f8.npy')).subarray(0, 150),
      /^torn\.npy cannot be read: it is cut off: 2 × 3 values of 8 bytes are announced, 22 bytes are there\.$/,
    ],
    [
      'large.npy',
      Buffer.from(
        readFileSync(fixture('f8.npy'))
          .toString('latin1')
          .replace('(2, 3)', '(2, 9999999999999)')
          .replace(/ {13}\n/, '\n'),
        'latin1',
      ),
      /is cut off/,
    ],
    [
      'torn.idx',
      readFileSync(fixture('doubles.idx')).subarray(0, 30),
      /^torn\.idx cannot be read: it is cut off/,
    ],
  ])('refuses %s in one sentence', async (name, bytes, message) => {
    await expect(previewFile(file(name, bytes))).rejects.toThrow(message);
  });
});

describe('documents of tags', () => {
  const rows = '<row><c t="inlineStr"><is><t>a</t></is></c></row><row><c><v>1</v></c></row>';

  it('reads a sheet without references, and texts with entities and CDATA', async () => {
    const { page, columns } = await previewFile(
      file(
        'plain.xlsx',
        workbook(
          `<worksheet><!-- <row> --><sheetData>${rows.replace('>a<', '>&#97;&lt;<![CDATA[<b>&]]><')}</sheetData></worksheet>`,
        ),
      ),
    );
    expect(columns.map(({ name }) => name)).toEqual(['a<<b>&']);
    expect(page.rows[0]?.cells).toEqual(['1']);
  });

  it.each([
    [
      'entities',
      `<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><worksheet><sheetData>${rows}</sheetData></worksheet>`,
      'has entities of its own, which no spreadsheet needs',
    ],
    [
      'an undeclared entity',
      `<worksheet><sheetData>${rows.replace('>a<', '>&laugh;<')}</sheetData></worksheet>`,
      'has the entity &laugh; that nothing declares',
    ],
    [
      'tags that do not match',
      '<worksheet><sheetData><row></sheetData></row></worksheet>',
      'has </sheetData> where another tag is open',
    ],
    ['an end too early', `<worksheet><sheetData>${rows}`, 'has an end in the middle of a tag'],
    ['tags without end', '<a>'.repeat(2000), 'has tags nested a thousand deep'],
  ])('refuses %s in one sentence', async (_, sheet, message) => {
    await expect(previewFile(file('odd.xlsx', workbook(sheet)))).rejects.toThrow(
      `odd.xlsx is damaged: xl/worksheets/sheet1.xml in it ${message}.`,
    );
  });

  it('refuses an OpenDocument row that is repeated without end', async () => {
    const content = `<office:document-content><table:table table:name="A"><table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/></table:table-row></table:table></office:document-content>`;
    const bytes = zip([
      { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' },
      { name: 'content.xml', content: content },
    ]);
    const marked = Buffer.from(bytes);
    await expect(previewFile(file('rows.ods', marked))).rejects.toThrow(
      'rows.ods repeats a row more often than any table does.',
    );
  });
});

it('computes the checksum of ZIP', () => {
  // The check value of CRC-32/ISO-HDLC.
  expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
  expect(crc32(Buffer.from('6789'), crc32(Buffer.from('12345')))).toBe(0xcbf43926);
  expect(crc32(Buffer.alloc(0))).toBe(0);
});
