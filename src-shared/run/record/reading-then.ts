import { LEFT_OUT_KINDS } from '../../dataset/left-out';
import type { Experiment } from '../../experiment/schema';

interface Stored {
  readonly experiment: Experiment;
  readonly dataset: { readonly leftOut?: unknown } | null;
}

/**
 * A stored run with the reading of its time: facts without `leftOut` are from before footers, repeated
 * headers, other tables and empty rows were left out of a file, so its experiment says that they are
 * rows. What is asked of the run then meets the very rows that it was trained on. Runs on generated
 * data, and those whose data was never read, stay as they are.
 */
export function withReadingThen<T extends Stored>(stored: T): T {
  const { experiment, dataset } = stored;
  if (dataset === null || dataset.leftOut !== undefined || experiment.dataset.kind !== 'file') return stored;
  const dialect = {
    keep: [...LEFT_OUT_KINDS],
    inlineComments: false,
    quotedLines: false,
    ...experiment.dataset.dialect,
  };
  return { ...stored, experiment: { ...experiment, dataset: { ...experiment.dataset, dialect } } };
}
