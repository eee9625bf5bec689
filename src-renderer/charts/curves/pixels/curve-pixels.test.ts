import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { at, present } from '../../../../src-shared/present';
import { CurvePixels } from './curve-pixels';
import { prepareCurve } from '../prepare';
import type { RasterLine } from './raster';
import { axis } from '../../lines/axis';

const COUNT = 20_000;
const PEAK = 7_321;

/** One curve of many points, low but for one. */
const curve = prepareCurve(
  {
    id: 'a',
    runId: 'a',
    label: 'a',
    colour: '#000000',
    dashed: false,
    x: Float64Array.from({ length: COUNT }, (_, i) => i),
    y: Float64Array.from({ length: COUNT }, (_, i) => (i === PEAK ? 9 : 1)),
  },
  { smoothing: 0, logX: false, logY: false },
);
const line: RasterLine = {
  x: curve.x,
  xStep: curve.xStep,
  line: curve.line,
  colour: [0, 0, 0],
  alpha: 1,
  thickness: 1.5,
  dash: null,
};
const y = axis([0, 10], false, 100, 0);

let shown: { width: number; height: number; data: Uint8ClampedArray } | null = null;

beforeEach(() => {
  class Pixels {
    readonly data: Uint8ClampedArray;
    constructor(
      readonly width: number,
      readonly height: number,
    ) {
      this.data = new Uint8ClampedArray(4 * width * height);
    }
  }
  const context = {
    putImageData: (image: Pixels) => {
      shown = image;
    },
  };
  vi.stubGlobal('ImageData', Pixels);
  vi.stubGlobal('document', { createElement: () => ({ width: 0, height: 0, getContext: () => context }) });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Columns with a pixel near the top, where only the peak is, as parts of the whole. */
function peaks(): number[] {
  const { width, data } = present(shown);
  return Array.from({ length: width }, (_, column) => column)
    .filter((column) => at(data, 4 * (12 * width + column) + 3) > 0)
    .map((column) => (column + 0.5) / width);
}

describe(CurvePixels, () => {
  const seen = (pixels: CurvePixels, range: readonly [number, number], width = 800): number => {
    pixels.draw([line], { range, isLog: false }, y, width, 100);
    return present(shown).width;
  };

  it('shares columns in every step of a zoom and no peak is lost; the view that rests is sharp again', () => {
    const pixels = new CurvePixels();
    expect(seen(pixels, [0, 20_000])).toBe(800);
    for (let span = 19_000; span > 2_000; span -= 500) {
      const range = [PEAK - span / 3, PEAK + (2 * span) / 3] as const;
      expect(seen(pixels, range)).toBe(400);
      expect(pixels.isCoarse).toBe(true);
      const found = peaks();
      expect(found.length).toBeGreaterThan(0);
      for (const share of found) expect(Math.abs(share - 1 / 3)).toBeLessThan(2 / 400);
    }
    expect(seen(pixels, [PEAK - 1000, PEAK + 2000])).toBe(400);
    expect(seen(pixels, [PEAK - 1000, PEAK + 2000])).toBe(800);
    expect(pixels.isCoarse).toBe(false);
  });

  it('is sharp while the view is panned, and in another size', () => {
    const pixels = new CurvePixels();
    expect(seen(pixels, [0, 10_000])).toBe(800);
    for (let from = 0; from < 5000; from += 37.7) expect(seen(pixels, [from, from + 10_000])).toBe(800);
    expect(seen(pixels, [0, 10_000], 900)).toBe(900);
    expect(pixels.isCoarse).toBe(false);
  });

  it('begins anew after curves that were drawn in another way', () => {
    const pixels = new CurvePixels();
    seen(pixels, [0, 10_000]);
    seen(pixels, [0, 9000]);
    pixels.forget();
    expect(pixels.isCoarse).toBe(false);
    expect(seen(pixels, [0, 8000])).toBe(800);
  });
});
