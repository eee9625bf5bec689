import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import { createKMeans } from './trainer';
import { createStreamedKMeans } from './streamed/trainer';
import type { ModelAlgorithm } from '../contract/model-algorithm';
import { finishLastState } from '../contract/training-rules';
import { clusterPicture, clusterRows, clusterColumns } from './answers';
import { checkDistinctRows } from './check-data';
import { chosenCenters } from './start/chosen-rows';
import { estimateKMeansCost } from './cost';
import { kmeansDiagnostics } from './diagnostics';
import { forkClusters } from './fork-state';
import { allocateFeatures, typedKernel } from './rounds/kernel';
import { trainingPoints } from './math';
import { readNearest } from './nearest-outputs';
import { findLargest } from '../numeric/largest';

/**
 * k-means clustering: k centres that minimize the weighted sum of squared distances of rows to their
 * nearest centre (scikit-learn's `KMeans` and `MiniBatchKMeans`). Joins data, training, answers, cost
 * and diagnostics for the table of kinds.
 */
export const kmeans: ModelAlgorithm<'kmeans'> = {
  data: {
    encodeTarget: () => ({ kind: 'none' }),
    allocateFeatures,
    hashesFeatures: true,
    check(model, data, rowNumbers) {
      checkDistinctRows(model, data);
      if (rowNumbers !== null) chosenCenters(model, data, rowNumbers);
    },
  },
  training: {
    createTrainer: (model, options) =>
      createKMeans(model, options, typedKernel(trainingPoints(options.data), model, options.spawnHelpers)),
    createStreamedTrainer: createStreamedKMeans,
    forkState: forkClusters,
    keepsBest: () => true,
    finishState: finishLastState,
  },
  answers: {
    toTargetUnits: (_, state) => state,
    drawPicture: clusterPicture,
    answerRows: clusterRows,
    answerColumns: clusterColumns,
    explainAnswer: () =>
      'The cluster is the one whose centre is nearest, by the distance between scaled values.',
  },
  outputs: { readTask: refuseEvaluation, readOutputs: refuseEvaluation },
  explained: {
    scale: () => 'membership',
    readOutputs: readNearest,
    decide: () => findLargest,
    isAffine: () => false,
    createGradients: null,
  },
  estimateCost: estimateKMeansCost,
  diagnostics: kmeansDiagnostics,
};

function refuseEvaluation(): never {
  throw fail(
    'invalid-data',
    sentence('k-means has no target to compare its clusters with: an evaluation needs a network or an SVM.'),
    { field: 'model.kind' },
  );
}
