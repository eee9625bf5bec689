import type { Surface } from '../../../../src-shared/run/live/frames';
import { formatNumber } from '../../../text/format';
import { formatTick } from '../../stage/ticks';
import type { Range } from '../../../values/range';

/** Labels at the edges of a solid, by their ids in the scene. */
export function surfaceLabels(
  { x1, x2 }: Surface,
  features: readonly [string, string],
  domain: Range,
): Readonly<Record<string, string>> {
  const edge = (value: number | undefined): string => formatTick(Number((value ?? 0).toPrecision(4)));
  return {
    x1: features[0],
    'x1-low': edge(x1[0]),
    'x1-high': edge(x1[x1.length - 1]),
    x2: features[1],
    'x2-low': edge(x2[0]),
    'x2-high': edge(x2[x2.length - 1]),
    output: 'output',
    'output-low': formatNumber(domain[0], 3),
    'output-high': formatNumber(domain[1], 3),
  };
}
