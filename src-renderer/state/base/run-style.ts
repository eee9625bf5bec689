import { decodeNumber, type RunRecord } from '../../../src-shared/run/record/record';
import { mainMetricName } from '../../../src-shared/run/figures/main-metric';
import { RUN_COLOURS } from '../../../src-shared/run/colours';
import { GENERATORS, generatedFeatures, type GeneratorName } from '../../../src-shared/dataset/generators';
import type { Experiment } from '../../../src-shared/experiment/schema';
import { fileName, formatNumber } from '../../text/format';
import { OPTIMIZER_NAMES, SHORT_LOSS_NAMES } from '../../text/network-words';

/** A run's stored colour as a CSS colour of the theme; a colour outside the palette as it is. */
export function runColour(colour: string): string {
  const place = (RUN_COLOURS as readonly string[]).indexOf(colour);
  return place === -1 ? colour : `var(--run-${place + 1})`;
}

export { metricLabel, metricPhrase } from '../../../src-shared/run/figures/metric-labels';
/** The figure beside a run in a list; null before the first metrics. */
export function mainMetric(record: RunRecord): { name: string; value: number; text: string } | null {
  const { summary } = record;
  const name = mainMetricName(record.experiment.model.kind, (metric) => summary[metric] !== undefined);
  const stored = name === null ? undefined : summary[name];
  if (name === null || stored === undefined) return null;
  const value = decodeNumber(stored);
  return { name, value, text: formatNumber(value) };
}

/** One line about an experiment: "2-2-1 sigmoid · MSE · Adam 0.03 · seed 2 · hw-data.txt". */
export function describeExperiment(experiment: Experiment, inputs: number | null = null): string {
  return [describeModel(experiment, inputs), `seed ${experiment.seed}`, describeData(experiment)].join(' · ');
}

function describeModel(experiment: Experiment, inputs: number | null = null): string {
  const { model } = experiment;
  switch (model.kind) {
    case 'network': {
      const width = inputs ?? featureCount(experiment);
      const sizes = [width, ...model.layers.map((layer) => layer.units)].join('-');
      const activations = [...new Set(model.layers.map((layer) => layer.activation))].join('/');
      const optimizer = OPTIMIZER_NAMES[model.optimizer.kind];
      return `${sizes} ${activations} · ${SHORT_LOSS_NAMES[model.loss]} · ${optimizer} ${model.optimizer.learningRate}`;
    }
    case 'kmeans':
      return `k-means · k = ${model.nClusters} · ${model.init}`;
    case 'svm':
      return [
        model.fourier === null
          ? 'linear SVM'
          : `SVM, ${model.fourier.nComponents} Fourier features, gamma ${model.fourier.gamma}`,
        model.loss === 'hinge' ? 'hinge' : 'squared hinge',
        `l2 = ${model.l2}`,
      ].join(' · ');
  }
}

function describeData(experiment: Experiment): string {
  const { dataset } = experiment;
  if (dataset.kind === 'file') return fileName(dataset.path);
  return generatorTitle(dataset.generator);
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
