import { describe, expect, it } from 'vitest';
import { present } from '../../../../src-shared/present';
import { Rng } from '../rng';
import { choleskyUpper } from './cholesky';
import { columnMoments } from './column-moments';
import { independentColumns } from './independent-columns';
import { largestSingularValue } from './largest-singular-value';
import { BlockQr, reduceTriangle } from './qr';
import { invertUpper, solveUpper, solveUpperTransposed } from './triangular';
import { partOfWork, rowBlocks, type WeightedRows, type Work } from './weighted-rows';

function toEnd<T>(work: Work<T>): T {
  while (true) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}

/** R = [2 -1 0.5; 0 3 1; 0 0 -0.25], column by column. */
const TRIANGLE = Float64Array.of(2, 0, 0, -1, 3, 0, 0.5, 1, -0.25);

describe('triangles', () => {
  it('are solved as they are and transposed', () => {
    // R (1, 2, 4)' = (2, 10, -1)', R' (1, 2, 4)' = (2, 5, 1.5)'.
    const right = Float64Array.of(2, 10, -1);
    solveUpper(TRIANGLE, 3, right);
    expect([...right]).toEqual([1, 2, 4]);
    const transposed = Float64Array.of(2, 5, 1.5);
    solveUpperTransposed(TRIANGLE, 3, transposed);
    expect([...transposed]).toEqual([1, 2, 4]);
  });

  it('are inverted', () => {
    // By hand: columns (1/2), (1/6, 1/3), (5/3, 4/3, -4).
    const expected = [1 / 2, 0, 0, 1 / 6, 1 / 3, 0, 5 / 3, 4 / 3, -4];
    invertUpper(TRIANGLE, 3).forEach((value, i) => expect(value).toBeCloseTo(expected[i], 14));
  });

  it('come from a positive definite matrix, and from no other', () => {
    // [4 2; 2 10] = R'R with R = [2 1; 0 3].
    expect([...present(choleskyUpper(Float64Array.of(4, 0, 2, 10), 2))]).toEqual([2, 0, 1, 3]);
    expect(choleskyUpper(Float64Array.of(1, 0, 2, 4), 2)).toBeNull();
    expect(choleskyUpper(Float64Array.of(1, 0, 2, 1), 2)).toBeNull();
  });
});

describe('QR of blocks', () => {
  const rng = new Rng(8);
  const rows = Array.from({ length: 23 }, () => Array.from({ length: 4 }, () => rng.normal()));

  /** R of the rows, handed over in blocks of so many. */
  function computeTriangle(blockRows: number): Float64Array {
    const qr = new BlockQr(4);
    for (let from = 0; from < rows.length; from += blockRows) {
      const part = rows.slice(from, from + blockRows);
      const block = Float64Array.from(
        { length: 4 * 32 },
        (_, at) => part[at % 32]?.[Math.floor(at / 32)] ?? NaN,
      );
      qr.add(block, 32, part.length);
    }
    return qr.triangle;
  }

  it.each([1, 7, 23])(
    'has R with R R transposed equal to the products of the columns: blocks of %d',
    (size) => {
      const triangle = computeTriangle(size);
      for (let i = 0; i < 4; i++) {
        for (let j = 0; j < 4; j++) {
          const product = rows.reduce((sum, row) => sum + row[i] * row[j], 0);
          let own = 0;
          for (let k = 0; k < 4; k++) own += triangle[i * 4 + k] * triangle[j * 4 + k];
          expect(own).toBeCloseTo(product, 12);
          if (i > j) expect(triangle[j * 4 + i]).toBe(0);
        }
      }
    },
  );

  it('leaves out a column that those before it determine, and keeps the one after', () => {
    // Columns a, 2 a, b with right-hand side y: a = (3, 0, 0), b = (1, 2, 0), y = (3, 4, 5).
    const triangle = Float64Array.of(3, 0, 0, 0, 6, 0, 0, 0, 1, 2, 0, 0, 3, 4, 5, 0);
    const { kept, aliased, triangle: reduced, right, rest } = reduceTriangle(triangle, 4, [0, 1e-10, 1e-10]);
    expect([...kept]).toEqual([0, 2]);
    expect([...aliased]).toEqual([1]);
    solveUpper(reduced, 2, right);
    // y = a / 3 + 2 b + (0, 0, 5).
    expect(right[0]).toBeCloseTo(1 / 3, 14);
    expect(right[1]).toBeCloseTo(2, 14);
    expect(rest).toBeCloseTo(25, 12);
  });
});

describe('the largest singular value', () => {
  it('is that of LAPACK', () => {
    expect(largestSingularValue(TRIANGLE, 3)).toBeCloseTo(3.328097898826808, 12);
  });

  it('of a diagonal is the largest entry by size, of zeros 0', () => {
    expect(largestSingularValue(Float64Array.of(1, 0, 0, -3), 2)).toBeCloseTo(3, 13);
    expect(largestSingularValue(new Float64Array(4), 2)).toBe(0);
  });
});

describe('moments of columns', () => {
  const data: WeightedRows = {
    features: Float64Array.of(1e9 + 1, 5, 1e9 + 2, 5, 1e9 + 4, 5, -7, 9),
    rows: 4,
    width: 2,
    weights: Float64Array.of(1, 1, 2, 0),
  };

  it('are weighted, keep their digits beside a large offset, and leave out rows of weight 0', () => {
    const { weightSum, countedRows, mean, scale, noise } = toEnd(columnMoments(data));
    expect([weightSum, countedRows]).toEqual([4, 3]);
    // Mean 11 / 4 above the offset; squares 49/16 + 9/16 + 2 * 25/16 over 4 are 27/16.
    expect(mean[0] - 1e9).toBeCloseTo(2.75, 6);
    expect(scale[0]).toBeCloseTo(Math.sqrt(27) / 4, 7);
    expect([mean[1], scale[1], noise[1]]).toEqual([5, 1, Infinity]);
    expect(noise[0]).toBeLessThan(1e-4);
  });

  it('a constant column is dependent', () => {
    const moments = toEnd(columnMoments(data));
    expect([...toEnd(independentColumns(data, moments))]).toEqual([0, 1]);
  });
});

describe('long work', () => {
  it('visits every row once and says the share of it that is done', () => {
    const visited: [number, number][] = [];
    const work = rowBlocks(10, 1 << 22, 4, (from, to) => visited.push([from, to]));
    const shares = [...partOfWork(work, 0.5, 1)];
    expect(visited).toEqual([
      [0, 4],
      [4, 8],
      [8, 10],
    ]);
    expect(shares).toEqual([0.7, 0.9]);
  });
});
