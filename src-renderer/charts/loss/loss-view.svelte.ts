import type { Range } from '../../values/range';

/** Series that a person has hidden on a loss chart, and the zoom. */
export class LossView {
  hidden = $state.raw<ReadonlySet<string>>(new Set());
  /** Visible range of x; null: all. */
  zoom = $state.raw<Range | null>(null);
  /** Weight of the moving average, 0 to 0.99. */
  smoothing = $state(0);
  /** Values at which a level line is drawn. */
  references = $state.raw<readonly number[]>([]);
}
