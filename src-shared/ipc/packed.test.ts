import { expect, it } from 'vitest';
import type { RowPage } from '../dataset/look';
import { pack, unpack } from './packed';

it('a page arrives as it was sent, in one value', () => {
  const page: RowPage = {
    from: 40,
    rows: [
      { line: 43, cells: ['1,5', null, '', '"a"\n\tb\\'], doubt: 'It has a cell too many.', bad: [0, 3] },
      // Half of a pair of surrogates, as a file read in a wrong encoding may hold.
      { line: 44, cells: ['\ud83d', '\u{1f600}', '\u2028', '\u0000'], doubt: null, bad: [] },
    ],
    totalRows: 90,
    totalIsExact: false,
  };
  const sent = pack(page);
  expect(Object.keys(sent)).toEqual(['json']);
  expect(unpack(sent)).toEqual(page);
});
