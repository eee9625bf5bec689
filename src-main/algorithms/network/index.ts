import { sentence } from '../../../src-shared/language/sentence';
import { createStreamedNetwork, createTypedNetwork } from './training/typed-network';
import { networkTask } from '../../../src-shared/experiment/schema';
import type { ModelAlgorithm } from '../contract/model-algorithm';
import { networkAnswers, networkColumns, explainNetworkAnswer } from './answers';
import { checkNetworkData } from './check-data';
import { estimateNetworkCost } from './cost';
import { networkDiagnostics } from './diagnostics';
import { deciderOfTask, scaleOfTask } from '../contract/explained';
import { networkInputGradients } from './input-gradients';
import { finishNetwork } from './state/finish-state';
import { forkNetwork } from './state/fork-state';
import { readNetworkTask, readNetworkOutputs } from './outputs';
import { networkFrame } from './picture';
import { inTargetUnits } from './target-scaling';

/**
 * Fully connected networks (multilayer perceptrons; Keras' `Sequential` of `Dense` layers). Joins data,
 * training, answers, evaluation, cost and diagnostics for the table of kinds.
 */
export const network: ModelAlgorithm<'network'> = {
  data: {
    encodeTarget(model) {
      const task = networkTask(model);
      const last = model.layers[model.layers.length - 1]?.activation;
      if (task.kind === 'numbers') return { kind: 'numbers', isScaled: last === 'linear' };
      if (task.kind === 'classes')
        return { kind: 'classes', alternative: sentence('a linear output of 1 unit') };
      const takesAnyTwo = model.loss === 'binaryCrossentropy' || model.loss === 'hinge';
      return { kind: 'twoClasses', takesAnyTwo };
    },
    allocateFeatures: (_, { rows, width }) => new Float64Array(rows * width),
    hashesFeatures: false,
    check: checkNetworkData,
  },
  training: {
    createTrainer: createTypedNetwork,
    createStreamedTrainer: createStreamedNetwork,
    forkState: forkNetwork,
    keepsBest: ({ earlyStopping }) => earlyStopping !== null,
    finishState: finishNetwork,
  },
  answers: {
    toTargetUnits: inTargetUnits,
    drawPicture: (context, _, options) => networkFrame(context, options),
    answerRows: networkAnswers,
    answerColumns: networkColumns,
    explainAnswer: explainNetworkAnswer,
  },
  outputs: { readTask: readNetworkTask, readOutputs: readNetworkOutputs },
  explained: {
    scale: (context) => scaleOfTask(readNetworkTask(context)),
    readOutputs: readNetworkOutputs,
    decide: (context) => deciderOfTask(readNetworkTask(context)),
    isAffine: ({ model }) => model.layers.every(({ activation }) => activation === 'linear'),
    createGradients: networkInputGradients,
  },
  estimateCost: estimateNetworkCost,
  diagnostics: networkDiagnostics,
};
