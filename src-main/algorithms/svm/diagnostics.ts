import { counted, sentence } from '../../../src-shared/language/sentence';
import { FIELDS } from '../../../src-shared/experiment/fields';
import type { SvmSpec } from '../../../src-shared/experiment/schema';
import { CONVERGED_SHARE, unconvergedShare } from '../../../src-shared/models/svm/convergence';
import type { Finding, Offer } from '../../../src-shared/run/live/guidance';
import type { RunResult } from '../../../src-shared/models';
import type { TrainingData } from '../contract/trainer';
import { type ModelState, readTensor } from '../contract/state';
import type { ModelDiagnostics, ExperimentOf, Spread } from '../contract/diagnostics';
import { finding, notFinite, offer, scaledCopy } from '../guidance/offers';
import { computeDistance } from '../guidance/spread';
import { noBetter } from '../guidance/no-better';
import { lookedAt, oneClass } from '../guidance/one-class';
import { statistic } from '../guidance/format';

/** More passes that are offered, times those made. */
const MORE_PASSES = 10;

/** Standard deviations from zero at which the penalty on the bias shows in an SVM's accuracy. */
const FAR_FROM_ZERO = 10;

const STRAIGHT = sentence('A straight boundary does not tell these classes apart.');

/** What there is to warn of in an SVM: passes that ended early, one class for all, columns far from zero. */
export const svmDiagnostics: ModelDiagnostics<'svm'> = {
  watchMetrics: () => null,
  unequalSpreads: () => sentence('the penalty weighs on them unequally'),
  findUnscaled: farFromZero,
  findInModel(experiment, data, state, result) {
    const rows = lookedAt(data.trainRows);
    const { step } = state;
    const l2 = Number((experiment.model.l2 / 10).toPrecision(2));
    const smaller = offer('fork', sentence('Fork with a tenth of l2: {l2}', { l2: statistic(l2) }), step, [
      { path: 'model.l2', value: l2 },
    ]);
    return [
      ...oneClass(experiment, data, rows, marginClasses(data, state, rows), state, smaller),
      ...(result === null ? [] : notConverged(experiment, result, step)),
      ...(result === null
        ? []
        : noBetter(data, (asked) => marginClasses(data, state, asked), {
            step,
            why: STRAIGHT,
            offer: curvedCopy(step),
          })),
    ];
  },
  explainNotFinite: (_, error, step) => notFinite(error, step),
};

/** The experiment anew with random Fourier features, whose boundary bends. */
function curvedCopy(step: number): Offer {
  const value = {
    gamma: FIELDS['model.fourier.gamma'].default,
    nComponents: FIELDS['model.fourier.nComponents'].default,
  };
  return offer('copy', sentence('Edited copy with a curved boundary'), step, [
    { path: 'model.fourier', value },
  ]);
}

/** A linear SVM whose passes ended before it came near its optimum. @param step that it stands at */
function notConverged(
  { model, dataset }: ExperimentOf<'svm'>,
  result: RunResult<'svm'>,
  step: number,
): Finding[] {
  const { dualityGap, objective } = result;
  if (dualityGap === undefined || objective === undefined) return [];
  const share = unconvergedShare(model.tol, dualityGap, objective);
  if (share === null) return [];
  const bound =
    model.tol > 0
      ? sentence('the tolerance is {percent} %', { percent: statistic(100 * model.tol) })
      : sentence('no tolerance is set');
  const passes =
    step === 1
      ? sentence('{count} pass', { count: counted(step) })
      : sentence('{count} passes', { count: counted(step) });
  const said = sentence(
    'The SVM has not converged after {passes}: its objective of {objective} may be {gap} ({percent} %) above the optimum; {bound}.',
    {
      passes,
      objective: statistic(objective),
      gap: statistic(dualityGap),
      percent: statistic(100 * share),
      bound,
    },
  );
  const help = dataset.scaling === 'none' ? scaledCopy(step) : morePasses(model, step);
  return [finding('notConverged', said, step, help)];
}

function morePasses({ tol, maxIter }: SvmSpec, step: number): Offer | null {
  const value = Math.min(FIELDS['model.maxIter'].max, MORE_PASSES * maxIter);
  if (value <= maxIter) return null;
  return offer('fork', sentence('Fork with up to {passes} passes', { passes: counted(value) }), step, [
    { path: 'model.maxIter', value },
    ...(tol > 0 ? [] : [{ path: 'model.tol', value: CONVERGED_SHARE }]),
  ]);
}

/** Sides of a hyperplane; none where the model has another shape. */
function marginClasses(data: TrainingData, state: ModelState, rows: readonly number[]): number[] {
  const coef = readTensor(state, 'coef').data;
  const intercept = readTensor(state, 'intercept').data;
  // Behind random Fourier features the weights are of those.
  const isLine = state.tensors['fourierWeights'] === undefined && intercept.length === 1;
  if (!isLine || coef.length !== data.width) return [];
  return rows.map((row) => {
    let value = intercept[0];
    for (let j = 0; j < data.width; j++) value += coef[j] * data.features[row * data.width + j];
    return value > 0 ? 1 : 0;
  });
}

/** The bias of a linear SVM is penalised, so that its optimum depends on where zero is. */
function farFromZero({ fourier }: SvmSpec, varying: readonly Spread[]): Finding | null {
  if (fourier !== null) return null;
  const farthest = varying.reduce((most, other) =>
    computeDistance(other) > computeDistance(most) ? other : most,
  );
  if (computeDistance(farthest) <= FAR_FROM_ZERO) return null;
  const said = sentence(
    '{name} lies {distance} standard deviations from zero (mean {mean}, standard deviation {std}) and is not scaled: the penalty on the bias keeps the line from leaning that way.',
    {
      name: farthest.name,
      distance: statistic(Math.round(computeDistance(farthest))),
      mean: statistic(farthest.mean),
      std: statistic(farthest.std),
    },
  );
  return finding('unscaled', said, null, scaledCopy(0));
}
