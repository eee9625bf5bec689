import { fail } from '../../../src-shared/errors';
import { square } from '../../../src-shared/portable-math/square';
import type { Importance, ImportanceMetric } from '../../../src-shared/run/explanation/explanation';
import type { Work } from '../explore/slices';
import { Rng } from '../numeric/rng';
import type { ExplainedColumn } from './columns';
import type { ExplainedModel } from './explained-model';
import type { ExplainedRows } from './rows';
import { createScorer, isError, metricsOfScale } from './score';

export interface PermutationOptions {
  /** Null: the first that the model has. */
  readonly metric: ImportanceMetric | null;
  /** Shuffles of each column, 2 or more for a spread. */
  readonly repeats: number;
  readonly seed: number;
  /** Told the share that is done, 0 to 1. */
  readonly onShare?: (share: number) => void;
}

/** What an importance says beside the rows it is of. */
export type ImportanceFigures = Pick<Importance, 'metric' | 'metrics' | 'baseline' | 'repeats' | 'columns'>;

/**
 * Permutation importance (Breiman 2001; scikit-learn's `permutation_importance`): how much worse the metric
 * becomes when one raw column, with all inputs that it has, is shuffled over the rows. Of clusters: the share
 * of rows that leave theirs.
 * @throws BenchtopError `invalid-data` for a metric that the model does not have
 */
export function* permutationImportance(
  model: ExplainedModel,
  columns: readonly ExplainedColumn[],
  rows: ExplainedRows,
  { metric: asked, repeats, seed, onShare }: PermutationOptions,
): Work<ImportanceFigures> {
  const metrics = metricsOfScale(model.scale);
  const metric = asked ?? metrics[0] ?? 'accuracy';
  if (!metrics.includes(metric))
    throw fail('invalid-data', `This model has no ${metric}: choose ${metrics.join(' or ')}.`, {
      field: 'metric',
    });
  const truth = rows.target ?? (yield* ownAnswers(model, rows));
  const score = function* (column: ExplainedColumn | null, order: Int32Array | null): Work<number> {
    const scorer = createScorer(metric, model, truth, rows.weights);
    yield* askRows(model, rows, column, order, scorer.add);
    return scorer.value();
  };
  const baseline = yield* score(null, null);
  const found: { column: string; mean: number; sd: number; repeats: number[] }[] = [];
  for (const [c, column] of columns.entries()) {
    const losses: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      const order = Int32Array.from({ length: rows.rows }, (_, i) => i);
      Rng.derive(seed, `permutation ${repeat} of ${column.name}`).shuffle(order);
      const shuffled = yield* score(column, order);
      losses.push(isError(metric) ? shuffled - baseline : baseline - shuffled);
      onShare?.((c + (repeat + 1) / repeats) / columns.length);
    }
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / repeats;
    const squares = losses.reduce((sum, loss) => sum + square(loss - mean), 0);
    const sd = repeats < 2 ? NaN : Math.sqrt(squares / (repeats - 1));
    found.push({ column: column.name, mean, sd, repeats: losses });
  }
  found.sort((a, b) => b.mean - a.mean);
  return { metric, metrics, baseline, repeats, columns: found };
}

/** Asks about all rows, one column of each being that of another row. */
function* askRows(
  { inputs, capacity, width, run }: ExplainedModel,
  { features, rows }: ExplainedRows,
  column: ExplainedColumn | null,
  order: Int32Array | null,
  each: (outputs: Float64Array, from: number, rows: number) => void,
): Work<void> {
  for (let from = 0; from < rows; from += capacity) {
    const count = Math.min(capacity, rows - from);
    inputs.set(features.subarray(from * width, (from + count) * width));
    if (column !== null && order !== null) {
      for (let i = 0; i < count; i++) {
        const source = order[from + i] * width + column.from;
        for (let j = 0; j < column.count; j++) inputs[i * width + column.from + j] = features[source + j]!;
      }
    }
    each(run(count), from, count);
    yield;
  }
}

/** The cluster that the model puts each row in. */
function* ownAnswers(model: ExplainedModel, rows: ExplainedRows): Work<Float64Array> {
  const units = model.outputs.length;
  const answers = new Float64Array(rows.rows);
  yield* askRows(model, rows, null, null, (outputs, from, count) => {
    for (let i = 0; i < count; i++) answers[from + i] = model.decide?.(outputs, i * units) ?? 0;
  });
  return answers;
}
