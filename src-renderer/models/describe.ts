import type { Experiment } from '../../src-shared/experiment/schema';
import type { ExternalFacts } from '../../src-shared/run/record/external';
import type { RunRecord } from '../../src-shared/run/record/record';
import { featureCount, generatorTitle } from '../state/base/run-style';
import { fileName } from '../text/format';
import { modelView } from '.';

/** "my project · seeds · benchtop.py 1": what there is of project, group and the program that writes a run. */
export function describeExternal({ project, group, writer }: ExternalFacts): string {
  return [project, group, writer ?? 'another program'].filter((part) => part !== null).join(' · ');
}

/** What a run is of, in one line; with the inputs that its data turned out to have. */
export function describeRecord({
  experiment,
  external,
  dataset,
}: Pick<RunRecord, 'experiment' | 'external' | 'dataset'>): string {
  if (external !== undefined) return describeExternal(external);
  return describeExperiment(experiment, dataset?.features.length);
}

/** An experiment in one line: "2-2-1 sigmoid · MSE · Adam 0.03 · seed 2 · hw-data.txt". @param inputs of the model, where they are known */
export function describeExperiment(experiment: Experiment, inputs: number | null = null): string {
  const { model, seed } = experiment;
  const described = modelView(model.kind).describe(model, inputs ?? featureCount(experiment));
  return [described, `seed ${seed}`, describeData(experiment)].join(' · ');
}

function describeData({ dataset }: Experiment): string {
  return dataset.kind === 'file' ? fileName(dataset.path) : generatorTitle(dataset.generator);
}
