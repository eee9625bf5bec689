import type { Range } from '../../values/range';

/** Series that a person has hidden on a loss chart, and the zoom. */
export class LossView {
  hidden = $state.raw<ReadonlySet<string>>(new Set());
  /** Visible range of x; null: all. */
  zoom = $state.raw<Range | null>(null);
}
