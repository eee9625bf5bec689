import type { DatasetSpec } from '../../dataset/schema';
import type { TrainingSpec } from '../../training/schema';

/** What every model, result and frame says: the kind of model that it is of. */
export interface OfKind {
  readonly kind: string;
}

/** The parts of an experiment that settings of a model have to do with. */
export interface SettingsOf<Spec> {
  readonly dataset: DatasetSpec;
  readonly model: Spec;
  readonly training: TrainingSpec;
}

/** What a metric's meaning depends on. */
export interface MeasuredSettings<Spec> {
  readonly model: Spec;
  /** What a numeric target was divided by for training; null: it was not scaled. */
  readonly targetScale: number | null;
}
