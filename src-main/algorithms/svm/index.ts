import { createSvm } from './trainer';
import { createStreamedSvm } from './streamed/trainer';
import type { ModelAlgorithm } from '../contract/model-algorithm';
import { svmPicture, svmAnswers, svmColumns, explainSvmAnswer } from './answers';
import { checkSvmData } from './check-data';
import { svmDiagnostics } from './diagnostics';
import { finishSvm } from './finish-state';
import { forkSvm } from './fork-state';
import { countClassifiers } from './decisions';
import { readSvmTask, readDecisions } from './outputs';
import { deciderOfTask } from '../contract/explained';
import { storedFourier } from './state';
import { shrinks, typedSvmKernel } from './solver/solver';
import { featuresFor } from './solver/store';

/** Linear SVMs, by random Fourier features bent ones too: data, training, answers, evaluation, cost and diagnostics. */
export const svm: ModelAlgorithm<'svm'> = {
  data: {
    encodeTarget: () => ({ kind: 'classes', alternative: null }),
    allocateFeatures: (model, { classes, ...shape }) =>
      model.fourier === null && shrinks(model)
        ? featuresFor({ ...shape, classifiers: countClassifiers(classes) })
        : new Float64Array(shape.rows * shape.width),
    hashesFeatures: false,
    check: checkSvmData,
  },
  training: {
    createTrainer: (model, options) =>
      createSvm(model, options, (problem, start) => typedSvmKernel(model, problem, start)),
    createStreamedTrainer: createStreamedSvm,
    forkState: forkSvm,
    keepsBest: () => false,
    finishState: finishSvm,
  },
  answers: {
    toTargetUnits: (_, state) => state,
    drawPicture: svmPicture,
    answerRows: svmAnswers,
    answerColumns: svmColumns,
    explainAnswer: explainSvmAnswer,
  },
  outputs: { readTask: readSvmTask, readOutputs: readDecisions },
  explained: {
    scale: () => 'decision',
    readOutputs: readDecisions,
    decide: (context) => deciderOfTask(readSvmTask(context)),
    isAffine: ({ state }) => storedFourier(state) === null,
    createGradients: null,
  },
  // Measured: dual coordinate descent on typed arrays beats the native kernel at every size tried.
  estimateCost: () => ({ kind: 'typed', reason: 'faster than the native kernel for this model' }),
  diagnostics: svmDiagnostics,
};
