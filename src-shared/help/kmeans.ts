import { say } from '../language/say';
import { KMEANS_FIELDS } from '../models/kmeans/fields';
import type { KMeansSpec } from '../models/kmeans/schema';
import { choiceHelp, numberHelp, otherHelp, type SettingHelp } from './setting-help';

const F = KMEANS_FIELDS;

/** J is the mean squared distance of a row to its centre, k the number of clusters. */
export const KMEANS_HELP: readonly SettingHelp[] = [
  numberHelp('model.nClusters', F['model.nClusters'], {
    formula: 'J = Σ ‖x - c(x)‖² / rows',
  }),
  choiceHelp<KMeansSpec['init']>(
    'model.init',
    { label: say('Start'), help: say('Which rows the centres start on.'), default: 'k-means++' },
    {
      'k-means++': [
        say('k-means++ (far apart)'),
        say(
          'each next centre on a row drawn by its squared distance D² to the nearest one; of a few candidates the best',
        ),
        'p(x) = D(x)² / Σ D²',
      ],
      random: [say('Random rows'), say('k rows drawn at random')],
      rows: [say('Chosen rows'), say('rows of the table that you name')],
    },
  ),
  otherHelp('model.initRows', {
    label: say('Rows to start on'),
    help: say('Numbers of k rows of the table, counted from 1.'),
    default: 'none',
  }),
  numberHelp('model.nInit', F['model.nInit'], {
    proposed: '10',
  }),
  numberHelp('model.batchSize', F['model.batchSize'], {
    default: say('all rows; 1,024 where mini-batches are chosen'),
  }),
  numberHelp('model.maxNoImprovement', F['model.maxNoImprovement']),
  numberHelp('model.reassignmentRatio', F['model.reassignmentRatio'], {
    formula: 'n_j < ratio · max n',
  }),
  numberHelp('model.maxIter', F['model.maxIter'], {
    help: say(
      'Rounds of one start, at most: each row goes to its nearest centre, each centre to the mean of its rows. With mini-batches: passes over the data.',
    ),
    formula: say('c_j ← mean of the rows of j'),
    default: '300',
  }),
  numberHelp('model.tol', F['model.tol']),
  choiceHelp<KMeansSpec['tolOn']>(
    'model.tolOn',
    {
      label: say('Stop when'),
      help: say('What the tolerance is measured on. Mini-batches are measured on the centres.'),
      default: say('J changes by less'),
    },
    {
      inertia: [
        say('J changes by less than this share'),
        say('the share by which a round lowers J'),
        '(J_before - J) / J_before ≤ tol',
      ],
      centers: [
        say('the centres move by less, as in scikit-learn'),
        say('their squared moves against the mean variance of the features'),
        say('Σ ‖Δc‖² ≤ tol · mean variance'),
      ],
    },
  ),
];
