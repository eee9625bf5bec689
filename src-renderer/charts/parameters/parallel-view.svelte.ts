import type { Range } from '../../values/range';
import type { Brushes } from './brush';
import type { AxisChoice, ParameterAxis } from './columns';

/** Scale, direction and marked parts of parallel axes, by the keys of their columns. */
export class ParallelView {
  choices = $state.raw<Readonly<Record<string, AxisChoice>>>({});
  brushes = $state.raw<Brushes>({});

  get isMarked(): boolean {
    return Object.keys(this.brushes).length > 0;
  }

  /** @param range shares of the axis; null: nothing of it is marked */
  brush(key: string, range: Range | null): void {
    const rest = Object.entries(this.brushes).filter(([other]) => other !== key);
    this.brushes = Object.fromEntries(range === null ? rest : [...rest, [key, range]]);
  }

  /** Turns an axis over, with what is marked of it. */
  flip({ column: { key } }: ParameterAxis): void {
    const before = this.choices[key];
    this.choices = { ...this.choices, [key]: { ...before, isFlipped: before?.isFlipped !== true } };
    const marked = this.brushes[key];
    if (marked !== undefined) this.brush(key, [1 - marked[1], 1 - marked[0]]);
  }

  /** Lays an axis out by logarithms, or no longer; what was marked of it is elsewhere then, and is cleared. */
  toggleLog({ column: { key }, isLog }: ParameterAxis): void {
    this.choices = { ...this.choices, [key]: { ...this.choices[key], isLog: !isLog } };
    this.brush(key, null);
  }
}
