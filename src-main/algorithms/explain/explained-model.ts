import { clusterName } from '../../../src-shared/models/kmeans/clusters';
import type { ModelKind } from '../../../src-shared/models';
import type { ExplainedScale } from '../../../src-shared/run/explanation/explanation';
import type { Scaler } from '../../../src-shared/run/record/dataset-facts';
import type { ExplainedOutputs, InputGradients } from '../contract/explained';
import type { ModelContext } from '../contract/model-context';

/** Rows that are composed before a model is asked about all of them: more save nothing. */
const MOST_ROWS = 1024;

/** A stored model as a function of rows that are composed for it. */
export interface ExplainedModel {
  readonly scale: ExplainedScale;
  /** What its outputs are called, in their order. */
  readonly outputs: readonly string[];
  readonly width: number;
  readonly scaler: Scaler;
  readonly isAffine: boolean;
  readonly step: number;
  /** Rows that `inputs` holds. */
  readonly capacity: number;
  /** [capacity][width], scaled: written by whoever asks. */
  readonly inputs: Float64Array;
  /** Outputs [rows][outputs] of the first rows of `inputs`; the next call overwrites them. */
  readonly run: (rows: number) => Float64Array;
  /** Index of the class or cluster that outputs from `at` on say; null where they are numbers. */
  readonly decide: ((outputs: Float64Array, at: number) => number) | null;
  /** Null where the kind has no derivatives. */
  readonly createGradients: (() => InputGradients) | null;
}

/** A stored model that explanations can ask, in blocks of rows that take some milliseconds. */
export function explainedModel<K extends ModelKind>(
  context: ModelContext<K>,
  explained: ExplainedOutputs<K>,
): ExplainedModel {
  const width = context.featureNames.length;
  const inputs = new Float64Array(MOST_ROWS * width);
  const {
    read,
    units,
    capacity: most,
  } = explained.readOutputs(context, {
    features: inputs,
    width,
    rows: MOST_ROWS,
  });
  const capacity = Math.min(MOST_ROWS, most);
  const decide = explained.decide(context);
  const { createGradients } = explained;
  const scale = explained.scale(context);
  return {
    scale,
    outputs: outputNames(context, scale, units),
    width,
    scaler: context.scaler,
    isAffine: explained.isAffine(context),
    step: context.state.step,
    capacity,
    inputs,
    run: (rows) => read(0, rows),
    decide: decide === null ? null : (outputs, at) => decide(outputs, at, units),
    createGradients: createGradients === null ? null : () => createGradients(context, capacity),
  };
}

/** One output of two classes stands for the second. */
function outputNames(
  { classes, target, clusterNames }: ModelContext,
  scale: ExplainedScale,
  units: number,
): string[] {
  if (scale === 'membership')
    return Array.from({ length: units }, (_, c) => clusterName(c, units, clusterNames));
  if (scale === 'number' || classes.length === 0) return [target ?? ''];
  return units === 1 ? [String(classes[1] ?? target ?? '')] : classes.map(String);
}
