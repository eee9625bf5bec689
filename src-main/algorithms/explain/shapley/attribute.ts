import type { Attribution, ShapleyMethod } from '../../../../src-shared/run/explanation/explanation';
import type { Work } from '../../explore/slices';
import { Rng } from '../../numeric/rng';
import type { ExplainedColumn } from '../columns';
import type { ExplainedModel } from '../explained-model';
import { rowBudget } from '../rows';
import { exactShapley } from './exact';
import { rowOutputs, type ColumnGame } from './game';
import { affineOutputs, linearShapley, meanRow } from './linear';
import { sampledShapley } from './sampled';

/** Up to so many raw columns all coalitions are tried. */
const MOST_EXACT = 12;
const MOST_PAIRS = 100;
const FEWEST_PAIRS = 4;

/** Explains rows of one model against one background. */
export interface Attributor {
  readonly method: ShapleyMethod;
  /** Pairs of orders of sampled values; null of others. */
  readonly pairs: number | null;
  /** @param seed of the orders that are drawn */
  readonly explain: (row: Float64Array, seed: number) => Work<Attribution>;
}

/**
 * How rows are explained: in closed form where the model is affine, exactly for up to 12 raw columns, else by
 * drawn orders, as many as the budget allows.
 * @param share of the budget that one row may take; 1: the whole
 */
export function createAttributor(
  model: ExplainedModel,
  columns: readonly ExplainedColumn[],
  background: Float64Array,
  share = 1,
): Attributor {
  const n = columns.length;
  const backgroundRows = background.length / model.width;
  const game = (row: Float64Array): ColumnGame => ({ model, columns, row, background });
  const finish = (
    row: Float64Array,
    rest: Omit<Attribution, 'prediction' | 'backgroundRows'>,
  ): Attribution => ({
    ...rest,
    prediction: rowOutputs({ model, row }),
    backgroundRows,
  });
  if (model.isAffine) {
    const affine = affineOutputs(model);
    const mean = meanRow(background, model.width);
    return {
      method: 'linear',
      pairs: null,
      *explain(row) {
        yield;
        return finish(row, {
          method: 'linear',
          errors: null,
          draws: null,
          ...linearShapley(game(row), affine, mean),
        });
      },
    };
  }
  const budget = rowBudget(model) * share;
  const isExact = n <= MOST_EXACT && (share === 1 || (1 << n) * backgroundRows <= budget);
  if (isExact) {
    return {
      method: 'exact',
      pairs: null,
      *explain(row) {
        const values = yield* exactShapley(game(row));
        return finish(row, { method: 'exact', errors: null, draws: null, ...values });
      },
    };
  }
  const most = Math.floor(budget / (2 * (n + 1) * backgroundRows));
  const pairs = Math.min(MOST_PAIRS, Math.max(FEWEST_PAIRS, most));
  return {
    method: 'sampled',
    pairs,
    *explain(row, seed) {
      const values = yield* sampledShapley(game(row), pairs, Rng.derive(seed, 'orders of columns'));
      return finish(row, { method: 'sampled', draws: pairs, ...values });
    },
  };
}
