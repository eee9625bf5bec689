import { uniqueColumns } from '../../../src-shared/run/points/column-names';
import type { Frame, PointSample, Prediction } from '../../../src-shared/run/live/frames';
import { scaledRows } from '../numeric/scaling';
import type { ModelContext } from '../contract/model-context';
import type { PictureOptions, TrainingData } from '../contract/trainer';
import type { AnswerColumns, PredictionTable } from '../contract/answers';
import { modelAlgorithm } from '.';
import { repairedByClass, withRepaired } from './repaired';

/** Predictions of any kind of model for raw points [n][features], each with its input by feature name. */
export function predictPoints(context: ModelContext, points: readonly (readonly number[])[]): Prediction[] {
  const { featureNames, model } = context;
  const { answerRows } = modelAlgorithm(model.kind).answers;
  const raw = Float64Array.from(points.flat());
  const scaled = scaledRows(raw, context.scaler, featureNames.length);
  const answers = answerRows(context, scaled);
  const repaired = repairedByClass(context, scaled);
  return points.map((point, row) => ({
    input: Object.fromEntries(featureNames.map((name, j) => [name, point[j] ?? NaN])),
    ...answers(row),
    ...(repaired === null ? {} : { repairedProbabilities: repaired(row) }),
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
 */
export function answerColumns(context: ModelContext, raw: Float64Array): AnswerColumns {
  return scaledAnswers(context, scaledRows(raw, context.scaler, context.featureNames.length));
}

function scaledAnswers(context: ModelContext, scaled: Float64Array): AnswerColumns {
  const own = modelAlgorithm(context.model.kind).answers.answerColumns(context, scaled);
  return withRepaired(context, scaled, own);
}

/** Sentence that says how the model comes to an answer, e.g. by which threshold a class was chosen. */
export function explainAnswer(context: ModelContext, answer: Prediction): string {
  return modelAlgorithm(context.model.kind).answers.explainAnswer(context, answer);
}

/** Rows that are asked about at once: what they need stays in the processor's cache. */
const ASKED_ROWS = 4096;

/**
 * Every used row in raw units with its prediction. Where the data has a column that is called as
 * one of the answers is, the answer's gives way. The rows are best asked for in turn.
 * @param data of which the features may be empty where there are `rawRows`
 * @param rowNumbers 1-based row of the file for each used row
 * @param rawRows the features of rows from one up to another in raw units, [rows][width]; null: the table
 *   has no columns for them, the others are called as they are beside them
 */
export function predictionTable(
  context: ModelContext,
  data: TrainingData,
  rowNumbers: ArrayLike<number>,
  rawRows: ((from: number, to: number) => Float64Array) | null,
): PredictionTable {
  const { width, features } = data;
  const hasFeatures = features.length > 0;
  const classes = data.classes;
  const hasSplit = data.rows > data.trainRows;
  const readTarget = (row: number): (number | string)[] => {
    if (data.target === null) return [];
    const value = data.target[row];
    return [classes.length > 0 ? (classes[value] ?? value) : value];
  };
  const { columns } = scaledAnswers(context, new Float64Array(0));
  const names = uniqueColumns(
    [...data.featureNames, ...(data.target === null ? [] : [context.target ?? 'target'])],
    ['row', ...(hasSplit ? ['split'] : []), ...columns],
  );
  const [rowName = 'row', ...added] = names.ours;
  let from = 0;
  let to = 0;
  let raw: Float64Array = new Float64Array(0);
  let answers: AnswerColumns | null = null;
  const ask = (row: number): AnswerColumns => {
    if (answers !== null && row >= from && row < to) return answers;
    from = row - (row % ASKED_ROWS);
    to = Math.min(data.rows, from + ASKED_ROWS);
    if (rawRows !== null) raw = rawRows(from, to);
    const scaled = hasFeatures
      ? features.subarray(from * width, to * width)
      : scaledRows(raw, context.scaler, width);
    answers = scaledAnswers(context, scaled);
    return answers;
  };
  return {
    columns: [rowName, ...(rawRows === null ? names.theirs.slice(width) : names.theirs), ...added],
    notes: names.notes,
    rows: data.rows,
    row: (row) => {
      const answered = ask(row).values(row - from);
      const at = (row - from) * width;
      return [
        rowNumbers[row] ?? row + 1,
        ...(rawRows === null ? [] : raw.subarray(at, at + width)),
        ...readTarget(row),
        ...(hasSplit ? [row < data.trainRows ? 'train' : 'validation'] : []),
        ...answered,
      ];
    },
  };
}
