import type { ModelSpec } from '../schema';
import { stepsPerEpoch } from '../../training/steps';
import type { Reason } from './types';

/** How long and in what batches a model is trained to begin with. */

/** Batch sizes by the number of training rows, the first that holds. */
const BATCHES = [
  { upTo: 10_000, size: 32 },
  { upTo: 100_000, size: 128 },
  { upTo: 1_000_000, size: 512 },
  { upTo: Infinity, size: 2048 },
] as const;
const MAX_EPOCHS = 200;
const MIN_EPOCHS = 10;
/** Rows that are learned from in all, so that a large table does not take all day. */
const MAX_VISITS = 4_000_000;
const MAX_PATIENCE = 20;
const MIN_PATIENCE = 3;

/**
 * Training settings to begin with. A network: epochs, batches and one log an epoch by the number of
 * rows, and early stopping on the validation loss after a tenth of the epochs without a better one.
 * k-means and the SVM log every round and end by their own tolerance.
 * @param trainRows rows that will be trained on, about
 * @param isValidated whether rows are held out for validation
 */
export function proposeTraining(
  kind: ModelSpec['kind'],
  trainRows: number,
  isValidated: boolean,
): { readonly training: object; readonly reasons: readonly Reason[] } {
  if (kind !== 'network') return { training: { logEvery: 1 }, reasons: [] };
  const size = BATCHES.find(({ upTo }) => trainRows <= upTo)?.size ?? 2048;
  const batchSize = size < trainRows ? size : null;
  const epochs = Math.max(MIN_EPOCHS, Math.min(MAX_EPOCHS, Math.round(MAX_VISITS / Math.max(1, trainRows))));
  const patience = Math.max(MIN_PATIENCE, Math.min(MAX_PATIENCE, Math.round(epochs / 10)));
  const each = stepsPerEpoch({ batchSize }, trainRows);
  const rows = trainRows.toLocaleString('en');
  return {
    training: {
      epochs,
      batchSize,
      logEvery: each,
      ...(isValidated ? { earlyStopping: { patience: patience * each } } : {}),
    },
    reasons: [
      {
        field: 'training.epochs',
        text: isValidated ? 'at most; early stopping mostly ends it before' : 'for few rows',
      },
      ...(batchSize === null
        ? []
        : [
            {
              field: 'training.batchSize',
              text: `${each.toLocaleString('en')} steps an epoch of ${rows} rows`,
            },
          ]),
      { field: 'training.logEvery', text: 'once an epoch' },
      ...(isValidated
        ? [
            {
              field: 'training.earlyStopping.patience',
              text: `${patience} epochs without a better validation loss; the best model is kept, so these rows choose it too`,
            },
          ]
        : []),
    ],
  };
}
