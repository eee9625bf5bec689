import type { SvmSpec } from '../../../../src-shared/experiment/schema';
import type { Calibration } from '../../../../src-shared/run/record/record';
import { computeLogLoss } from '../../numeric/log-loss';
import { fitPlatt, plattProbabilities, type PlattLine } from '../../calibration/platt';
import type { FoldsState } from './cross-validation';
import { decisionAt, findSide, type SvmRows } from '../decisions';
import type { SvmWeights } from '../problem';

/** Platt's scaling on rows that the decisions' models were not trained on; null where none is asked for. */
export function calibrate(
  model: SvmSpec,
  data: SvmRows,
  classifiers: readonly SvmWeights[],
  { heldOut }: FoldsState,
): Calibration | null {
  if (model.calibration === 'none') return null;
  const count = classifiers.length;
  const { trainRows, rows, features, target, weights, classes } = data;
  const onValidation = model.calibration === 'validation';
  const from = onValidation ? trainRows : 0;
  const to = onValidation ? rows : trainRows;
  const decision = (row: number, k: number): number =>
    onValidation ? decisionAt(classifiers[k], features, row) : heldOut[row * count + k];
  const partWeights = weights === null ? null : weights.subarray(from, to);
  const lines = classifiers.map((_, k) => {
    const decisions = Float64Array.from({ length: to - from }, (_, i) => decision(from + i, k));
    const sides = Int8Array.from({ length: to - from }, (_, i) =>
      findSide(target[from + i], k, classes.length),
    );
    return fitPlatt(decisions, sides, partWeights);
  });
  return {
    method: 'platt',
    fittedOn: model.calibration,
    rows: to - from,
    a: lines.map(({ a }) => a),
    b: lines.map(({ b }) => b),
    logLoss: logLoss(lines, data, from, to, decision),
  };
}

/** Mean of -log of the probability that the rows' own classes get, over the rows it was fitted on. */
function logLoss(
  lines: readonly PlattLine[],
  { target, weights }: SvmRows,
  from: number,
  to: number,
  decision: (row: number, k: number) => number,
): number {
  let sum = 0;
  let all = 0;
  for (let row = from; row < to; row++) {
    const decisions = lines.map((_, k) => decision(row, k));
    const p = plattProbabilities(lines, decisions)[target[row]] ?? 0;
    const weight = weights?.[row] ?? 1;
    sum += weight * computeLogLoss(p);
    all += weight;
  }
  return sum / all;
}
