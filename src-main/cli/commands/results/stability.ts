import { fail } from '../../../../src-shared/errors';
import { findsClusters } from '../../../../src-shared/models/kmeans/clusters';
import { command } from '../../declare/command';
import { wholeNumber } from '../../declare/option';
import { findRun } from '../../inputs/find-run';
import { RUN } from '../../options/operands';
import { reading } from '../../output/reading-progress';
import { printJson, printLine, short, table } from '../../print/print';

const FROM = 2;
const TO = 8;

/** How sure the clusters of a k-means run are, and of how many there are. */
export const stability = command({
  name: 'stability',
  group: 'Results',
  summary: 'how sure clusters are: agreement over resamples, prediction strength, gap statistic',
  operands: [RUN],
  options: {
    from: wholeNumber('K', 'fewest clusters', { min: 1, max: 1000, usual: FROM }),
    to: wholeNumber('K', 'most clusters', { min: 1, max: 1000, usual: TO }),
  },
  examples: [['stability last --to 10', 'from 2 to 10 clusters, with the run’s columns and scaling']],
  asksWorker: true,
  async run({ operands: [name], options }, services) {
    const { record } = findRun(name, services);
    if (!findsClusters(record.experiment.model))
      throw fail('invalid-data', `"${record.name}" has no clusters: name a run of k-means.`);
    const [from, to] = [options.from ?? FROM, options.to ?? TO];
    if (to < from) throw fail('usage', `--to must be ${from} at least.`, { field: 'to' });
    const found = await reading(record.dataset?.name ?? record.name, services, (task) =>
      services.runs.datasets.stability(record.experiment, { from, to }, task),
    );
    if (options.json === true) {
      printJson({ run: record.id, ...found });
      return 0;
    }
    const { points, gapK, strengthK, rows, allRows, resamples, halves, references } = found;
    printLine(
      table(
        ['k', 'ARI', 'sd', 'prediction strength', 'error', 'gap', 'error'],
        points.map(({ k, ari, predictionStrength: strength, gap }) => [
          k,
          ...[ari.mean, ari.sd, strength?.mean, strength?.error, gap?.value, gap?.error].map((value) =>
            value === undefined || Number.isNaN(value) ? null : value,
          ),
        ]),
      ),
    );
    printLine(
      `\n  gap statistic: ${gapK === null ? 'no k of these' : `k = ${gapK}`}; prediction strength 0.8: ${strengthK === null ? 'no k of these' : `k = ${strengthK}`}`,
    );
    printLine(
      `  of ${short(rows)}${rows < allRows ? ` of ${short(allRows)}` : ''} training rows: ${resamples} resamples of 80 %, ${halves} halves, ${references} references without clusters`,
    );
    return 0;
  },
});
