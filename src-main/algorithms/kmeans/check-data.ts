import { fail } from '../../../src-shared/errors';
import type { KMeansSpec } from '../../../src-shared/experiment/schema';
import type { TrainingData } from '../contract/trainer';
import { distinctRows, trainingPoints } from './math';

/**
 * Refuses more clusters than there are different rows to train on.
 * @throws BenchtopError `invalid-data`, naming the field
 */
export function checkDistinctRows({ nClusters: k }: KMeansSpec, data: TrainingData): void {
  const distinct = distinctRows(trainingPoints(data), k);
  if (k > distinct) {
    const training = data.rows > data.trainRows ? ['to train on'] : [];
    const weighted = data.weights === null ? [] : ['with a weight above 0'];
    const which = [...training, ...weighted].map((phrase) => ` ${phrase}`).join('');
    throw fail(
      'invalid-data',
      `k = ${k}, but the data has only ${distinct} distinct ${distinct === 1 ? 'row' : 'rows'}${which}: choose at most ${distinct} ${distinct === 1 ? 'cluster' : 'clusters'}.`,
      { field: 'model.nClusters' },
    );
  }
}
