import { clusterName } from '../../../src-shared/models/kmeans/clusters';
import { uniqueColumns } from '../../../src-shared/run/points/column-names';
import type { Frame, PointSample, Prediction } from '../../../src-shared/run/live/frames';
import { CLUSTER_COLUMNS, clusterAnswers, clusterCells, clusterPicture } from '../kmeans/answers';
import { scaledRows } from '../numeric/scaling';
import type { ModelContext } from '../contract/model-context';
import { networkAnswers, networkColumns, networkFrame } from '../network/answers';
import type { PictureOptions, TrainingData } from '../contract/trainer';
import { svmAnswers, svmColumns, svmPicture } from '../svm/answers';
import type { AnswerColumns, PredictionTable } from '../contract/answers';

/** The model drawn over a sample of its data. */
export function pictureOf(context: ModelContext, sample: PointSample, options: PictureOptions = {}): Frame {
  const { model } = context;
  switch (model.kind) {
    case 'network':
      return networkFrame(context, model, options);
    case 'kmeans':
      return clusterPicture(context, sample);
    case 'svm':
      return svmPicture(context, model, sample);
  }
}

/**
 * What the model says of raw points, [n][features].
 * k-means: `distances` to every centre, in the scaled space that the clusters were found in.
 */
export function predictPoints(context: ModelContext, points: readonly (readonly number[])[]): Prediction[] {
  const { model, featureNames } = context;
  const width = featureNames.length;
  const input = (point: readonly number[]): Record<string, number> =>
    Object.fromEntries(featureNames.map((name, j) => [name, point[j] ?? NaN]));
  const flat = Float64Array.from(points.flat());
  switch (model.kind) {
    case 'network': {
      const answers = networkAnswers(context, model, flat);
      return points.map((point, row) => ({ input: input(point), ...answers(row) }));
    }
    case 'kmeans': {
      const answers = clusterAnswers(context, scaledRows(flat, context.scaler, width));
      return points.map((point, row) => {
        const { cluster, ...rest } = answers(row);
        const named = clusterName(cluster, rest.distances.length, context.clusterNames);
        return { input: input(point), cluster, clusterName: named, ...rest };
      });
    }
    case 'svm': {
      const answers = svmAnswers(context, flat);
      return points.map((point, row) => ({ input: input(point), ...answers[row]! }));
    }
  }
}

/**
 * The answers to raw rows [n][features] as columns: whatever kind of model it is, a table is made of
 * them in the same way.
 * @param scaled the same rows as the model sees them, where they are at hand
 */
export function answerColumns(
  context: ModelContext,
  raw: Float64Array,
  scaled: Float64Array | null = null,
): AnswerColumns {
  const { model } = context;
  const width = context.featureNames.length;
  switch (model.kind) {
    case 'network':
      return networkColumns(context, model, raw);
    case 'kmeans': {
      const answers = clusterAnswers(context, scaled ?? scaledRows(raw, context.scaler, width));
      return {
        columns: CLUSTER_COLUMNS,
        values: (row) => clusterCells(answers(row), context.clusterNames),
      };
    }
    case 'svm':
      return svmColumns(context, raw);
  }
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
  const targetOf = (row: number): (number | string)[] => {
    if (data.target === null) return [];
    const value = data.target[row]!;
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
      ...targetOf(row),
      ...(hasSplit ? [row < data.trainRows ? 'train' : 'validation'] : []),
      ...answers.values(row),
    ],
  };
}
