import { say } from '../../../src-shared/language/say';
import { OPTIMIZER_NAMES, SHORT_LOSS_NAMES } from '../../text/network-labels';
import type { ModelView } from '../contract/view';

/** Views of networks: form, runs, comparison. */
export const network: ModelView<'network'> = {
  describe({ layers, loss, optimizer }, inputs) {
    const sizes = [inputs, ...layers.map(({ units }) => units)].join('-');
    const activations = [...new Set(layers.map(({ activation }) => activation))].join('/');
    const rate = `${OPTIMIZER_NAMES[optimizer.kind]} ${optimizer.learningRate}`;
    return `${sizes} ${activations} · ${SHORT_LOSS_NAMES[loss]} · ${rate}`;
  },
  pictureTitle(frame) {
    if (frame === null) return say('Network');
    if (frame.surface !== null) return say('Output over the plane');
    if (frame.regions !== null) return say('Classes over the plane');
    return frame.curve !== null ? say('Fitted curve') : say('Network');
  },
  outputActivation: ({ layers }) => layers[layers.length - 1]?.activation ?? 'sigmoid',
  answerText: () => null,
  form: async () => (await import('./form')).networkForm,
  run: async () => (await import('./run')).networkRun,
  compare: async () => (await import('./compare')).networkCompare,
};
