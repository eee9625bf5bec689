import { NO_CLASS, OTHER_CLASS } from '../../../src-shared/dataset/explore';
import type { ChartTokens } from '../stage/theme';
import { markStyle, type MarkShape } from '../stage/mark-style';
import type { PointSample } from '../../../src-shared/run/live/frames';

/** Colour and shape of a class; the others, and rows without one, are grey. */
export function classShape(index: number): MarkShape {
  if (index === OTHER_CLASS) return 'cross';
  if (index === NO_CLASS) return 'plus';
  return markStyle(index).shape;
}

export function classColour(
  tokens: Pick<ChartTokens, 'palette' | 'text3' | 'border'>,
  index: number,
): string {
  if (index === OTHER_CLASS) return tokens.text3;
  if (index === NO_CLASS) return tokens.border;
  return tokens.palette[markStyle(index).colour] ?? tokens.text3;
}

/** Token of a class's colour, for the page. */
export function classToken(index: number): string {
  if (index === OTHER_CLASS) return 'var(--text-3)';
  if (index === NO_CLASS) return 'var(--border-strong)';
  return `var(--run-${markStyle(index).colour + 1})`;
}

/** Class 0 and class 1: palette colour and shape, so that colour is not alone. */
const CLASS_STYLES: readonly { readonly colour: number; readonly shape: MarkShape }[] = [
  { colour: 1, shape: 'square' },
  { colour: 0, shape: 'circle' },
];

/** Colour and shape of a class on the picture. */
export function classMark(
  { classes }: PointSample,
  index: number,
): { readonly colour: number; readonly shape: MarkShape } {
  return (classes.length > 2 ? undefined : CLASS_STYLES[index]) ?? markStyle(index);
}
