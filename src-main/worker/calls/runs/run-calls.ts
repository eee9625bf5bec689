import { join } from 'node:path';
import { compareMetrics } from '../../../algorithms/evaluation/compare-metrics';
import { readMetricsFile } from '../../../files/csv/csv-log';
import { nameClusters } from '../../../files/run-files/cluster-names-file';
import { copyPredictions } from '../../../files/run-files/predictions-file';
import type { StoredRunCalls } from '../../protocol/runs';
import type { Answers } from '../call-context';
import { startFork } from './fork-start';
import { storedPictures } from './stored-pictures';

/**
 * Answers to calls about stored runs: their pictures, a comparison of two logs, the start of a fork, new
 * cluster names.
 */
export function runCalls(): Answers<StoredRunCalls> {
  return {
    stored: storedPictures,
    'compare-metrics': async ({ runFolder, other }) =>
      compareMetrics(
        await readMetricsFile(join(runFolder, 'metrics.csv')),
        await readMetricsFile(join(other, 'metrics.csv')),
      ),
    fork: startFork,
    'copy-predictions': (params) => Promise.resolve().then(() => copyPredictions(params)),
    'name-clusters': ({ runFolder, names }, { signal }) => nameClusters(runFolder, names, signal),
  };
}
