import { say } from '../../language/say';
import { type MetricDefinitions, type ModelObjective, runColumn, type RunColumns } from '../contract/metrics';

/** Metrics of k-means: those that it logs, and the scores of a search for k. */
export const KMEANS_METRICS = {
  inertia: { label: say('inertia'), isOfRows: true, lowerIsBetter: true },
  meanSquaredDistance: {
    label: say('J, mean squared distance'),
    short: 'J',
    isOfRows: true,
    lowerIsBetter: true,
  },
  nIter: { label: say('iterations'), isOfRows: false, lowerIsBetter: null },
  silhouette: { label: say('silhouette'), isOfRows: true, lowerIsBetter: null },
  calinskiHarabasz: { label: say('Calinski-Harabasz'), isOfRows: true, lowerIsBetter: null },
  daviesBouldin: { label: say('Davies-Bouldin'), isOfRows: true, lowerIsBetter: null },
} as const satisfies MetricDefinitions;

export const KMEANS_OBJECTIVE: ModelObjective = {
  metric: 'inertia',
  goal: 'min',
  isValidated: false,
  success: null,
  choices: ['inertia'],
};

const INERTIA = runColumn('metric:inertia:last', 150);

/** Its columns of the table of runs. */
export const KMEANS_COLUMNS: RunColumns = {
  alone: [runColumn('param:model.nClusters', 100), INERTIA],
  beside: [INERTIA],
};
