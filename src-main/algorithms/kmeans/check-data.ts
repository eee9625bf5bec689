import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
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
    const training = data.rows > data.trainRows ? [sentence(' to train on')] : [];
    const weighted = data.weights === null ? [] : [sentence(' with a weight above 0')];
    const [first, second] = [...training, ...weighted];
    const which =
      first === undefined
        ? ''
        : second === undefined
          ? first
          : sentence('{first}{second}', { first, second });
    throw fail(
      'invalid-data',
      distinct === 1
        ? sentence('k = {k}, but the data has only 1 distinct row{which}: choose at most 1 cluster.', {
            k,
            which,
          })
        : sentence(
            'k = {k}, but the data has only {distinct} distinct rows{which}: choose at most {distinct} clusters.',
            { k, distinct, which },
          ),
      { field: 'model.nClusters' },
    );
  }
}
