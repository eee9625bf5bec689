import { describe, expect, it } from 'vitest';
import { Rng } from '../../../algorithms/numeric/rng';
import { layRowsInPlace, tileRows, type LaidInputs } from './rows-in-place';

/** Columns of codes and of numbers, and what their inputs are. */
function makeInputs(columns: number, others: number): { inputs: LaidInputs[]; width: number; codes: number } {
  const codes = 3;
  let at = 0;
  const inputs = Array.from({ length: columns }, (_, column): LaidInputs => {
    const first = at;
    if (column < others) {
      at += codes;
      return { column, at: first, kind: 'codes' };
    }
    const read = column % 7 === 6 ? (value: number) => value * value : null;
    at += read === null ? 1 : 2;
    const numbers = { read: null, offset: column / 3, scale: 1 + column };
    return {
      ...{ column, at: first, kind: 'numbers' },
      inputs: read === null ? [numbers] : [numbers, { read, offset: 1, scale: 3 }],
    };
  });
  return { inputs, width: at, codes };
}

const bytes = (numbers: Float64Array): Buffer =>
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);

describe('columns that become rows in their own memory', () => {
  it.each([
    [1, 1, 0],
    [256, 16, 0],
    [1000, 6, 0],
    [257, 60, 0],
    [5000, 61, 0],
    [700, 5, 3],
    [3001, 20, 20],
    [90, 2500, 10],
    [40, 3000, 0],
  ])('%i rows of %i columns, %i of them codes', (rows, columns, others) => {
    const rng = new Rng(rows + columns);
    const tile = tileRows(columns);
    const stride = tile * Math.ceil((rows + 20) / tile);
    const { inputs, width, codes } = makeInputs(columns, others);
    const values = new Float64Array(Math.max(rows * width, stride * columns) + 5).fill(7);
    const table = Array.from({ length: columns }, (_, c) =>
      Float64Array.from({ length: rows }, () => (c < others ? rng.integer(codes) : 1e3 * rng.normal())),
    );
    table.forEach((column, c) => values.set(column, c * stride));
    const expected = new Float64Array(rows * width);
    for (const laid of inputs) {
      table[laid.column]!.forEach((value, row) => {
        const to = row * width + laid.at;
        if (laid.kind === 'codes') expected[to + value] = 1;
        else
          laid.inputs.forEach(({ read, offset, scale }, i) => {
            expected[to + i] = ((read === null ? value : read(value)) - offset) / scale;
          });
      });
    }
    for (const _ of layRowsInPlace({ values, stride, columns }, rows, width, inputs));
    expect(bytes(values.subarray(0, rows * width)).equals(bytes(expected))).toBe(true);
    const behind = values.subarray(rows * width, Math.max(rows * width, stride * columns));
    expect(behind.every((value) => value === 0)).toBe(true);
    expect([...values.subarray(-5)]).toEqual([7, 7, 7, 7, 7]);
  });

  it('has fewer inputs than columns where a column has no place at all', () => {
    const stride = tileRows(3);
    const values = new Float64Array(3 * stride);
    for (let row = 0; row < 4; row++)
      [1, 2, 3].forEach((value, c) => (values[c * stride + row] = value + row));
    const plain = { read: null, offset: 0, scale: 1 };
    const inputs: LaidInputs[] = [
      { column: 0, at: 0, kind: 'numbers', inputs: [plain] },
      { column: 2, at: 1, kind: 'numbers', inputs: [plain] },
    ];
    for (const _ of layRowsInPlace({ values, stride, columns: 3 }, 4, 2, inputs));
    expect([...values.subarray(0, 9)]).toEqual([1, 3, 2, 4, 3, 5, 4, 6, 0]);
  });
});
