import type { Range } from '../../values/range';

/** What a person has hidden and zoomed to on a loss chart. */
export class LossView {
  hidden = $state.raw<ReadonlySet<string>>(new Set());
  /** Of x; null: all. */
  zoom = $state.raw<Range | null>(null);
}
