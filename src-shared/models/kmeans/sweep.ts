import { say } from '../../language/say';
import { getPath } from '../../fields/change';
import { numberAt, type SweepRules } from '../contract/sweep';
import { KMEANS_FIELDS } from './fields';
import { KMEANS_TOL_ON, type KMeansSpec } from './schema';

const CHOICES = new Map([
  ['model.init', { label: say('Start'), choices: ['k-means++', 'random'] }],
  ['model.tolOn', { label: say('Tolerance on'), choices: KMEANS_TOL_ON }],
]);

/** A sweep over k-means varies the number of clusters, its starts and its tolerance. */
export const kmeansSweep: SweepRules<KMeansSpec> = {
  number: (path, model) => numberAt(KMEANS_FIELDS, path, getPath({ model }, path)),
  choice: (path) => CHOICES.get(path) ?? null,
  changes: (change) => [change],
  derived: [],
  condition: () => null,
  budget: () => ({
    field: 'model.kind',
    message: say('Halving needs a network or an SVM: k-means ends by itself after a few rounds.'),
  }),
};
