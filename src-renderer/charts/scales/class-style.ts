import { NO_CLASS, OTHER_CLASS } from '../../../src-shared/dataset/explore';
import { clusterLook, type MarkShape } from '../kmeans/cluster-math';
import type { ChartTokens } from '../stage/theme';

/** Colour and shape of a class; the others, and rows without one, are grey. */
export function classShape(place: number): MarkShape {
  if (place === OTHER_CLASS) return 'cross';
  if (place === NO_CLASS) return 'plus';
  return clusterLook(place).shape;
}

export function classColour(
  tokens: Pick<ChartTokens, 'palette' | 'text3' | 'border'>,
  place: number,
): string {
  if (place === OTHER_CLASS) return tokens.text3;
  if (place === NO_CLASS) return tokens.border;
  return tokens.palette[clusterLook(place).colour] ?? tokens.text3;
}

/** The same as a token, for the page. */
export function classToken(place: number): string {
  if (place === OTHER_CLASS) return 'var(--text-3)';
  if (place === NO_CLASS) return 'var(--border-strong)';
  return `var(--run-${clusterLook(place).colour + 1})`;
}
