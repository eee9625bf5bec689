import { at as elementAt } from '../../../src-shared/present';
import type { ColourScale } from '../../../src-shared/dataset/explore';
import { toCss } from '../stage/colour';
import { findStamp, type Stamp } from '../stage/marks';
import type { ChartTokens } from '../stage/theme';
import { classColour, classShape } from './class-style';
import { sequenceColour } from './sequence-colour';

/** Fewer points are larger and less transparent. */
function markSize(count: number): { radius: number; alpha: number } {
  if (count > 8000) return { radius: 1.7, alpha: 0.4 };
  if (count > 2000) return { radius: 2.2, alpha: 0.5 };
  return { radius: 3, alpha: 0.65 };
}

/**
 * The mark of each point.
 * @param values class of each point, or its value, as the colour scale has it
 */
export function pointStamps(
  count: number,
  values: Float64Array,
  style: {
    readonly colour: ColourScale | null;
    readonly tokens: ChartTokens;
    readonly ratio: number;
    readonly highlight: number | null;
    /** Outlined, not filled. */
    readonly isHollow?: boolean;
  },
): (point: number) => Stamp {
  const { colour, tokens, ratio, highlight, isHollow = false } = style;
  const { radius, alpha } = markSize(count);
  const circle = (css: string): Stamp =>
    findStamp({ shape: 'circle', colour: css, alpha, radius, ratio, isHollow });
  if (colour === null) {
    const all = circle(tokens.palette[0] ?? tokens.text);
    return () => all;
  }
  if (colour.kind === 'classes') {
    const stamps = Array.from({ length: 10 }, (_, index) =>
      findStamp({
        shape: classShape(index),
        colour: classColour(tokens, index),
        alpha: highlight === null || highlight === index ? Math.min(0.85, alpha + 0.15) : 0.1,
        radius: radius + 0.4,
        ratio,
        isHollow,
      }),
    );
    const last = elementAt(stamps, -1);
    return (point) => stamps[values[point] ?? NaN] ?? last;
  }
  const scale = Array.from({ length: 32 }, (_, i) => circle(toCss(sequenceColour(tokens, i / 31))));
  const none = findStamp({ shape: 'plus', colour: tokens.text3, alpha, radius, ratio, isHollow });
  const span = colour.high - colour.low || 1;
  return (point) => {
    const value = values[point]!;
    if (Number.isNaN(value)) return none;
    const share = Math.min(1, Math.max(0, (value - colour.low) / span));
    return scale[Math.round(share * 31)]!;
  };
}
