import type { NetworkFrame } from '../../models/network/frame';
import type { MadeWeightEdit } from '../../models/network/weight-edit';
import type { PointPredictions } from './query-points';

/** A network with weights set by hand. */
export interface WeightsWhatIf {
  readonly made: readonly MadeWeightEdit[];
  readonly frame: NetworkFrame;
  /** Its answer to the point that was asked about; null: to none. */
  readonly point: PointPredictions | null;
}
