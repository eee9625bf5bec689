import { expect, it } from 'vitest';
import { hexToHsl, hslToHex } from './hsl';

// Named colours of CSS Color 4, section 6.1, and their hsl() of section 7.
const NAMED = [
  ['#ff0000', 0, 100, 50],
  ['#808000', 60, 100, 25],
  ['#008000', 120, 100, 25],
  ['#00ffff', 180, 100, 50],
  ['#000080', 240, 100, 25],
  ['#663399', 270, 50, 40],
  ['#ffffff', 0, 0, 100],
  ['#808080', 0, 0, 50],
] as const;

it('writes named colours from their hue, saturation and lightness', () => {
  for (const [hex, hue, saturation, lightness] of NAMED)
    // Half of 255 is between 127 and 128; browsers round up.
    expect(hslToHex({ hue, saturation, lightness })).toBe(hex);
});

it('reads them back, with or without the sign, and nothing else', () => {
  for (const [hex, hue, saturation, lightness] of NAMED)
    expect(hexToHsl(hex.toUpperCase())).toEqual({ hue, saturation, lightness });
  expect(hexToHsl(' 663399 ')).toEqual({ hue: 270, saturation: 50, lightness: 40 });
  expect(['', '#fff', '#12345g', 'red'].map(hexToHsl)).toEqual([null, null, null, null]);
});
