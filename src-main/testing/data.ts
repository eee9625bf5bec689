import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import {
  AUTO,
  networkSchema,
  parseExperiment,
  svmSchema,
  type Activation,
  type Experiment,
  type ExperimentInput,
  type LossName,
  type ModelSpec,
  type SvmSpec,
  type PlannedTraining,
} from '../../src-shared/experiment/schema';
import { trainingContext, type ModelContext } from '../algorithms/contract/model-context';
import type { Planned } from '../algorithms/contract/diagnostics';
import type { ModelState } from '../algorithms/contract/state';
import type { StepReport, Trainer, TrainerOptions, TrainingData } from '../algorithms/contract/trainer';
import { modelAlgorithm } from '../algorithms/models';

/** The real data beside the project; tests that want it are skipped where it is not. */
export const sharedData = join(__dirname, '..', '..', '..', 'shared', 'data');
export const hasSharedData = existsSync(join(sharedData, 'hw-data.txt'));

const XNOR: ExperimentInput = {
  schemaVersion: 1,
  name: 'XNOR',
  seed: 1,
  dataset: { kind: 'generated', generator: 'xnor' },
  model: {
    kind: 'network',
    layers: [
      { units: 2, activation: 'sigmoid' },
      { units: 1, activation: 'sigmoid' },
    ],
    optimizer: { kind: 'adam', learningRate: 0.03 },
  },
  training: { steps: 5000, logEvery: 10, checkpointEvery: 500 },
};

export function xnorExperiment(change: Partial<ExperimentInput> = {}): Experiment {
  return parseExperiment({ ...XNOR, ...change });
}

export function networkSpec(
  change: Partial<Extract<ExperimentInput['model'], { kind: 'network' }>> = {},
): Extract<ModelSpec, { kind: 'network' }> {
  return networkSchema.parse({ ...XNOR.model, ...change });
}

/** An SVM of 30 passes; otherwise with the schema's defaults. */
export function svmSpec(change: Omit<z.input<typeof svmSchema>, 'kind'> = {}): SvmSpec {
  return svmSchema.parse({ kind: 'svm', maxIter: 30, ...change });
}

/** Settings of a trainer: 100 steps, logged every 10 unless the change says otherwise. */
export function trainingSpec(change: Partial<PlannedTraining> = {}): PlannedTraining {
  const plain = { steps: 100, batchSize: null, logEvery: 10, checkpointEvery: 0, engine: 'typed' } as const;
  return { ...plain, epochs: null, earlyStopping: null, ...change };
}

/** An experiment as a trainer takes it, every tenth step logged where it does not say which. */
export function planned(experiment: Experiment): Planned {
  const { training } = experiment;
  return {
    ...experiment,
    training: { ...training, logEvery: training.logEvery === AUTO ? 10 : training.logEvery },
  };
}

/** Training data from plain rows, unscaled, all of them for training. */
export function toTrainingData(
  rows: readonly (readonly number[])[],
  target: readonly number[] | null = null,
  trainRows = rows.length,
  weights: readonly number[] | null = null,
  classes: readonly (number | string)[] = [0, 1],
): TrainingData {
  const width = rows[0]?.length ?? 0;
  return {
    rows: rows.length,
    trainRows,
    width,
    features: Float64Array.from(rows.flat()),
    target: target === null ? null : Float64Array.from(target),
    weights: weights === null ? null : Float64Array.from(weights),
    classes: target === null ? [] : classes,
    featureNames: Array.from({ length: width }, (_, j) => `x${j + 1}`),
    scaler: {
      kind: 'none',
      offset: new Array<number>(width).fill(0),
      scale: new Array<number>(width).fill(1),
    },
  };
}

export const xnorData = (): TrainingData =>
  toTrainingData(
    [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ],
    [1, 0, 0, 1],
  );

/** A last layer that a loss can be used with; targets are classes 0 and 1, or up to `classes`. */
export function lastLayerFor(loss: LossName, classes = 2): { units: number; activation: Activation } {
  if (loss === 'categoricalCrossentropy') return { units: classes, activation: 'softmax' };
  return { units: 1, activation: loss === 'hinge' ? 'linear' : 'sigmoid' };
}

/** Pulls a trainer to its end, or for `pulls` reports. */
export async function drain(trainer: Trainer, pulls = Infinity): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  const steps = trainer.train({ due: () => false });
  while (reports.length < pulls) {
    const next = await steps.next();
    if (next.done === true) break;
    reports.push(next.value);
  }
  return reports;
}

/** A metric's last logged value. */
export function last(reports: readonly StepReport[], metric: string): number {
  const logged = reports.filter(({ metrics }) => metrics !== null);
  return logged[logged.length - 1]?.metrics?.[metric] ?? NaN;
}

/** A model in training as it answers: a network's outputs are in the target's own units. */
export function toModelContext({ model, data }: TrainerOptions, state: ModelState): ModelContext {
  const { toTargetUnits } = modelAlgorithm(model.kind).answers;
  return trainingContext(model, data, toTargetUnits(model, state, data.targetScaler));
}
