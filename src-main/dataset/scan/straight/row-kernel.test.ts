import { describe, expect, it } from 'vitest';
import { Rng } from '../../../algorithms/numeric/rng';
import type { NumberLayout, NumberTarget } from './number-target';
import { RowKernel } from './row-kernel';
import { RowLoop } from './row-loop';

const LAYOUT: NumberLayout = {
  width: 3,
  delimiter: 44,
  quote: 34,
  decimal: '.',
  stopsAtCodes: true,
  hasOthers: true,
};
const ROOM = 20_000;

/** What both loops make of the same bytes: rows taken, where they end, values of the columns that are wanted. */
function readBoth(
  text: string,
  {
    stop,
    wanted = [0, 1, 2],
    most = ROOM,
    ...layout
  }: Partial<NumberLayout> & {
    stop?: number;
    wanted?: readonly number[];
    most?: number;
  } = {},
): { rows: number; at: number; columns: readonly (readonly number[])[] } {
  const whole = { ...LAYOUT, ...layout };
  const bytes = Buffer.alloc(Buffer.byteLength(text) + 8);
  const filled = bytes.write(text);
  bytes[filled] = 10;
  const columns = Array.from({ length: whole.width }, (_, index): NumberTarget | null =>
    wanted.includes(index)
      ? {
          index,
          filled: 0,
          room: () => new Float64Array(0),
          took: () => undefined,
          numberAt: (_, from, to) => (from === to ? NaN : Infinity),
        }
      : null,
  );
  const read = (reader: RowKernel | RowLoop): ReturnType<typeof readBoth> => {
    const values = columns.map((column) => (column === null ? null : new Float64Array(ROOM)));
    const span = { values, firstRow: 1, endRow: most, bytes, from: 0, filled, stop: stop ?? filled };
    const rows = reader.take(span);
    const kept = values.filter((each) => each !== null).map((each) => [...each.subarray(1, 1 + rows)]);
    return { rows, at: reader.at, columns: kept };
  };
  const kernel = read(new RowKernel(whole));
  expect(kernel).toEqual(read(new RowLoop(whole, columns)));
  return kernel;
}

