import { describe, expect, it } from 'vitest';
import { at } from '../../../src-shared/present';
import { BINS } from '../../testing/drawn-bins';
import { TOKENS } from '../../testing/chart-tokens';
import { sequenceColour } from '../scales/sequence-colour';
import { densityPixels, densityShare } from './density-image';

function channels(pixel: number): number[] {
  return [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255, pixel >>> 24];
}

describe('density', () => {
  it('puts the highest y first, nothing where nothing is, and more colour where more is', () => {
    const pixels = densityPixels(BINS, null, TOKENS, null);
    expect(pixels[3]).toBe(0);
    const red = [...pixels].map((pixel) => at(channels(pixel), 0));
    // Above: one point, then eight; below: two.
    expect(red[1]).toBeLessThan(at(red, 2));
    expect(red[2]).toBeLessThan(at(red, 0));
    expect(channels(at(pixels, 0))[3]).toBe(255);
    expect([densityShare(1, 8), densityShare(8, 8), densityShare(1, 1)]).toEqual([0, 1, 1]);
  });

  it('has the colour of the most frequent class, the others behind a chosen one', () => {
    const colour = { kind: 'classes', name: 'c', classes: [] } as const;
    const pixels = densityPixels(BINS, colour, TOKENS, null);
    expect(channels(at(pixels, 1))).toEqual([0x88, 0x88, 0x88, 255]);
    const [red = 0, green = 0] = channels(at(pixels, 2));
    expect(red).toBeGreaterThan(green + 50);
    const behind = channels(at(densityPixels(BINS, colour, TOKENS, 0), 2));
    expect(behind[1]).toBeGreaterThan(green + 50);
  });

  it('has the colour of the mean, grey where it has none', () => {
    const colour = { kind: 'values', name: 'v', type: 'number', low: 0, high: 10, min: 0, max: 10 } as const;
    const pixels = densityPixels(BINS, colour, TOKENS, null);
    expect(channels(at(pixels, 1))).toEqual([0, 0, 0, 255]);
    const [red, green, blue] = channels(at(pixels, 0));
    expect(red === green && green === blue).toBe(true);
    expect(sequenceColour(TOKENS, 0.25)).toEqual([255, 127.5, 0]);
    expect(sequenceColour(TOKENS, 7)).toEqual([0, 0, 0]);
  });
});
