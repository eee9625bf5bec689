import { settingLabel } from '../../../experiment/setting-label';
import { measuredOn, measureLabel, metricLabel, railLabel } from '../../figures/metric-labels';
import type { Names } from '../columns';

/** The settings and metrics that a person may mean by their labels, in lower case. */
export interface Labels {
  /** Name of the metric by its label: "validation loss", "val loss". */
  readonly metrics: ReadonlyMap<string, string>;
  /** Paths of the settings by their label: "clusters", "learning rate". */
  readonly params: ReadonlyMap<string, readonly string[]>;
}

/** How a setting is called in a filter: its label without what stands in brackets, "Clusters". */
export function filterLabel(path: string): string {
  return settingLabel(path).replace(/\s*\([^)]*\)$/u, '');
}

/** Made once for the same names. */
const made = new WeakMap<Names, Labels>();

/** Labels of all settings and metrics that some run has. */
export function collectLabels(names: Names): Labels {
  const known = made.get(names);
  if (known !== undefined) return known;
  const metrics = new Map<string, string>();
  const put = (label: string, metric: string): void => {
    const key = label.toLowerCase();
    if (!metrics.has(key)) metrics.set(key, metric);
  };
  for (const metric of names.metrics) {
    put(metricLabel(metric), metric);
    put(railLabel(metric), metric);
    if (measuredOn(metric) !== 'validation') put(measureLabel(metric), metric);
  }
  const params = new Map<string, string[]>();
  for (const path of names.params) {
    const key = filterLabel(path).toLowerCase();
    const paths = params.get(key);
    if (paths === undefined) params.set(key, [path]);
    else paths.push(path);
  }
  const labels = { metrics, params };
  made.set(names, labels);
  return labels;
}
