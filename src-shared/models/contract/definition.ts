import type { z } from 'zod';
import type { FieldProblem } from '../../errors';
import type { NumberFields } from '../../fields/number-field';
import type { MeasuredTable, Measuring } from '../../training/measuring';
import type { ForkRules } from './fork';
import type { MetricDefinitions, ModelObjective, RunColumns } from './metrics';
import type { ProposalRules } from './proposal';
import type { MeasuredSettings, OfKind, SettingsOf } from './settings';
import type { SweepRules } from './sweep';
import type { ModelTask, TargetTask } from './task';
import type { TypeTag } from './type-tag';

/** Names of a kind of model for people. */
interface ModelText {
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
  /** Other names that people type for it, in lower case: in a filter of runs, after `train --model`. */
  readonly aliases: readonly string[];
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
  /**
   * What the parts of a model make impossible between them, each at the field to change. The form and
   * the check before a run ask here; the schema does not, so that every stored file opens.
   * @param classes of the target, where they are known
   */
  partProblems(model: Spec, classes: number | null): FieldProblem[];
  /** What it learns of its target. */
  task(model: Spec): ModelTask;
  /** Why it cannot learn a target, as one sentence; null where it can. */
  targetProblem(target: TargetTask): string | null;
  /** Whether a numeric target can be scaled for the training of a model with these settings. */
  canScaleTarget(model: Spec): boolean;
  /** Training rows of one step; null: all of them. */
  batchSize(settings: Pick<SettingsOf<Spec>, 'model' | 'training'>): number | null;
  /** When and on which rows it is measured where `training.logEvery` is `auto`. */
  measuring(settings: Pick<SettingsOf<Spec>, 'model' | 'training'>, table: MeasuredTable): Measuring;
  /** Settings as columns of the table of runs, beside the single ones: texts, numbers or objects of them. */
  rowSettings(model: Spec): Readonly<Record<string, unknown>>;
  readonly sweep: SweepRules<Spec>;
  readonly fork: ForkRules<Spec>;
  readonly proposal: ProposalRules<Spec>;
  /** `result` of a run record. */
  readonly resultSchema: z.ZodType<Result>;
  /** Picture of the model at one step. */
  readonly frame: TypeTag<Frame>;
  /** File of a run's folder that has the model by iteration, for trails and playback; null: none. */
  readonly historyFile: string | null;
  /** Metrics that it logs. */
  readonly metrics: MetricDefinitions;
  /** What runs are scored by: the first that a run has counts. */
  readonly mainMetrics: readonly string[];
  readonly objective: ModelObjective;
  readonly runColumns: RunColumns;
  /** Whether a metric is measured in the values of the features, so that other features make it another one. */
  isMeasuredInFeatures(metric: string): boolean;
  /** What a metric is with these settings, where settings change it; equal texts are the same metric. */
  metricMeaning(metric: string, settings: MeasuredSettings<Spec>): string;
  /**
   * How far a finished run is from its optimum, as a clause for people; null: it has converged, or
   * nothing tells.
   * @param setting value at a path of the experiment
   * @param metric last value of a metric; null where it has none
   */
  notConverged(setting: (path: string) => unknown, metric: (name: string) => number | null): string | null;
}
