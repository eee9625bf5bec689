import type { ModelKind, ModelSpec } from '../../src-shared/models';
import type { Trainer, TrainerOptions } from '../algorithms/contract/trainer';
import type { StepAddon } from './compiled/addon';
import type { Kernels } from './kernels';

/** One kind of model on TensorFlow's kernels: its trainer, and the models that a worker warms up with. */
export interface TensorflowEngine<K extends ModelKind> {
  /**
   * @param tf holds the trainer's tensors
   * @param step trains in their place what it can; null: nothing
   */
  createTrainer(tf: Kernels, model: ModelSpec<K>, options: TrainerOptions, step: StepAddon | null): Trainer;
  /** Tiny models that use every attribute that any model of the kind does. */
  warmUpModels(): readonly ModelSpec<K>[];
}
