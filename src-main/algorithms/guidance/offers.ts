import type { Offer } from '../../../src-shared/run/live/guidance';

/** The experiment anew with its columns scaled to mean 0 and standard deviation 1. @param step of the finding */
export function scaledCopy(step: number): Offer {
  return {
    kind: 'copy',
    label: 'Edited copy with standard scaling',
    step,
    changes: [{ path: 'dataset.scaling', value: 'standard' }],
  };
}
