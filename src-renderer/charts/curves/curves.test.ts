import { describe, expect, it } from 'vitest';
import { drawnTable } from './draw-curves';
import { firstFrom, MinMax, nextFrom } from './pixels/min-max';
import { prepareCurve, prepareCurves, type PreparedCurve } from './prepare';
import { smoothed } from './smooth';
import { indexAfter, xRange, yAxis } from './view';
import { NO_ZOOM } from '../../values/zoom';
import type { CurveSource } from '../../values/curve-source';

const numbers = (count: number, of: (i: number) => number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => of(i));
const source = (x: Float64Array, y: Float64Array): CurveSource => ({
  id: 'a',
  runId: 'a',
  label: 'a',
  colour: '#000000',
  dashed: false,
  x,
  y,
});
const linear = { smoothing: 0, logX: false, logY: false };

describe(smoothed, () => {
  it('is the debiased moving average', () => {
    // s: 0.5, 1.25, 0.625 over 1 - 0.5^n: 0.5, 0.75, 0.875
    expect([...smoothed(Float64Array.of(1, 2, 0), 0.5)]).toEqual([1, 1.25 / 0.75, 0.625 / 0.875]);
  });

  it('leaves values as they are at 0, constants always, and steps over what is not finite', () => {
    const values = Float64Array.of(3, 1, 2);
    expect(smoothed(values, 0)).toBe(values);
    const constant = new Float64Array(50).fill(0.1);
    expect([...smoothed(constant, 0.97)]).toEqual([...constant]);
    const [first, gap, next] = smoothed(Float64Array.of(1, NaN, 2), 0.5);
    expect([first, gap, next]).toEqual([1, NaN, 1.25 / 0.75]);
  });
});

describe(MinMax, () => {
  it('finds what a look at every value finds', () => {
    const values = numbers(5000, (i) => (i % 7 === 0 ? NaN : Math.sin(i * i)));
    const fast = new MinMax(values);
    for (let i = 0; i < 300; i++) {
      const from = (i * 997) % 5000;
      const to = Math.min(5000, from + ((i * 613) % 3000));
      fast.find(from, to);
      const part = [...values.subarray(from, to)].filter((value) => !Number.isNaN(value));
      expect([fast.low, fast.high]).toEqual([Math.min(...part), Math.max(...part)]);
    }
  });
});

describe(firstFrom, () => {
  it('is the first place that is not below, from any start', () => {
    const x = Float64Array.of(0, 1, 1, 4, 9);
    for (const [at, index] of [
      [-1, 0],
      [0, 0],
      [1, 1],
      [2, 3],
      [9, 4],
      [10, 5],
    ] as const) {
      for (let from = 0; from <= index; from++) expect(firstFrom(x, at, from)).toBe(index);
    }
    expect(indexAfter(x, 1)).toBe(3);
    expect(indexAfter(x, 100)).toBe(5);
  });
});

describe(nextFrom, () => {
  it('is the same place from any guess, near or far', () => {
    const x = numbers(300, (i) => Math.floor(i / 3) + (i > 200 ? 40 : 0));
    for (let at = -1; at <= 150; at++) {
      const index = firstFrom(x, at);
      for (const from of [0, Math.floor(index / 2), index])
        for (const guess of [from, from + 1, index - 9, index - 1, index, index + 3, index + 40, 1000])
          if (guess >= from) expect(nextFrom(x, at, from, guess)).toBe(index);
    }
  });
});

