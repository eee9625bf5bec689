import type { z } from 'zod';
import type { DatasetSpec } from '../../dataset/schema';
import type { FieldProblem } from '../../errors';
import type { NumberFields } from '../../fields/number-field';
import type { TrainingSpec } from '../../training/schema';
import type { TypeTag } from './type-tag';

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

/** Names of a kind of model for people. */
export interface ModelText {
  /** On its own, e.g. on a button: "Network". */
  readonly label: string;
  /** At the beginning of a sentence: "A network". */
  readonly subject: string;
  /** Within a sentence: "network". */
  readonly phrase: string;
  /** One unit of training, as steps are counted: "step", "iteration". */
  readonly step: string;
  /** Several of them: "steps", "iterations". */
  readonly steps: string;
}

/**
 * A kind of model in experiments, run records, sweeps, forks and comparisons. Each kind has one, in
 * its folder, and a line in the table `MODELS`. Its mathematics is in src-main/algorithms, its form
 * and pictures in src-renderer/models.
 */
export interface ModelDefinition<
  Spec extends OfKind = OfKind,
  Result extends OfKind = OfKind,
  Frame extends OfKind = OfKind,
> {
  readonly kind: Spec['kind'];
  readonly text: ModelText;
  /** Whether it learns a target column; else it is trained on the features alone. */
  readonly usesTarget: boolean;
  /**
   * Whether it counts in weight updates, so that steps, epochs, batch size and early stopping of
   * `training` are its settings; else it makes rounds over the rows up to `model.maxIter`.
   */
  readonly trainsInSteps: boolean;
  /** `model` of an experiment. */
  readonly schema: z.ZodType<Spec>;
  /** Numbers of `model` that a person may set, by their names. */
  readonly fields: NumberFields;
  /** Problems of the model with the rest of its experiment that make it no valid experiment. */
  problems(experiment: SettingsOf<Spec>): FieldProblem[];
  /** `result` of a run record. */
  readonly resultSchema: z.ZodType<Result>;
  /** Picture of the model at one step. */
  readonly frame: TypeTag<Frame>;
}
