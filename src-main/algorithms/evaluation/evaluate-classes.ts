import type { ClassCurve, ClassEvaluation, ClassPart } from '../../../src-shared/run/evaluation/evaluation';
import { slices, type Work } from '../explore/slices';
import { sumWeights } from '../numeric/weights';
import type { ModelContext } from '../contract/model-context';
import type { TrainingData } from '../contract/trainer';
import { classBaseline } from './baseline';
import { addConfusion } from './classification-metrics';
import { computeCrossEntropy, computeLogLoss } from '../numeric/log-loss';
import { averagePrecision, precisionRecallAuc, rocAuc, thinned, thresholdCounts } from './curves';
import { checkOutputs } from './check-outputs';
import type { ModelOutputs, Task } from '../contract/outputs';

/** Scores that are sorted for the curves at most, 128 MB; above, evenly spread rows stand for all. */
const MAX_SCORES = 1 << 24;

type ClassTask = Extract<Task, { kind: 'classes' }>;

/**
 * Evaluation of a classifier: confusion matrix, metrics, and ROC and precision-recall curves of each
 * class, apart for training and validation rows. Rows count by their weights. A generator that can be
 * left between two parts of the work.
 * @param outputs scores of each row, one a class or a single one for the second of two classes
 * @param curvePoints points of all curves of a part together, about; what is kept of a curve is exact
 * @param mostScores scores (rows times curves) that are sorted for the curves at most; above, evenly
 * spaced rows stand for all
 * @throws BenchtopError `invalid-data` where an output is not finite
 */
export function* evaluateClasses(
  context: ModelContext,
  data: TrainingData,
  task: ClassTask,
  outputs: ModelOutputs,
  curvePoints: number,
  mostScores = MAX_SCORES,
): Work<ClassEvaluation> {
  const [first = 0, second = `not ${first}`, ...more] = context.classes;
  const classes = [first, second, ...more];
  const part = (from: number, to: number): Work<ClassPart> =>
    evaluatePart(
      { context, data, task, outputs, classes: classes.length, curvePoints, mostScores },
      from,
      to,
    );
  return {
    kind: 'classes',
    step: context.state.step,
    target: context.target ?? 'target',
    classes,
    scores: task.scores,
    threshold: task.threshold,
    isWeighted: data.weights !== null,
    baseline: yield* classBaseline(data, classes.length),
    train: yield* part(0, data.trainRows),
    validation: data.rows > data.trainRows ? yield* part(data.trainRows, data.rows) : null,
  };
}

interface Job {
  readonly context: ModelContext;
  readonly data: TrainingData;
  readonly task: ClassTask;
  readonly outputs: ModelOutputs;
  readonly classes: number;
  readonly curvePoints: number;
  readonly mostScores: number;
}

function* evaluatePart(job: Job, from: number, to: number): Work<ClassPart> {
  const { context, data, task, outputs, classes } = job;
  const rows = to - from;
  const { units } = outputs;
  const shown = classes === 2 ? [1] : Array.from({ length: classes }, (_, c) => c);
  const curveRows = Math.min(rows, Math.max(1, Math.floor(job.mostScores / shown.length)));
  const scores: Float64Array[] = [];
  for (const _ of shown) {
    scores.push(new Float64Array(curveRows));
    yield;
  }
  const kept = new Int32Array(curveRows);
  yield* slices(curveRows, (start, end) => {
    for (let i = start; i < end; i++) kept[i] = from + Math.floor((i * rows) / curveRows);
  });
  const confusion = new Float64Array(classes * classes);
  const predicted = new Int32Array(outputs.capacity);
  const losses = { logLoss: 0, crossEntropy: 0 };
  let next = 0;
  for (let start = from; start < to; start += outputs.capacity) {
    const count = Math.min(outputs.capacity, to - start);
    const values = outputs.read(start, count);
    checkOutputs(values, count * units, context.state.step);
    for (let i = 0; i < count; i++) predicted[i] = task.classAt(values, i * units, units);
    const truth = data.target!.subarray(start, start + count);
    const weights = data.weights?.subarray(start, start + count) ?? null;
    addConfusion(confusion, classes, truth, predicted, weights);
    if (task.scores === 'probability') addLosses(losses, values, units, truth, weights);
    for (; next < curveRows && kept[next] < start + count; next++) {
      const at = (kept[next] - start) * units;
      // One output stands for the second class.
      for (let s = 0; s < shown.length; s++) {
        scores[s][next] = values[at + (units === 1 ? 0 : shown[s])];
      }
    }
    yield;
  }
  const weight = sumWeights(data.weights, from, to);
  const curves: ClassCurve[] = [];
  for (const [s, index] of shown.entries()) {
    curves.push(yield* computeCurve(job, scores[s], kept, index, job.curvePoints / shown.length));
  }
  return {
    rows,
    weight,
    confusion,
    logLoss: task.scores === 'probability' ? losses.logLoss / weight : null,
    crossEntropy: task.scores === 'probability' ? losses.crossEntropy / weight : null,
    curves,
    curveRows,
  };
}

function addLosses(
  sums: { logLoss: number; crossEntropy: number },
  values: Float64Array,
  units: number,
  truth: Float64Array,
  weights: Float64Array | null,
): void {
  for (let i = 0; i < truth.length; i++) {
    const probability =
      units === 1 ? (truth[i] === 1 ? values[i] : 1 - values[i]) : values[i * units + truth[i]];
    const weight = weights === null ? 1 : weights[i];
    sums.logLoss += weight * computeLogLoss(probability);
    sums.crossEntropy += weight * computeCrossEntropy(probability);
  }
}

const MIN_POINTS = 60;

function* computeCurve(
  { data, task }: Job,
  scores: Float64Array,
  rows: Int32Array,
  index: number,
  points: number,
): Work<ClassCurve> {
  const { weights: all } = data;
  const weights = all === null ? null : new Float64Array(rows.length);
  yield* slices(rows.length, (from, to) => {
    if (all === null || weights === null) return;
    for (let i = from; i < to; i++) weights[i] = all[rows[i]];
  });
  const counts = yield* thresholdCounts(scores, (i) => data.target![rows[i]] === index, weights);
  const rocArea = rocAuc(counts);
  yield;
  const average = averagePrecision(counts);
  const prArea = precisionRecallAuc(counts);
  yield;
  const few = yield* thinned(
    counts,
    Math.max(MIN_POINTS, Math.floor(points)),
    task.threshold === null ? -1 : lastFrom(counts.thresholds, task.threshold),
  );
  return {
    class: index,
    ...few,
    distinctScores: counts.thresholds.length,
    rocAuc: rocArea,
    averagePrecision: average,
    precisionRecallAuc: prArea,
  };
}

/** Index of the last of the descending thresholds that is at least `least`; -1 where none is. */
function lastFrom(thresholds: Float64Array, least: number): number {
  let low = 0;
  let high = thresholds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (thresholds[middle] >= least) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
