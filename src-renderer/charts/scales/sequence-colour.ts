import { mix, parseColour, type Rgb } from '../stage/colour';
import type { ChartTokens } from '../stage/theme';

/** The least that a cell with a single point stands out from the surface. */
export const FAINTEST_DENSITY = 0.22;

/** The colour of a share of the counts where there is no colour column. */
export function densityColour(tokens: ChartTokens, share: number): Rgb {
  const surface = parseColour(tokens.surface);
  const full = parseColour(tokens.palette[0] ?? tokens.text);
  if (share < 0.6) return mix(surface, full, FAINTEST_DENSITY + ((1 - FAINTEST_DENSITY) * share) / 0.6);
  return mix(full, parseColour(tokens.text), ((share - 0.6) / 0.4) * 0.55);
}

/** A colour of the scale of values that only grow; clamped. */
export function sequenceColour({ sequence }: Pick<ChartTokens, 'sequence'>, share: number): Rgb {
  const at = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0.5;
  const [low, middle, high] = sequence;
  return at < 0.5
    ? mix(parseColour(low), parseColour(middle), at * 2)
    : mix(parseColour(middle), parseColour(high), at * 2 - 1);
}
