import { describe, expect, it } from 'vitest';
import { at } from '../../../../src-shared/present';
import { Rng } from '../../../algorithms/numeric/rng';
import { encodeText } from '../cell-text';
import { numberReader } from './number-reader';
import { isNumberText, type NumberFormat } from './numbers';

const POINT: NumberFormat = { decimal: '.', thousands: '' };

function read(text: string, format = POINT): number {
  const bytes = Buffer.from(`;${text};`);
  return numberReader(format, 'utf-8')(bytes, 1, bytes.length - 1);
}

/** What the old way gives: the pattern, then Number(); Infinity where it is no finite number. */
function expected(text: string, format = POINT): number {
  if (!isNumberText(text, format)) return Infinity;
  const joined = text
    .trim()
    .split(format.thousands === '' ? '\0' : format.thousands)
    .join('')
    // Between groups of three these are allowed in any format.
    .replace(/[\u00a0\u202f]/g, '');
  const value = Number(format.decimal === ',' ? joined.replace(',', '.') : joined);
  return Number.isFinite(value) ? value : Infinity;
}

describe('numberReader', () => {
  it('has the exact value of Number() for doubles of any size', () => {
    const rng = new Rng(1);
    const view = new DataView(new ArrayBuffer(8));
    const reader = numberReader(POINT, 'utf-8');
    let wrong = 0;
    const check = (text: string): void => {
      const bytes = Buffer.from(text);
      if (!Object.is(reader(bytes, 0, bytes.length), Number(text))) wrong++;
    };
    for (let round = 0; round < 60_000; round++) {
      view.setUint32(0, rng.word());
      view.setUint32(4, rng.word());
      const any = view.getFloat64(0);
      if (Number.isFinite(any)) check(String(any));
      const usual = (rng.uniform() - 0.5) * 10 ** (rng.integer(12) - 4);
      check(String(usual));
      check(usual.toFixed(rng.integer(19)));
      check(usual.toPrecision(1 + rng.integer(20)));
      check(usual.toExponential(rng.integer(20)));
    }
    expect(wrong).toBe(0);
  });

  it('rounds as Number() where a text lies beside the middle of two doubles', () => {
    const rng = new Rng(2);
    let wrong = 0;
    for (let round = 0; round < 60_000; round++) {
      const digits = 15 + rng.integer(6);
      let text = String(1 + rng.integer(9));
      for (let i = 1; i < digits; i++) text += String(rng.integer(10));
      const at = rng.integer(digits + 1);
      text = `${text.slice(0, at)}.${text.slice(at)}`;
      if (!Object.is(read(text), Number(text))) wrong++;
    }
    for (const text of [
      '9007199254740993',
      '9007199254740993.0',
      '0.50000000000000005',
      '1.00000000000000011',
      '1.000000000000000111',
      '8.5e22',
      '5e-324',
      '2.2250738585072011e-308',
      '123456789012345678',
      '4503599627370496.5',
      '4503599627370497.5',
      '0000000000000000000001.5',
      '0.00000000000000000000000015',
      '1.7976931348623157e308',
    ]) {
      if (!Object.is(read(text), Number(text))) wrong++;
    }
    expect(wrong).toBe(0);
  });

  const formats: NumberFormat[] = [
    POINT,
    { decimal: ',', thousands: '' },
    { decimal: '.', thousands: ',' },
    { decimal: ',', thousands: '.' },
    { decimal: '.', thousands: "'" },
    { decimal: ',', thousands: ' ' },
    { decimal: ',', thousands: '\u202f' },
  ];
  it.each(formats)('accepts just what the pattern accepts: %j', (format) => {
    const rng = new Rng(3);
    const alphabet = ['1', '0', '23', '456', '7', '.', ',', '-', '+', 'e', 'E', ' ', "'", '_', 'x', '\u202f'];
    const differing: string[] = [];
    for (let round = 0; round < 40_000; round++) {
      const text = Array.from({ length: rng.integer(8) }, () => at(alphabet, rng.integer(16))).join('');
      if (!Object.is(read(text, format), expected(text, format))) differing.push(text);
    }
    expect(differing).toEqual([]);
  });

  it.each([
    ['-0', -0],
    ['+3', 3],
    ['.5', 0.5],
    ['5.', 5],
    [' 12\t', 12],
    ['\u00a012', 12],
    ['1e400', Infinity],
    ['-1e400', Infinity],
    ['1e-400', 0],
    ['0e999999999', 0],
    ['', Infinity],
    ['e5', Infinity],
    ['1e', Infinity],
    ['1e+', Infinity],
    ['0x10', Infinity],
    ['1_000', Infinity],
    ['Infinity', Infinity],
    ['NaN', Infinity],
    ['٣', Infinity],
    ['1 2', Infinity],
    [`${'0'.repeat(2000)}7.5`, 7.5],
  ])('reads %j as %d', (text, value) => {
    expect(read(text)).toBe(value);
  });

  it('knows the bytes of a separator in every encoding', () => {
    expect([...encodeText('\u2019', 'windows-1252')]).toEqual([0x92]);
    expect([...encodeText('\u00a0', 'latin-1')]).toEqual([0xa0]);
    const bytes = Buffer.from('1\u2019234\u2019567,5');
    const swiss = { decimal: ',' as const, thousands: '\u2019' };
    expect(numberReader(swiss, 'utf-8')(bytes, 0, bytes.length)).toBe(1234567.5);
    const single = Buffer.from([0x31, 0x92, 0x32, 0x33, 0x34]);
    expect(numberReader(swiss, 'windows-1252')(single, 0, 5)).toBe(1234);
  });
});
