import {
  parseExperiment,
  type Experiment,
  type ExperimentInput,
} from '../../../src-shared/experiment/schema';
import type { ModelKind } from '../../../src-shared/models';
import type { MetricsWatch, ModelDiagnostics } from '../../algorithms/contract/diagnostics';
import { modelAlgorithm } from '../../algorithms/models';
import { planned } from '../data';

/** What its kind of model knows to look for. */
export const findDiagnostics = ({ model }: Experiment): ModelDiagnostics<ModelKind> =>
  modelAlgorithm(model.kind).diagnostics;
/** The watch over what a run of it logs, where its kind has one. */
export const createWatch = (of: Experiment): MetricsWatch | null =>
  findDiagnostics(of).watchMetrics(planned(of));

/** A network of four hidden units on two moons, trained by SGD with a rate of 0.3. */
export function experiment(change: Partial<ExperimentInput> = {}): Experiment {
  return parseExperiment({
    schemaVersion: 1,
    name: 'guided',
    dataset: { kind: 'generated', generator: 'moons' },
    model: {
      kind: 'network',
      layers: [
        { units: 4, activation: 'relu' },
        { units: 1, activation: 'sigmoid' },
      ],
      optimizer: { kind: 'sgd', learningRate: 0.3 },
    },
    training: { steps: 1000, logEvery: 10 },
    ...change,
  });
}
