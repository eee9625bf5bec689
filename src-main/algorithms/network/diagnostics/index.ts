import { networkTask } from '../../../../src-shared/experiment/schema';
import type { Offer } from '../../../../src-shared/run/live/guidance';
import type { ModelDiagnostics } from '../../contract/diagnostics';
import { scaledCopy } from '../../guidance/offers';
import { lookedAt, oneClass } from '../../guidance/one-class';
import { computeSize } from '../../guidance/spread';
import { formatStatistic } from '../../guidance/format';
import { findLargest } from '../../numeric/largest';
import { LossWatch, smallerRate } from './loss-watch';
import { findSaturated, computeOutputs } from './saturation';

/** Sums of such inputs drive a sigmoid or tanh flat at initial weights of about 1 / sqrt(inputs). */
const LARGE_INPUT = 100;

/** What there is to warn of in a network: its curves, units that no longer learn, inputs that are too large. */
export const networkDiagnostics: ModelDiagnostics<'network'> = {
  watchMetrics: (experiment) => new LossWatch(experiment),
  unequalSpreads: () => 'one learning rate suits only one of them',
  findUnscaled(_, varying) {
    const largest = varying.reduce((most, other) => (computeSize(other) > computeSize(most) ? other : most));
    if (computeSize(largest) <= LARGE_INPUT) return null;
    return {
      kind: 'unscaled',
      message: `${largest.name} runs from ${formatStatistic(largest.low)} to ${formatStatistic(largest.high)} and is not scaled: inputs far above 1 make a network's units flat from the start.`,
      step: null,
      offer: scaledCopy(0),
    };
  },
  findInModel(experiment, data, state) {
    const { model, seed } = experiment;
    const rows = lookedAt(data.trainRows);
    const saturated = findSaturated(experiment, data, state, rows);
    const task = networkTask(model);
    if (task.kind === 'numbers') return saturated;
    const outputs = computeOutputs(model, data, state, rows, model.layers.length);
    const { units } = model.layers[model.layers.length - 1];
    const classes = rows.map((_, i) =>
      task.kind === 'classes' ? findLargest(outputs, i * units, units) : outputs[i] >= task.threshold ? 1 : 0,
    );
    const offer: Offer = {
      kind: 'copy',
      label: `Edited copy with seed ${seed + 1}: other initial weights`,
      step: state.step,
      changes: [{ path: 'seed', value: seed + 1 }],
    };
    return [...saturated, ...oneClass(experiment, data, rows, classes, state, offer)];
  },
  // The weights just before are finite but far off: a fork goes back to where the loss was lowest.
  explainNotFinite({ model }, message, step, bestStep) {
    const [sentence] = message.split(': try');
    const { learningRate } = model.optimizer;
    return {
      kind: 'notFinite',
      message: `${sentence ?? message} with a learning rate of ${learningRate}: training has ended, and the last good checkpoint is kept.`,
      step,
      offer: smallerRate(learningRate, bestStep === null ? 'copy' : 'fork', bestStep ?? step, 10, 'a tenth'),
    };
  },
};
