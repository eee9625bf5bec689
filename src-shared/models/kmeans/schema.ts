import { say } from '../../language/say';
import { z } from 'zod';
import { numberSchemas } from '../../fields/number-schema';
import { lazy } from '../../lazy';
import { KMEANS_FIELDS } from './fields';

export const KMEANS_INITS = ['k-means++', 'random', 'rows'] as const;
/** What the tolerance is measured on. */
export const KMEANS_TOL_ON = ['inertia', 'centers'] as const;

const { number, numberOr } = numberSchemas(KMEANS_FIELDS);

/** k-means' part of an experiment. Names are scikit-learn's. */
export const kmeansSchema = lazy(() =>
  z
    .strictObject({
      kind: z.literal('kmeans'),
      nClusters: numberOr('model.nClusters'),
      init: z.enum(KMEANS_INITS).default('k-means++'),
      /** 1-based rows of the table that the centres start on, one a cluster; for init "rows" only. */
      initRows: z
        .array(
          z
            .number(say('A row must be a number.'))
            .int(say('A row must be a whole number.'))
            .min(1, say('Rows count from 1.')),
        )
        .max(1000)
        .nullable()
        .default(null),
      nInit: numberOr('model.nInit'),
      maxIter: numberOr('model.maxIter'),
      tol: numberOr('model.tol'),
      /**
       * What `tol` is measured on. inertia: a round lowers J by at most this share; centers (as in
       * scikit-learn): the centres move by at most this share of the features' mean variance, squared.
       */
      tolOn: z.enum(KMEANS_TOL_ON).default('inertia'),
      /** Rows per round, drawn anew for each; null: all rows (Lloyd's algorithm). */
      batchSize: number('model.batchSize').nullable().default(null),
      reassignmentRatio: numberOr('model.reassignmentRatio'),
      maxNoImprovement: numberOr('model.maxNoImprovement'),
    })
    .superRefine(({ init, initRows, nClusters }, context) => {
      const message = init === 'rows' ? initRowsProblem(initRows ?? [], nClusters) : null;
      if (message !== null) context.addIssue({ code: 'custom', message, path: ['initRows'] });
    }),
);

/** What is wrong with chosen rows, as one sentence, or null. */
function initRowsProblem(rows: readonly number[], k: number): string | null {
  if (rows.length !== k)
    return say('Choose as many rows as there are clusters: {k}, not {rows}.', { k, rows: rows.length });
  const twice = rows.find((row, i) => rows.indexOf(row) !== i);
  return twice === undefined
    ? null
    : say('Row {twice} is chosen twice: each centre starts on a row of its own.', { twice });
}

export type KMeansSpec = z.output<typeof kmeansSchema>;
