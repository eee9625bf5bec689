import { decodeNumber } from '../../../src-shared/run/record/stored-number';
import type { RunRecord } from '../../../src-shared/run/record/record';
import { mainMetricOf } from '../../../src-shared/run/figures/main-metric';
import { RUN_COLOURS } from '../../../src-shared/run/colours';
import { GENERATORS, generatedFeatures, type GeneratorName } from '../../../src-shared/dataset/generators';
import type { Experiment } from '../../../src-shared/experiment/schema';
import { formatNumber } from '../../text/format';

/** A run's stored colour as a CSS colour of the theme; a colour outside the palette as it is. */
export function runColour(colour: string): string {
  const index = (RUN_COLOURS as readonly string[]).indexOf(colour);
  return index === -1 ? colour : `var(--run-${index + 1})`;
}

export { metricLabel, metricPhrase } from '../../../src-shared/run/figures/metric-labels';

/** The figure beside a run in a list; null before the first metrics. */
export function mainMetric(record: RunRecord): { name: string; value: number; text: string } | null {
  const { summary } = record;
  const name = mainMetricOf(record);
  const stored = name === null ? undefined : summary[name];
  if (name === null || stored === undefined) return null;
  const value = decodeNumber(stored);
  return { name, value, text: formatNumber(value) };
}

/** The name of a generator at the beginning of a line. */
export function generatorTitle(generator: GeneratorName): string {
  const { name } = GENERATORS[generator];
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Features of an experiment. */
export function featureCount({ dataset }: Pick<Experiment, 'dataset'>): number {
  return dataset.kind === 'file' ? dataset.features.length : generatedFeatures(dataset).length;
}
