import { networkTask } from '../../../../src-shared/experiment/schema';
import { sentence } from '../../../../src-shared/language/sentence';
import type { ModelDiagnostics } from '../../contract/diagnostics';
import { finding, notFinite, otherSeed, scaledCopy } from '../../guidance/offers';
import { lookedAt, oneClass } from '../../guidance/one-class';
import { computeSize } from '../../guidance/spread';
import { statistic } from '../../guidance/format';
import { findLargest } from '../../numeric/largest';
import { LossWatch, smallerRate } from './loss-watch';
import { findSaturated, computeOutputs } from './saturation';

/** Sums of such inputs drive a sigmoid or tanh flat at initial weights of about 1 / sqrt(inputs). */
const LARGE_INPUT = 100;

/** What there is to warn of in a network: its curves, units that no longer learn, inputs that are too large. */
export const networkDiagnostics: ModelDiagnostics<'network'> = {
  watchMetrics: (experiment) => new LossWatch(experiment),
  unequalSpreads: () => sentence('one learning rate suits only one of them'),
  findUnscaled(_, varying) {
    const largest = varying.reduce((most, other) => (computeSize(other) > computeSize(most) ? other : most));
    if (computeSize(largest) <= LARGE_INPUT) return null;
    const said = sentence(
      "{name} runs from {low} to {high} and is not scaled: inputs far above 1 make a network's units flat from the start.",
      { name: largest.name, low: statistic(largest.low), high: statistic(largest.high) },
    );
    return finding('unscaled', said, null, scaledCopy(0));
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
    return [...saturated, ...oneClass(experiment, data, rows, classes, state, otherSeed(seed, state.step))];
  },
  // The weights just before are finite but far off: a fork goes back to where the loss was lowest.
  explainNotFinite({ model }, error, step, bestStep) {
    const what = error.said?.values['what'];
    if (what === undefined) return notFinite(error, step);
    const { learningRate } = model.optimizer;
    return finding(
      'notFinite',
      sentence(
        '{what} at step {step} with a learning rate of {learningRate}: training has ended, and the last good checkpoint is kept.',
        { what, step, learningRate },
      ),
      step,
      smallerRate(learningRate, bestStep === null ? 'copy' : 'fork', bestStep ?? step, 10),
    );
  },
};
