import { describe, expect, it } from 'vitest';
import { at } from '../../../../src-shared/present';
import { evenStep, LineColumns } from './line-columns';
import { prepareCurve, type PreparedCurve } from '../prepare';
import { Raster, type RasterLine } from './raster';
import { panRange, zoomRange } from '../../interaction/range';
import { axis, type Axis } from '../../lines/axis';

const numbers = (count: number, of: (i: number) => number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => of(i));
const makeCurve = (x: Float64Array, y: Float64Array): PreparedCurve =>
  prepareCurve(
    { id: 'a', runId: 'a', label: 'a', colour: '#000000', dashed: false, x, y },
    { smoothing: 0, logX: false, logY: false },
  );

interface Spans {
  readonly top: readonly number[];
  readonly bottom: readonly number[];
}

const computeSpans = (
  curve: PreparedCurve,
  x: Axis,
  y: Axis,
  columns: number,
  known = new LineColumns(columns),
): Spans => {
  known.update(curve, x, y.isLog);
  const pixels = (indices: Float64Array): number[] =>
    Array.from(indices, (value) => Math.fround(y.start + (value - y.low) * y.scale));
  return { top: pixels(known.high), bottom: pixels(known.low) };
};

describe(LineColumns, () => {
  it('keeps a peak of one point in 100,000 at every width', () => {
    const count = 100_000;
    const curve = makeCurve(
      numbers(count, (i) => i),
      numbers(count, (i) => (i === 61_803 ? 9 : 1)),
    );
    for (const width of [97, 800, 1600]) {
      const x = axis([0, count - 1], false, 0, width);
      const y = axis([0, 10], false, 100, 0);
      const { top, bottom } = computeSpans(curve, x, y, width);
      expect(Math.min(...top)).toBeCloseTo(10, 4);
      expect(top.findIndex((value) => value < 50)).toBe(Math.floor(x.to(61_803)));
      expect(Math.max(...bottom)).toBeCloseTo(90, 4);
    }
  });

  it('keeps the first and the last point of many', () => {
    for (const count of [9990, 10_001, 10_057]) {
      const ends = makeCurve(
        numbers(count, (i) => i),
        numbers(count, (i) => (i === 0 || i === count - 1 ? 9 : 1)),
      );
      const { top } = computeSpans(
        ends,
        axis([-5, count + 5], false, 0, 100),
        axis([0, 10], false, 100, 0),
        100,
      );
      expect(top.map((value, column) => (value < 50 ? column : -1)).filter((column) => column >= 0)).toEqual([
        0, 99,
      ]);
    }
  });

  it('has no gap between columns of many points, and none of their values in a third one', () => {
    // A stair of 100 points a step, a pixel each.
    const stair = makeCurve(
      numbers(10_000, (i) => i),
      numbers(10_000, (i) => Math.floor(i / 100)),
    );
    const y = axis([0, 100], false, 100, 0);
    const { top, bottom } = computeSpans(stair, axis([0, 10_000], false, 0, 100), y, 100);
    for (let column = 1; column < 100; column++) {
      expect(bottom[column]).toBeGreaterThanOrEqual(at(top, column - 1));
      expect(at(bottom, column) - at(top, column)).toBeLessThanOrEqual(2);
      expect(Math.abs(at(top, column) - (100 - column))).toBeLessThanOrEqual(1);
    }
  });

  it('draws straight between points that are far apart, and stops at gaps and ends', () => {
    const curve = makeCurve(Float64Array.of(2, 6, 8, 9), Float64Array.of(0, 4, NaN, 1));
    const x = axis([0, 10], false, 0, 10);
    const { top, bottom } = computeSpans(curve, x, axis([0, 10], false, 10, 0), 10);
    expect(top.slice(0, 2)).toEqual([NaN, NaN]);
    // y falls from 10 to 6 pixels over columns 2 to 5.
    expect(top.slice(2, 6)).toEqual([9, 8, 7, 6]);
    expect(bottom.slice(2, 6)).toEqual([10, 9, 8, 7]);
    expect(top[7]).toBeNaN();
    expect(top[9]).toBe(9);
  });
});

/** How far two lists of places are apart; where one has none the other has none. */
const apart = (some: readonly number[], others: readonly number[]): number =>
  Math.max(
    ...some.map((value, i) =>
      Number.isNaN(value) && Number.isNaN(others[i]) ? 0 : Math.abs(value - at(others, i)),
    ),
  );

