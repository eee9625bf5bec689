import { uniqueColumns } from '../../../src-shared/run/points/column-names';
import type { Frame, PointSample, Prediction } from '../../../src-shared/run/live/frames';
import type { ModelContext } from '../contract/model-context';
import type { PictureOptions, TrainingData } from '../contract/trainer';
import type { AnswerColumns, PredictionTable } from '../contract/answers';
import { modelAlgorithm } from '.';

/** Predictions of any kind of model for raw points [n][features], each with its input by feature name. */
export function predictPoints(context: ModelContext, points: readonly (readonly number[])[]): Prediction[] {
  const { featureNames, model } = context;
  const { answerRows } = modelAlgorithm(model.kind).answers;
  const answers = answerRows(context, Float64Array.from(points.flat()), null);
  return points.map((point, row) => ({
    input: Object.fromEntries(featureNames.map((name, j) => [name, point[j] ?? NaN])),
    ...answers(row),
  }));
}

/**
 * Picture of any kind of model at its stored step, in raw units; `sample` holds the points that it is
 * drawn over.
 */
export function drawPicture(context: ModelContext, sample: PointSample, options: PictureOptions = {}): Frame {
  return modelAlgorithm(context.model.kind).answers.drawPicture(context, sample, options);
}

/**
 * What the model says of raw rows [n][features], flattened, as columns: whatever kind of model it is, a
 * table is made of them in the same way.
 * @param scaled the same rows as the model sees them, where they are at hand
 */
export function answerColumns(
  context: ModelContext,
  raw: Float64Array,
  scaled: Float64Array | null = null,
): AnswerColumns {
  return modelAlgorithm(context.model.kind).answers.answerColumns(context, raw, scaled);
}

/** Sentence that says how the model comes to an answer, e.g. by which threshold a class was chosen. */
export function explainAnswer(context: ModelContext, answer: Prediction): string {
  return modelAlgorithm(context.model.kind).answers.explainAnswer(context, answer);
}

/**
 * Every used row in raw units with its prediction. Where the data has a column that is called as
 * one of the answers is, the answer's gives way.
 * @param rowNumbers 1-based row of the file for each used row
 * @param raw the features in raw units
 */
export function predictionTable(
  context: ModelContext,
  data: TrainingData,
  rowNumbers: ArrayLike<number>,
  raw: Float64Array,
): PredictionTable {
  const classes = data.classes;
  const hasSplit = data.rows > data.trainRows;
  const readTarget = (row: number): (number | string)[] => {
    if (data.target === null) return [];
    const value = data.target[row];
    return [classes.length > 0 ? (classes[value] ?? value) : value];
  };
  const answers = answerColumns(context, raw, data.features);
  const names = uniqueColumns(
    [...data.featureNames, ...(data.target === null ? [] : [context.target ?? 'target'])],
    ['row', ...(hasSplit ? ['split'] : []), ...answers.columns],
  );
  const [rowName = 'row', ...added] = names.ours;
  return {
    columns: [rowName, ...names.theirs, ...added],
    notes: names.notes,
    rows: data.rows,
    row: (row) => [
      rowNumbers[row] ?? row + 1,
      ...raw.subarray(row * data.width, (row + 1) * data.width),
      ...readTarget(row),
      ...(hasSplit ? [row < data.trainRows ? 'train' : 'validation'] : []),
      ...answers.values(row),
    ],
  };
}
