import { TextDecoder } from 'node:util';
import { expect, it } from 'vitest';
import { at } from '../../../../src-shared/present';
import { Rng } from '../../../algorithms/numeric/rng';
import { ByteCheck } from './byte-check';

it('finds what is not UTF-8 as the platform does, in chunks of any size', () => {
  const rng = new Rng(8);
  const parts = [
    'a',
    'ü',
    '€',
    '🙂',
    '\xc3',
    '\xe2\x82',
    '\xf0\x9f',
    '\xed\xa0\x80',
    '\xc0\x80',
    '\xff',
    '\xf4\x90',
  ];
  for (let round = 0; round < 3000; round++) {
    const bytes = Buffer.concat(
      Array.from({ length: 1 + rng.integer(8) }, () => {
        const place = rng.integer(parts.length);
        return Buffer.from(at(parts, place), place < 4 ? 'utf8' : 'latin1');
      }),
    );
    const check = new ByteCheck(true);
    for (let at = 0; at < bytes.length;) {
      const size = 1 + rng.integer(3);
      check.write(bytes.subarray(at, at + size));
      at += size;
    }
    check.end();
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    expect(check.broken === 0).toBe(!text.includes('\ufffd'));
    expect(check.wide).toBe(
      [...text].filter((character) => character > '\x7f' && character !== '\ufffd').length,
    );
  }
});

it('says where: twice the offset, one more for NUL', () => {
  const check = new ByteCheck(true, 10);
  check.write(Buffer.from([97, 0, 98, 0xff, 99]));
  check.end();
  expect(check.flawed).toEqual([2 * 11 + 1, 2 * 13]);
  const single = new ByteCheck(false);
  single.write(Buffer.from([0xff, 0, 0xe4]));
  expect([single.flawed, single.nul, single.broken]).toEqual([[3], 1, 0]);
});
