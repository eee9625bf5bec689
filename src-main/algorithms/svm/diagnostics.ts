import { FIELDS } from '../../../src-shared/experiment/fields';
import type { SvmSpec } from '../../../src-shared/experiment/schema';
import { CONVERGED_SHARE, unconvergedShare } from '../../../src-shared/models/svm/convergence';
import type { Finding, Offer } from '../../../src-shared/run/live/guidance';
import type { RunResult } from '../../../src-shared/models';
import type { TrainingData } from '../contract/trainer';
import { type ModelState, readTensor } from '../contract/state';
import type { ModelDiagnostics, ExperimentOf, Spread } from '../contract/diagnostics';
import { scaledCopy } from '../guidance/offers';
import { computeDistance } from '../guidance/spread';
import { noBetter } from '../guidance/no-better';
import { lookedAt, oneClass } from '../guidance/one-class';
import { formatStatistic } from '../guidance/format';

/** More passes that are offered, times those made. */
const MORE_PASSES = 10;

/** Standard deviations from zero at which the penalty on the bias shows in an SVM's accuracy. */
const FAR_FROM_ZERO = 10;

const STRAIGHT = 'A straight boundary does not tell these classes apart.';

/** What there is to warn of in an SVM: passes that ended early, one class for all, columns far from zero. */
export const svmDiagnostics: ModelDiagnostics<'svm'> = {
  watchMetrics: () => null,
  unequalSpreads: () => 'the penalty weighs on them unequally',
  findUnscaled: farFromZero,
  findInModel(experiment, data, state, result) {
    const rows = lookedAt(data.trainRows);
    const { step } = state;
    const l2 = Number((experiment.model.l2 / 10).toPrecision(2));
    const offer: Offer = {
      kind: 'fork',
      label: `Fork with a tenth of l2: ${formatStatistic(l2)}`,
      step,
      changes: [{ path: 'model.l2', value: l2 }],
    };
    return [
      ...oneClass(experiment, data, rows, marginClasses(data, state, rows), state, offer),
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
  explainNotFinite: (_, message, step) => ({ kind: 'notFinite', message, step, offer: null }),
};

/** The experiment anew with random Fourier features, whose boundary bends. */
function curvedCopy(step: number): Offer {
  return {
    kind: 'copy',
    label: 'Edited copy with a curved boundary',
    step,
    changes: [
      {
        path: 'model.fourier',
        value: {
          gamma: FIELDS['model.fourier.gamma'].default,
          nComponents: FIELDS['model.fourier.nComponents'].default,
        },
      },
    ],
  };
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
    model.tol > 0 ? `the tolerance is ${formatStatistic(100 * model.tol)} %` : 'no tolerance is set';
  return [
    {
      kind: 'notConverged',
      message: `The SVM has not converged after ${formatStatistic(step)} ${step === 1 ? 'pass' : 'passes'}: its objective of ${formatStatistic(objective)} may be ${formatStatistic(dualityGap)} (${formatStatistic(100 * share)} %) above the optimum; ${bound}.`,
      step,
      offer: dataset.scaling === 'none' ? scaledCopy(step) : morePasses(model, step),
    },
  ];
}

function morePasses({ tol, maxIter }: SvmSpec, step: number): Offer | null {
  const value = Math.min(FIELDS['model.maxIter'].max, MORE_PASSES * maxIter);
  if (value <= maxIter) return null;
  return {
    kind: 'fork',
    label: `Fork with up to ${formatStatistic(value)} passes`,
    step,
    changes: [
      { path: 'model.maxIter', value },
      ...(tol > 0 ? [] : [{ path: 'model.tol', value: CONVERGED_SHARE }]),
    ],
  };
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
  return {
    kind: 'unscaled',
    message: `${farthest.name} lies ${formatStatistic(Math.round(computeDistance(farthest)))} standard deviations from zero (mean ${formatStatistic(farthest.mean)}, standard deviation ${formatStatistic(farthest.std)}) and is not scaled: the penalty on the bias keeps the line from leaning that way.`,
    step: null,
    offer: scaledCopy(0),
  };
}
