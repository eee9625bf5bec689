import type { Experiment } from '../../src-shared/experiment/schema';
import { featureCount, generatorTitle } from '../state/base/run-style';
import { fileName } from '../text/format';
import { modelView } from '.';

/** An experiment in one line: "2-2-1 sigmoid · MSE · Adam 0.03 · seed 2 · hw-data.txt". @param inputs of the model, where they are known */
export function describeExperiment(experiment: Experiment, inputs: number | null = null): string {
  const { model, seed } = experiment;
  const described = modelView(model.kind).describe(model, inputs ?? featureCount(experiment));
  return [described, `seed ${seed}`, describeData(experiment)].join(' · ');
}

function describeData({ dataset }: Experiment): string {
  return dataset.kind === 'file' ? fileName(dataset.path) : generatorTitle(dataset.generator);
}
