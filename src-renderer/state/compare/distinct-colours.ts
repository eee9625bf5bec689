import { RUN_COLOURS } from '../../../src-shared/run/colours';
import type { RunRecord } from '../../../src-shared/run/record/record';
import { runColour } from '../base/run-style';

type Coloured = Pick<RunRecord, 'id' | 'colour'>;

/**
 * Colours of runs that are laid side by side, as CSS: each keeps its own where it can, and one whose colour an
 * earlier one has gets the first of the palette that nobody has. With more runs than the palette has colours, the
 * further ones keep their own.
 */
export function distinctColours(runs: readonly Coloured[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const colours = new Map<string, string>();
  const left: Coloured[] = [];
  for (const run of runs) {
    if (taken.has(run.colour)) left.push(run);
    else {
      taken.add(run.colour);
      colours.set(run.id, runColour(run.colour));
    }
  }
  for (const { id, colour } of left) {
    const free = RUN_COLOURS.find((other) => !taken.has(other)) ?? colour;
    taken.add(free);
    colours.set(id, runColour(free));
  }
  return colours;
}