describe('columns that are kept', () => {
  const count = 20_000;
  const noisy = numbers(count, (i) => (i % 997 === 0 ? NaN : 2 + Math.sin(i * i)));
  const even = makeCurve(
    numbers(count, (i) => 10 * i + 3),
    noisy,
  );
  const uneven = makeCurve(
    numbers(count, (i) => 10 * i + 3 + (i % 3)),
    noisy,
  );
  const width = 300;

  it('are those of a fresh look, wherever the view was moved and zoomed from', () => {
    expect([even.xStep, uneven.xStep]).toEqual([10, null]);
    for (const curve of [even, uneven]) {
      for (const isLog of [false, true]) {
        const known = new LineColumns(width);
        const y = axis([0.5, 4], isLog, 100, 0);
        let range: readonly [number, number] = [20_000, 80_000];
        for (const pixels of [1, 40, -90, 0, 299, -299, 7.5, 500, -3, -800]) {
          range = pixels === 0 ? zoomRange(range, isLog, 0.3, 0.8) : panRange(range, isLog, pixels / width);
          const x = axis(range, isLog, 0, width);
          const again = computeSpans(curve, x, y, width, known);
          const fresh = computeSpans(curve, x, y, width);
          expect(apart(again.top, fresh.top)).toBeLessThan(0.01);
          expect(apart(again.bottom, fresh.bottom)).toBeLessThan(0.01);
        }
      }
    }
  });

  it('are looked at anew with another axis', () => {
    const known = new LineColumns(width);
    const x = axis([20_000, 80_000], false, 0, width);
    computeSpans(even, x, axis([0.5, 4], false, 100, 0), width, known);
    const y = axis([0.5, 4], true, 100, 0);
    expect(computeSpans(even, x, y, width, known)).toEqual(computeSpans(even, x, y, width));
  });

  it('of few evenly spaced points are those of the same points looked for one by one', () => {
    for (const range of [
      [100_003, 100_303],
      [50_000, 50_040],
      [199_000, 210_000],
    ] as const) {
      const x = axis(range, false, 0, width);
      const y = axis([0.5, 4], false, 100, 0);
      expect(computeSpans(even, x, y, width)).toEqual(computeSpans({ ...even, xStep: null }, x, y, width));
    }
  });

  it('of many have each point in its column or the next, and none besides', () => {
    // 67, 31 and 1,000 points a column.
    for (const [from, to, columns] of [
      [0, 200_000, 300],
      [-4000, 90_000, 300],
      [0, 200_000, 20],
    ] as const) {
      const x = axis([from, to], false, 0, columns);
      const y = axis([0.5, 4], false, 100, 0);
      const blocks = computeSpans(even, x, y, columns);
      const exact = computeSpans({ ...even, xStep: null }, x, y, columns);
      const neighbours = (of: readonly number[], column: number): number[] =>
        of.slice(Math.max(0, column - 1), column + 2).filter((value) => !Number.isNaN(value));
      for (let column = 0; column < columns; column++) {
        const [top, bottom] = [at(blocks.top, column), at(blocks.bottom, column)];
        if (Number.isNaN(top)) expect(column / columns).toBeLessThan(0.05);
        else {
          expect(top).toBeGreaterThanOrEqual(Math.min(...neighbours(exact.top, column)));
          expect(bottom).toBeLessThanOrEqual(Math.max(...neighbours(exact.bottom, column)));
        }
        const [there, under] = [at(exact.top, column), at(exact.bottom, column)];
        if (Number.isNaN(there)) continue;
        expect(there).toBeGreaterThanOrEqual(Math.min(...neighbours(blocks.top, column)));
        expect(under).toBeLessThanOrEqual(Math.max(...neighbours(blocks.bottom, column)));
      }
    }
  });
});

describe(evenStep, () => {
  it('is the same everywhere, or none', () => {
    expect(evenStep(Float64Array.of(5, 15, 25))).toBe(10);
    expect(evenStep(Float64Array.of(5, 15, 26))).toBeNull();
    expect(evenStep(Float64Array.of(5, 5, 5))).toBeNull();
    expect(evenStep(Float64Array.of(5))).toBeNull();
  });
});

