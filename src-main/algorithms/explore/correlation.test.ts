import { describe, expect, it } from 'vitest';
import { Rng } from '../numeric/rng';
import { pearson, computeRanks, spearman } from './correlation';
import { computeMoments } from './moments';
import { finish } from './slices';

function computePearson(
  columns: Float64Array[],
): ReturnType<typeof pearson> extends Generator<undefined, infer T, undefined> ? T : never {
  return finish(
    pearson(
      columns,
      columns.map((values) => finish(computeMoments(values))),
    ),
  );
}

/** The definition, over the rows that have both. */
function plainPearson(a: Float64Array, b: Float64Array): { r: number; n: number } {
  const rows = [...a.keys()].filter((i) => Number.isFinite(a[i]) && Number.isFinite(b[i]));
  const n = rows.length;
  const meanA = rows.reduce((sum, i) => sum + a[i], 0) / n;
  const meanB = rows.reduce((sum, i) => sum + b[i], 0) / n;
  let [ab, aa, bb] = [0, 0, 0];
  for (const i of rows) {
    ab += (a[i] - meanA) * (b[i] - meanB);
    aa += (a[i] - meanA) ** 2;
    bb += (b[i] - meanB) ** 2;
  }
  return { r: ab / Math.sqrt(aa * bb), n };
}

/** One plus the number of smaller values, plus half of the number of other equal ones. */
function plainRanks(values: ArrayLike<number>): Float64Array {
  const all = Array.from(values);
  return Float64Array.from(
    all,
    (value) => all.filter((v) => v < value).length + (all.filter((v) => v === value).length + 1) / 2,
  );
}

function drawn(rows: number, columns: number, gaps: number, seed: number): Float64Array[] {
  const rng = new Rng(seed);
  const shared = Float64Array.from({ length: rows }, () => rng.normal());
  return Array.from({ length: columns }, (_, c) =>
    Float64Array.from({ length: rows }, (_, i) => {
      const value = 1e4 * c + c * shared[i] + rng.normal();
      const dice = rng.uniform();
      return dice < gaps ? (dice < gaps / 2 ? NaN : Infinity) : value;
    }),
  );
}

describe("Pearson's r", () => {
  it('is the value by hand', () => {
    const { values, pairs } = computePearson([Float64Array.of(1, 2, 3, 4), Float64Array.of(2, 1, 4, 3)]);
    expect([...values]).toEqual([1, expect.closeTo(0.6, 14), expect.closeTo(0.6, 14), 1]);
    expect([...pairs]).toEqual([4, 4, 4, 4]);
  });

  it.each([0, 0.2])(
    'is the definition over the rows that have both, with %d of the cells missing',
    (gaps) => {
      const columns = drawn(10_000, 4, gaps, 5);
      const { values, pairs } = computePearson(columns);
      for (let a = 0; a < 4; a++) {
        for (let b = 0; b < 4; b++) {
          const { r, n } = plainPearson(columns[a], columns[b]);
          expect(values[a * 4 + b]).toBeCloseTo(r, 11);
          expect(pairs[a * 4 + b]).toBe(n);
        }
      }
    },
  );

  it('does not exist where a column does not vary, overall or over the rows of the pair', () => {
    const varied = Float64Array.of(1, 2, 3, 4);
    expect(computePearson([varied, Float64Array.of(0.1, 0.1, 0.1, 0.1)]).values[1]).toBeNaN();
    expect(computePearson([varied, Float64Array.of(7, 7, 7, NaN)]).values[1]).toBeNaN();
    const half = Float64Array.of(5, 5, 1, 9);
    expect(computePearson([half, Float64Array.of(1, 2, NaN, NaN)]).values[1]).toBeNaN();
    expect(computePearson([varied, Float64Array.of(1, NaN, NaN, NaN)]).pairs[1]).toBe(1);
  });
});

describe('ranks', () => {
  it('share the mean where values are equal', () => {
    expect([...computeRanks(Float64Array.of(10, 30, 20, 10, 30, 30))]).toEqual([1.5, 5, 3, 1.5, 5, 5]);
    expect([...computeRanks(Float64Array.of(0, -0, 1))]).toEqual([1.5, 1.5, 3]);
  });
});

describe("Spearman's rho", () => {
  it('is 1 for any ascending relation', () => {
    const x = Float64Array.from({ length: 50 }, (_, i) => i);
    const { values } = finish(spearman([x, x.map(Math.exp)]));
    expect([...values]).toEqual([1, expect.closeTo(1, 12), expect.closeTo(1, 12), 1]);
  });

  it.each([0, 0.3])('ranks the rows that have both, with %d of the cells missing', (gaps) => {
    const columns = drawn(400, 3, gaps, 6).map((column) => column.map((value) => Math.round(value)));
    const { values, pairs } = finish(spearman(columns));
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b < 3; b++) {
        const rows = [...columns[a].keys()].filter(
          (i) => Number.isFinite(columns[a][i]) && Number.isFinite(columns[b][i]),
        );
        const ranks = [a, b].map((c) => plainRanks(rows.map((i) => columns[c][i])));
        expect(values[a * 3 + b]).toBeCloseTo(plainPearson(ranks[0], ranks[1]).r, 11);
        expect(pairs[a * 3 + b]).toBe(rows.length);
      }
    }
  });
});
