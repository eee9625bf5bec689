import type { RowComparison, RowFigure } from '../../../../src-shared/compare/verdict/row-comparison';
import { fail } from '../../../../src-shared/errors';
import { at } from '../../../../src-shared/present';
import { bootstrapInterval } from '../../../../src-shared/statistics/bootstrap';
import { correctedResampledT } from '../../../../src-shared/statistics/corrected-t';
import { delong } from '../../../../src-shared/statistics/delong';
import { mcnemarExact } from '../../../../src-shared/statistics/mcnemar';
import { rowLosses, type RowLosses } from '../../../algorithms/evaluation/row-losses';
import { modelAlgorithm } from '../../../algorithms/models';
import { Rng } from '../../../algorithms/numeric/rng';
import { drive, Slices } from '../../../dataset';
import type { ModelCalls } from '../../protocol/models';
import { modelContext } from '../../stored/model-context';
import type { CallContext } from '../call-context';
import { readCommonData } from './common-data';

const DRAWS = 2000;
/** Rows times draws that a bootstrap works through at most; of more rows fewer draws are made. */
const MOST_DRAWN = 2e8;

/**
 * Two models on the validation rows that both have, row by row: their figures with bootstrap intervals of
 * the difference, and the exact tests of right and wrong rows and of ROC areas.
 * @throws BenchtopError `invalid-data` where they have no such rows, or not the same target
 */
export async function compareRows(
  { models, seed }: ModelCalls['compare-rows']['params'],
  call: CallContext,
): Promise<RowComparison> {
  const { target, kind, rows, isHeldOut, parts } = await readCommonData(models, call);
  if (!isHeldOut)
    throw fail(
      'invalid-data',
      'The runs have fewer than ten validation rows in common: train with a validation share.',
      { field: 'dataset.validationSplit' },
    );
  const sides: RowLosses[] = [];
  let isWeighted = false;
  for await (const { stored, data } of parts()) {
    isWeighted = data.weights !== null;
    const { outputs } = modelAlgorithm(stored.experiment.model.kind);
    const work = rowLosses(modelContext(stored), data, outputs);
    sides.push(await drive(work, call.signal, 'The comparison'));
  }
  const [a, b] = [at(sides, 0), at(sides, 1)];
  const slices = new Slices(call.signal);
  const figures: RowFigure[] = [];
  for (const name of Object.keys(a.losses)) {
    const [lossA, lossB] = [a.losses[name], b.losses[name]];
    if (lossA === undefined || lossB === undefined) continue;
    figures.push(compareFigure(name, lossA, lossB, { seed }));
    await slices.next();
  }
  const { isPositive } = a;
  return {
    kind,
    target,
    rows: rows.length,
    isWeighted,
    figures,
    mcnemar: a.isRight === null || b.isRight === null ? null : mcnemarExact(a.isRight, b.isRight),
    rocAuc:
      a.scores === null || b.scores === null || isPositive === null
        ? null
        : delong(isPositive, a.scores, b.scores),
  };
}

/**
 * A figure of two models that is a mean of what the same rows add, or the root of one (rmse), with the bootstrap
 * interval of b - a.
 * @param mostDrawn rows times draws at most
 */
export function compareFigure(
  name: string,
  a: Float64Array,
  b: Float64Array,
  { seed, mostDrawn = MOST_DRAWN }: { readonly seed: number; readonly mostDrawn?: number },
): RowFigure {
  const rng = Rng.derive(seed, `bootstrap ${name}`);
  const isRoot = name === 'rmse';
  const figure = (values: Float64Array, places: Int32Array): number => {
    let sum = 0;
    for (const place of places) sum += values[place]!;
    return isRoot ? Math.sqrt(sum / places.length) : sum / places.length;
  };
  const draws = Math.max(200, Math.min(DRAWS, Math.floor(mostDrawn / a.length)));
  const interval = bootstrapInterval(a.length, (places) => figure(b, places) - figure(a, places), {
    integer: (n) => rng.integer(n),
    draws,
  });
  const all = Int32Array.from(a, (_, i) => i);
  const differences = Array.from(b, (value, i) => value - a[i]!);
  return {
    name,
    a: figure(a, all),
    b: figure(b, all),
    ...interval,
    pValue: correctedResampledT(differences, 0).pValue,
  };
}
