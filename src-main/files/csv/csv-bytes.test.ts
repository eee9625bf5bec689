import { describe, expect, it } from 'vitest';
import { Rng } from '../../algorithms/numeric/rng';
import { CsvBytes } from './csv-bytes';
import { csvText } from './csv-text';

function written(...rows: (readonly (number | string)[])[]): string {
  const bytes = new CsvBytes();
  for (const row of rows) bytes.row(row);
  return new TextDecoder().decode(bytes.take());
}

describe(CsvBytes, () => {
  it('writes numbers as String does', () => {
    const numbers = [
      ...[0, -0, 1, -1, 9, 10, 99, 100, 12345678, 4294967296, 999999999, 1e9, 1e15, 2 ** 53, 1e21, 1e300],
      ...[0.1, -0.1, 0.5, 0.000001, 0.0000015, 9.9e-7, 1e-7, 5e-324, 1.000001, 1.0000001, 0.1 + 0.2],
      ...[123.456, -123.456789, 999999999.999999, 99999999.999999, 1 / 3, -0.12279999999999999, 1e-6],
      ...[NaN, Infinity, -Infinity, Number.MAX_VALUE, Number.MIN_VALUE, Math.PI * 1e8, 0.30000000000000004],
    ];
    expect(written(numbers)).toBe(`${numbers.join()}\n`);
  });

  it('does so for any number', () => {
    const rng = new Rng(7);
    const rows = Array.from({ length: 4000 }, () => {
      const size = 10 ** Math.floor(30 * rng.uniform() - 15);
      const value = size * (2 * rng.uniform() - 1);
      const decimals = rng.integer(9);
      const cut = Number(value.toFixed(decimals));
      // The numbers just beside one of few decimals have many.
      return [value, Math.fround(value), Math.round(value), cut, cut * (1 + 2 ** -52), cut * (1 - 2 ** -53)];
    });
    expect(written(...rows)).toBe(rows.map((row) => `${row.join()}\n`).join(''));
  });

  it('writes texts of any length, quoted where need be, and rows of none', () => {
    const long = 'ä€😀'.repeat(50_000);
    expect(written(['a', 'b,c', '=1+1', 1], [long, 'x"y'], [], [2])).toBe(
      `a,"b,c",'=1+1,1\n${long},"x""y"\n\n2\n`,
    );
  });

  it('writes texts that come again as it did the first time', () => {
    const words = Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? `=${i},ä` : `word ${i}`));
    const rows = [...words, ...words.slice().reverse(), ...words].map((word, i) => [word, i]);
    const expected = rows.map(([word, i]) => `${csvText(String(word))},${i}\n`).join('');
    expect(written(...rows)).toBe(expected);
  });

  it('gives what came since the last time', () => {
    const bytes = new CsvBytes();
    bytes.row([1]);
    expect(bytes.take().length).toBe(2);
    bytes.row([22]);
    expect(new TextDecoder().decode(bytes.take())).toBe('22\n');
    expect(bytes.take().length).toBe(0);
  });
});