describe(Raster, () => {
  const WIDTH = 8;
  const line = (style: Partial<RasterLine>): RasterLine => ({
    ...makeCurve(Float64Array.of(0, 8), Float64Array.of(2, 2)),
    colour: [200, 100, 50],
    alpha: 1,
    thickness: 2,
    dash: null,
    ...style,
  });
  const drawn = (...lines: readonly RasterLine[]): Uint8ClampedArray => {
    const pixels = new Uint8ClampedArray(WIDTH * 4 * 4);
    const raster = new Raster(WIDTH, 4, pixels);
    // What was drawn before is gone.
    raster.draw([line({ thickness: 4 })], axis([0, 8], false, 0, WIDTH), axis([0, 4], false, 4, 0));
    raster.draw(lines, axis([0, 8], false, 0, WIDTH), axis([0, 4], false, 4, 0));
    return pixels;
  };
  const draw = (dash: readonly [number, number] | null, alpha = 1): Uint8ClampedArray =>
    drawn(line({ dash, alpha }));
  const column = (pixels: Uint8ClampedArray, x: number): number[] =>
    Array.from({ length: 4 }, (_, row) => at(pixels, 4 * (row * WIDTH + x) + 3));

  it('fills the rows that the line covers', () => {
    const pixels = draw(null);
    expect(column(pixels, 3)).toEqual([0, 255, 255, 0]);
    expect([...pixels.subarray(4 * (8 + 3), 4 * (8 + 3) + 3)]).toEqual([200, 100, 50]);
    expect(column(draw(null, 0.5), 3)[1]).toBe(128);
  });

  it('covers the first and last pixel of a column in part', () => {
    // From 2.583 - 1/2 to 2.917 + 1/2 in the second column, in pixels from the bottom.
    const { x, xStep, line: rising } = makeCurve(Float64Array.of(0, 3), Float64Array.of(2.25, 3.25));
    const shares = column(drawn(line({ x, xStep, line: rising, thickness: 1 })), 1).map(
      (alpha) => alpha / 255,
    );
    [0.42, 0.92, 0, 0].forEach((share, row) => expect(shares[row]).toBeCloseTo(share, 2));
  });

  it('has the line in front over those behind, whole or pale', () => {
    const back = line({ colour: [0, 0, 200], thickness: 4 });
    const rgb = (pixels: Uint8ClampedArray, row: number): number[] => [
      ...pixels.subarray(4 * row * WIDTH, 4 * row * WIDTH + 4),
    ];
    const whole = drawn(back, line({}));
    expect([0, 1, 2, 3].map((row) => rgb(whole, row)[0])).toEqual([0, 200, 200, 0]);
    const pale = drawn(back, line({ alpha: 0.5 }));
    expect([rgb(pale, 0), rgb(pale, 1)]).toEqual([
      [0, 0, 200, 255],
      [100, 50, 125, 255],
    ]);
    const three = drawn(back, line({ thickness: 3, colour: [9, 9, 9] }), line({}));
    expect([0, 1, 2, 3].map((row) => at(rgb(three, row), 0) % 200)).toEqual([5, 0, 0, 5]);
  });

  it('moves its picture as the view is panned: to the bit what is drawn anew', () => {
    const [width, height] = [120, 40];
    const points = numbers(20_000, (i) => 10 * i + 3);
    const some = [
      numbers(20_000, (i) => (i % 997 === 0 ? NaN : 2 + Math.sin(i * i))),
      numbers(20_000, (i) => 2 + Math.sin(i / 50)),
    ].map((values, i) => line({ ...makeCurve(points, values), colour: [9, 99 * i, 200] }));
    const none = line({ ...makeCurve(new Float64Array(), new Float64Array()), colour: [0, 0, 0] });
    const pale = some.map((each) => ({ ...each, alpha: 0.4 }));
    const dashed = some.map((each) => ({ ...each, dash: [7, 3] as const }));
    const moved = new Uint8ClampedArray(4 * width * height);
    const anew = new Uint8ClampedArray(4 * width * height);
    const raster = new Raster(width, height, moved);
    const other = new Raster(width, height, anew);
    const isEqual = (some: Uint8ClampedArray, others: Uint8ClampedArray): boolean =>
      some.every((value, i) => value === others[i]);
    let pictures = 0;
    for (const isLog of [false, true]) {
      let range: readonly [number, number] = [60_000, 90_000];
      [1, 2, -3, 0, 40, -90, 119, -119, 7.5, 500, 1, -1, 5].forEach((pixels, step) => {
        range = panRange(range, isLog, pixels / width);
        const x = axis(range, isLog, 0, width);
        for (const [lines, top] of [
          [some, 4],
          [some, 3],
          [pale, 3],
          [dashed, 3],
          [some, 4],
        ] as const) {
          const y = axis([0.5, top], false, height, 0);
          const before = moved.slice();
          raster.draw(lines, x, y);
          // Lines that come and go are another picture.
          other.draw(step % 2 === 0 ? [...lines, none] : lines, x, y);
          other.draw(step % 2 === 0 ? lines : [...lines, none], x, y);
          expect(isEqual(moved, anew)).toBe(true);
          pictures += isEqual(before, moved) ? 0 : 1;
        }
      });
      let steady = range;
      for (const pixels of [1, 2, 3, -7, 11, -1]) {
        steady = panRange(steady, isLog, pixels / width);
        const [x, y] = [axis(steady, isLog, 0, width), axis([0.5, 4], false, height, 0)];
        raster.draw(some, x, y);
        other.draw([...some, none], x, y);
        expect(isEqual(moved, anew)).toBe(true);
        other.draw(some, x, y);
      }
    }
    expect(pictures).toBeGreaterThan(60);
  });

  it('leaves columns out where it is dashed', () => {
    const raster = draw([3, 2]);
    expect([0, 2, 3, 4, 5].map((at) => column(raster, at)[1])).toEqual([255, 255, 0, 0, 255]);
  });
});
