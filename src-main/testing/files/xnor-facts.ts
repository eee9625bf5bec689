import { datasetFactsSchema } from '../../../src-shared/run/record/dataset-facts';

/** What a run's record says of the four rows of XNOR, unscaled, for tests that write records or checkpoints. */
export const xnorFacts = datasetFactsSchema.parse({
  name: 'XNOR',
  sha256: '',
  rows: 4,
  droppedRows: 0,
  trainRows: 4,
  validationRows: 0,
  features: ['x1', 'x2'],
  target: 'y',
  classes: [0, 1],
  featureRanges: [],
  scaler: { kind: 'none', offset: [], scale: [] },
  fingerprint: 'f',
});
