import { metricPhrase } from '../../../src-shared/run/figures/metric-labels';
import { decodeNumber } from '../../../src-shared/run/record/stored-number';
import type { ModelReport } from '../contract/report';

/** Report of a k-means run: each cluster with its centre in raw units and its number of training rows. */
export const kmeansReport: ModelReport<'kmeans'> = {
  describeModel({ result, record, format }) {
    const features = record.dataset?.features ?? [];
    return result.clusterCenters.map((center, c) => {
      const position = center.map((value, j) => `${features[j] ?? ''} ${format(value)}`).join(', ');
      const name = record.clusterNames[c] ?? '';
      return `cluster ${c}${name === '' ? '' : ` ${name}`}: ${position} · ${result.clusterSizes[c] ?? 0} rows`;
    });
  },
  tabulate({ result, record: { dataset, summary, clusterNames }, format }) {
    const inertia = summary['inertia'];
    const starts = result.starts.length > 1 ? `, the best of ${result.starts.length} starts` : '';
    const rows = dataset === null ? '' : ` over ${dataset.trainRows.toLocaleString('en')} rows`;
    const value = inertia === undefined ? '–' : format(decodeNumber(inertia));
    return {
      title: `${metricPhrase('inertia')} ${value}${rows}${starts}`,
      columns: ['cluster', 'rows', ...(dataset?.features ?? [])],
      rows: result.clusterCenters.map((center, c) => [
        clusterNames[c] || String(c),
        result.clusterSizes[c] ?? 0,
        ...center,
      ]),
    };
  },
  keptStep: () => null,
};
