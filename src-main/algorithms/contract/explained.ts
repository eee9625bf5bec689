import type { ModelKind } from '../../../src-shared/models';
import type { ExplainedScale } from '../../../src-shared/run/explanation/explanation';
import type { ModelContext } from './model-context';
import type { ModelOutputs, Task } from './outputs';
import type { TrainingData } from './trainer';

/** The rows that outputs are read of: scaled features, row by row. */
export type ExplainedFeatures = Pick<TrainingData, 'features' | 'width' | 'rows'>;

/** The numbers that an explanation of one kind of model speaks of, as functions of its scaled inputs. */
export interface ExplainedOutputs<K extends ModelKind> {
  readonly scale: (context: ModelContext<K>) => ExplainedScale;
  readonly readOutputs: (context: ModelContext<K>, data: ExplainedFeatures) => ModelOutputs;
  /** Index of the class or cluster that outputs [units] from `at` on say; null where they are numbers. */
  readonly decide: (
    context: ModelContext<K>,
  ) => ((outputs: Float64Array, at: number, units: number) => number) | null;
  /** Whether each output is an intercept and a sum of weights times inputs. */
  readonly isAffine: (context: ModelContext<K>) => boolean;
  /** Null where the kind has no derivatives. */
  readonly createGradients: ((context: ModelContext<K>, capacity: number) => InputGradients) | null;
}

/**
 * Writes d output[unit] / d input of the first rows of scaled features.
 * @param features [rows][width]
 * @param gradients [rows][width], written to
 */
export type InputGradients = (
  features: Float64Array,
  rows: number,
  unit: number,
  gradients: Float64Array,
) => void;

/** What the outputs of a task are to an explanation. */
export function scaleOfTask(task: Task): ExplainedScale {
  return task.kind === 'numbers' ? 'number' : task.scores;
}

/** How the outputs of a task name a class. */
export function deciderOfTask(task: Task): ReturnType<ExplainedOutputs<ModelKind>['decide']> {
  return task.kind === 'numbers' ? null : task.classAt;
}