describe(prepareCurve, () => {
  it('leaves out what a logarithmic axis cannot show', () => {
    const curve = prepareCurve(source(Float64Array.of(0, 1, 2, 3), Float64Array.of(5, -1, 0, 2)), {
      ...linear,
      logX: true,
      logY: true,
    });
    expect([...curve.x]).toEqual([1, 2, 3]);
    expect([...curve.line.values]).toEqual([NaN, NaN, 2]);
    expect(curve.raw).toBeNull();
  });

  it('keeps the raw line where it is smoothed', () => {
    const curve = prepareCurve(source(Float64Array.of(0, 1), Float64Array.of(1, 2)), {
      ...linear,
      smoothing: 0.5,
    });
    expect([...(curve.raw?.values ?? [])]).toEqual([1, 2]);
    expect([...curve.line.values]).toEqual([1, 1.25 / 0.75]);
  });

  it('prepares again only what changed, and stops when it is out of date', async () => {
    const known = new Map();
    const x = Float64Array.of(0, 1);
    const one = source(x, Float64Array.of(1, 2));
    const [first] = (await prepareCurves([one], linear, known)) ?? [];
    const [again] = (await prepareCurves([{ ...one, label: 'b' }], linear, known)) ?? [];
    expect(again?.line).toBe(first?.line);
    expect(again?.label).toBe('b');
    const [changed] = (await prepareCurves([one], { ...linear, smoothing: 0.9 }, known)) ?? [];
    expect(changed?.line).not.toBe(first?.line);
    expect(await prepareCurves([one], linear, known, () => false)).toBeNull();
    await prepareCurves([], linear, known);
    expect(known.size).toBe(0);
  });
});

const makeCurve = (x: Float64Array, y: Float64Array): PreparedCurve => prepareCurve(source(x, y), linear);
const options = { zoom: NO_ZOOM, logX: false, logY: false, ignoreOutliers: false };

describe('ranges', () => {
  it('hold all curves, or what was zoomed to', () => {
    const curves = [
      makeCurve(Float64Array.of(1, 100), Float64Array.of(1, 5)),
      makeCurve(Float64Array.of(10, 400), Float64Array.of(-3, 2)),
    ];
    expect(xRange(curves, options)).toEqual([0, 400]);
    expect(xRange(curves, { ...options, logX: true })).toEqual([1, 400]);
    expect(xRange(curves, { ...options, zoom: { x: [5, 6], y: null } })).toEqual([5, 6]);
    expect(xRange([], options)).toEqual([0, 1]);
    const { range } = yAxis(curves, [0, 400], options, 5);
    expect(range[0]).toBeLessThanOrEqual(-3);
    expect(range[1]).toBeGreaterThanOrEqual(5);
    // Only what lies inside x counts.
    expect(yAxis(curves, [50, 200], options, 5).range[0]).toBeGreaterThan(-3);
  });

  it('without outliers hold the middle nine tenths', () => {
    const spiky = makeCurve(
      numbers(1000, (i) => i),
      numbers(1000, (i) => (i === 500 ? 1e6 : 1 + (i % 10) / 10)),
    );
    expect(yAxis([spiky], [0, 999], options, 5).range[1]).toBeGreaterThanOrEqual(1e6);
    const { range } = yAxis([spiky], [0, 999], { ...options, ignoreOutliers: true }, 5);
    expect(range[1]).toBeLessThan(3);
  });
});

describe(drawnTable, () => {
  const input = (count: number): Parameters<typeof drawnTable>[0] => ({
    curves: [
      prepareCurve(
        {
          id: 'a loss',
          runId: 'a',
          label: 'a',
          colour: 'red',
          dashed: false,
          x: Float64Array.from({ length: count }, (_, i) => i),
          y: Float64Array.from({ length: count }, (_, i) => (i === 777 ? 1000 : i % 5)),
        },
        { smoothing: 0, logX: false, logY: false },
      ),
    ],
    hovered: null,
    zoom: { x: null, y: null },
    logX: false,
    logY: false,
    ignoreOutliers: false,
    isWall: false,
    titles: { x: 'step', y: 'loss' },
  });

  it('has every point of few, and says nothing of thinning', () => {
    const table = drawnTable(input(100), 800);
    expect([table.rows.length, table.thinnedFrom]).toEqual([100, undefined]);
  });

  it('says of how many points it has the extremes, and has every peak', () => {
    const table = drawnTable(input(1_000_000), 800);
    expect(table.thinnedFrom).toBe(1_000_000);
    expect(table.rows.length).toBeLessThan(5 * 801);
    expect(table.rows.some(([, , , value]) => value === 1000)).toBe(true);
  });
});
