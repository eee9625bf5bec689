import type { ColourScale, DrawnBins } from '../../../src-shared/dataset/explore';
import { mix, parseColour, type Rgb } from '../stage/colour';
import type { ChartTokens } from '../stage/theme';
import { classColour } from '../scales/class-style';
import { densityColour, sequenceColour, FAINTEST_DENSITY } from '../scales/sequence-colour';

const STEPS = 64;

/**
 * The share of full colour of a cell: by the logarithm of its count, so that a single point is seen
 * beside a thousand.
 */
export function densityShare(count: number, maxCount: number): number {
  return maxCount <= 1 ? 1 : Math.log(count) / Math.log(maxCount);
}

/**
 * One pixel a cell, the highest y first, as RGBA of little-endian words; cells without points stay
 * transparent.
 * @param highlight a class that stands out; null: all alike
 */
export function densityPixels(
  bins: DrawnBins,
  colour: ColourScale | null,
  tokens: ChartTokens,
  highlight: number | null,
): Uint32Array {
  const { columns, rows, counts, most } = bins;
  const pixels = new Uint32Array(columns * rows);
  const shade = shader(bins, colour, tokens, highlight);
  const perStep = most <= 1 ? 0 : (STEPS - 1) / Math.log(most);
  for (let row = 0; row < rows; row++) {
    const to = (rows - 1 - row) * columns;
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column;
      const count = counts[cell]!;
      if (count === 0) continue;
      const step = perStep === 0 ? STEPS - 1 : Math.round(Math.log(count) * perStep);
      pixels[to + column] = shade(cell, step);
    }
  }
  return pixels;
}

/** The colour of a cell at one of {@link STEPS} shares, from a table. */
function shader(
  bins: DrawnBins,
  colour: ColourScale | null,
  tokens: ChartTokens,
  highlight: number | null,
): (cell: number, step: number) => number {
  const surface = parseColour(tokens.surface);
  const ramp = (full: Rgb, from = FAINTEST_DENSITY): Uint32Array =>
    Uint32Array.from({ length: STEPS }, (_, step) =>
      packed(mix(surface, full, from + ((1 - from) * step) / (STEPS - 1))),
    );
  if (colour === null) {
    const table = Uint32Array.from({ length: STEPS }, (_, step) =>
      packed(densityColour(tokens, step / (STEPS - 1))),
    );
    return (_, step) => table[step]!;
  }
  if (colour.kind === 'classes') {
    const tables = Array.from({ length: 10 }, (_, index) => {
      const full = parseColour(classColour(tokens, index));
      const isBehind = highlight !== null && highlight !== index;
      return ramp(isBehind ? mix(surface, full, 0.18) : full, isBehind ? FAINTEST_DENSITY : 0.35);
    });
    return (cell, step) => tables[bins.majority[cell]!]![step]!;
  }
  const span = colour.high - colour.low || 1;
  const tables = Array.from({ length: 32 }, (_, i) => ramp(sequenceColour(tokens, i / 31), 0.45));
  const none = ramp(parseColour(tokens.text3));
  return (cell, step) => {
    const mean = bins.means[cell]!;
    if (Number.isNaN(mean)) return none[step]!;
    const share = Math.min(1, Math.max(0, (mean - colour.low) / span));
    return tables[Math.round(share * 31)]![step]!;
  };
}

function packed([red, green, blue]: Rgb): number {
  return ((255 << 24) | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red)) >>> 0;
}
