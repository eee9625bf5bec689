import type { Surface } from '../../../../src-shared/run/live/frames';
import type { Range } from '../../../values/range';
import { formatLinearTick, linearTicks, niceStep } from '../../stage/ticks';

/** An axis of a solid: its title, and round values with their place from its low end, 0, to its high end, 1. */
export interface SolidAxis {
  readonly id: 'x1' | 'x2' | 'output';
  readonly title: string;
  readonly ticks: readonly { readonly share: number; readonly text: string }[];
}

/** Round values that an axis of a solid has about, where there is room. */
const TICKS = 4;

/**
 * The three axes of a solid.
 * @param titles of the two features and of the output
 * @param count of round values on each axis, about
 */
export function solidAxes(
  { x1, x2 }: Surface,
  titles: readonly [string, string, string],
  domain: Range,
  count = TICKS,
): readonly SolidAxis[] {
  const ends = (values: Float64Array): Range => [values[0] ?? 0, values[values.length - 1] ?? 1];
  const axis = (id: SolidAxis['id'], title: string, range: Range, about = count): SolidAxis => {
    const step = niceStep(range[1] - range[0], about);
    const span = range[1] - range[0] || 1;
    const ticks = linearTicks(range, about).map((tick) => ({
      share: (tick - range[0]) / span,
      text: formatLinearTick(tick, step),
    }));
    return { id, title, ticks };
  };
  return [
    axis('x1', titles[0], ends(x1)),
    axis('x2', titles[1], ends(x2)),
    // It is shorter.
    axis('output', titles[2], domain, Math.min(3, count)),
  ];
}