describe('the kernel for rows of plain numbers', () => {
  it.each([
    ['1,2,3\n', [1, 2, 3]],
    ['-1.5,.25,5.\r\n', [-1.5, 0.25, 5]],
    ['-0,0.0,-0.000\n', [-0, 0, -0]],
    [
      '123456789012345,0.123456789012345,-12345678.9012345\n',
      [123456789012345, 0.123456789012345, -12345678.9012345],
    ],
    // 16 and 17 digits, leading zeros that tell nothing, and 19.
    [
      '0.1234567890123456,-12.345678901234567,0.00012345678901234567\n',
      [0.1234567890123456, -12.345678901234567, 0.00012345678901234567],
    ],
    [
      '1234567.890123456789,0.0000000000000000000,9.000000000000000001\n',
      [1234567.890123456789, 0, 9.000000000000000001],
    ],
    ['-05,0.5,00.5\n', [-5, 0.5, 0.5]],
  ])('reads %j as Number does', (text, expected) => {
    const { rows, columns } = readBoth(text);
    expect(rows).toBe(1);
    columns.forEach((column, c) => expect(column[0]).toBe(expected[c]));
  });

  it.each([
    ['a marker for no value', '1,NA,3'],
    ['its first cell filled alone', '1,,'],
    ['no cell filled', ',,'],
    ['a blank cell', '1, ,3'],
    ['a minus in front of nothing', '1,-,3'],
    ['a word', '1,x,3'],
    ['a quote', '1,"2",3'],
    ['a code', '1,007,3'],
    ['an exponent', '1,2e3,3'],
    ['blanks', '1, 2,3'],
    ['a plus', '1,+2,3'],
    ['a number beyond 2^53', '1,12345678901234567,3'],
    ['more digits than are certain', '1,0.12345678901234567890123,3'],
    ['a point alone', '1,.,3'],
    ['two points', '1,1.2.3,3'],
    ['too few cells', '1,2'],
    ['too many cells', '1,2,3,4'],
    ['a carriage return inside', '1,2\r,3'],
    ['nothing', ''],
    ['another digit', '1,٣,3'],
  ])('stops in front of a row with %s', (_, odd) => {
    const text = `1,2,3\n4,5,6\n${odd}\n7,8,9\n`;
    const kernel = new RowKernel(LAYOUT);
    const bytes = Buffer.alloc(Buffer.byteLength(text) + 8);
    const filled = bytes.write(text);
    bytes[filled] = 10;
    const values = [0, 1, 2].map(() => new Float64Array(10));
    expect(kernel.take({ values, firstRow: 0, endRow: 10, bytes, from: 0, filled, stop: filled })).toBe(2);
    expect(kernel.at).toBe(12);
  });

  it('takes empty cells as missing, and counts their rows', () => {
    const { rows, columns } = readBoth('1,,3\n,5,6\n7,8,\r\n9,10,11\n,,12\n');
    expect(rows).toBe(5);
    expect(columns).toEqual([
      [1, NaN, 7, 9, NaN],
      [NaN, 5, 8, 10, NaN],
      [3, 6, NaN, 11, 12],
    ]);
  });

  it('tells of the rows with empty cells of its last turn', () => {
    const bytes = Buffer.from('1,,3\n4,5,6\n,,9\n1,2,3\n        ');
    const values = [0, 1, 2].map(() => new Float64Array(10));
    const kernel = new RowKernel(LAYOUT);
    const span = { values, firstRow: 0, endRow: 10, bytes, from: 0, filled: 21 };
    expect(kernel.take({ ...span, stop: 12 })).toBe(3);
    expect(kernel.gaps).toBe(2);
    expect(kernel.take({ ...span, from: 15, stop: 21 })).toBe(1);
    expect(kernel.gaps).toBe(0);
  });

  it('takes a row of one filled cell where every line is a row', () => {
    expect(readBoth('1,,\n,,\n2,3,4\n', { hasOthers: false }).rows).toBe(3);
    expect(readBoth('5,6,7\n1, ,\n2,3,4\n', { wanted: [0, 1], hasOthers: false }).rows).toBe(1);
  });

  it('takes codes for numbers where it may', () => {
    expect(readBoth('1,007,3\n', { stopsAtCodes: false }).columns[1]).toEqual([7]);
  });

  it('reads decimal commas, and other delimiters', () => {
    expect(readBoth('1,5;2;-3,25\n', { delimiter: 59, decimal: ',' }).columns).toEqual([[1.5], [2], [-3.25]]);
  });

  it('passes over columns that are not wanted, up to a quote', () => {
    const { rows, columns } = readBoth('1,any text 1.2,3\n4,ö,5\n6,"a",7\n8,b,9\n', { wanted: [0, 2] });
    expect(rows).toBe(2);
    expect(columns).toEqual([
      [1, 4],
      [3, 5],
    ]);
  });

  it('takes no row that begins at the stop, none beyond the room, none that the bytes do not end', () => {
    const text = '1,2,3\n'.repeat(50);
    expect(readBoth(text, { stop: 60 }).rows).toBe(10);
    expect(readBoth(text, { stop: 61 }).rows).toBe(11);
    expect(readBoth(text, { most: 8 }).rows).toBe(7);
    expect(readBoth(`${text}1,2,34`)).toMatchObject({ rows: 50, at: 300 });
    expect(readBoth(`${text}1,2,34\r`)).toMatchObject({ rows: 50, at: 300 });
  });

  it('reads numbers of any length of digits as Number does, to the bit', () => {
    const rng = new Rng(17);
    const digits = (most: number): string =>
      Array.from({ length: rng.integer(most + 1) }, () => String(rng.integer(10))).join('');
    const rows = Array.from({ length: 12_000 }, (_, row) => {
      const cells = [0, 1, 2].map(() => {
        const whole = `${rng.integer(9) + 1}${digits(rng.integer(14))}`;
        const fraction =
          rng.integer(4) === 0 ? '' : `.${'0'.repeat(rng.integer(4))}${digits(18 - whole.length)}`;
        return `${rng.integer(2) === 0 ? '-' : ''}${rng.integer(5) === 0 && fraction !== '' ? '0' : whole}${fraction}`;
      });
      return cells.join(',') + (row % 7 === 0 ? '\r\n' : '\n');
    });
    const kernel = new RowKernel(LAYOUT);
    const values = [0, 1, 2].map(() => new Float64Array(1));
    let taken = 0;
    for (const row of rows) {
      const bytes = Buffer.from(`${row}        `);
      const filled = row.length;
      const span = { values, firstRow: 0, endRow: 1, bytes, from: 0, filled, stop: filled };
      if (kernel.take(span) === 0) continue;
      taken++;
      expect(values.map(([value]) => value)).toEqual(row.trimEnd().split(',').map(Number));
    }
    // Others are not certain in so few steps: the loop, or the careful way, reads them.
    expect(taken).toBeGreaterThan(0.9 * rows.length);
  });

  it('rounds what lies half way between two doubles to the even one, and what lies beside it to the nearer', () => {
    const rng = new Rng(18);
    // From 2^49 to 2^50 doubles are an eighth apart: 19 digits hold the middle of two.
    const texts = Array.from({ length: 4000 }, (_, row) => {
      const whole = 2 ** 49 + rng.integer(2 ** 29) * 2 ** (rng.integer(20) + 1);
      const eighths = (0.0625 * (2 * rng.integer(8) + 1)).toFixed(4);
      const beside = ['', '1', '9'][row % 3];
      return `${Math.min(whole, 899_999_999_999_999)}${eighths.slice(1, 5)}${beside === '' ? eighths[5] : beside}`;
    });
    const powers = Array.from({ length: 48 }, (_, n) => {
      const places = 18 - Math.max(0, Math.ceil((n - 10) * Math.log10(2)));
      return [-1, 0, 1].map((step) => ((1 + step * 2 ** -52) * 2 ** (n - 10)).toFixed(places));
    }).flat();
    const all = [...texts, ...powers, '0.00000000000000000', '-0.000000000000000000'];
    const bytes = Buffer.from(all.map((text) => `${text},-${text.replace('-', '')},1\n`).join(''));
    const values = [0, 1, 2].map(() => new Float64Array(all.length));
    const span = { firstRow: 0, endRow: all.length, from: 0, filled: bytes.length, stop: bytes.length };
    const room = Buffer.concat([bytes, Buffer.from('\n       ')]);
    expect(new RowKernel(LAYOUT).take({ ...span, values, bytes: room })).toBe(all.length);
    const numbers = all.map(Number);
    expect([...values[0]!]).toEqual(numbers);
    expect([...values[1]!]).toEqual(numbers.map((value) => -Math.abs(value)));
  });

  it('reads rows longer than it expected, and longer than its window', () => {
    const long = `${'x'.repeat(300_000)}`;
    const short = '1,2,3\n'.repeat(5000);
    const grown = '1.2345678,2.3456789,3.4567891\n'.repeat(5000);
    expect(readBoth(short + grown).rows).toBe(10_000);
    const kernel = readLong(`${short}1,${long},3\n4,5,6\n`);
    expect(kernel).toBe(5000);
  });
});

/** Rows that the kernel takes by itself where a cell that is passed over is longer than its window. */
function readLong(text: string): number {
  const bytes = Buffer.alloc(text.length + 8);
  const filled = bytes.write(text);
  bytes[filled] = 10;
  const values = [new Float64Array(ROOM), null, new Float64Array(ROOM)];
  const span = { values, firstRow: 0, endRow: ROOM, bytes, from: 0, filled, stop: filled };
  return new RowKernel(LAYOUT).take(span);
}
