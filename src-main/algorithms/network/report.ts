import type { ModelReport } from '../contract/report';

/** A network's outcome as text: its metrics say all but whether early stopping went back. */
export const networkReport: ModelReport<'network'> = {
  describeModel: () => [],
  tabulate: null,
  keptStep: ({ bestStep }) => bestStep ?? null,
};
