import { describe, expect, it } from 'vitest';
import { forkedExperiment, forkProblems, whyFixed } from './fork';
import { parseExperiment, type Experiment, type ExperimentInput } from './schema';

const parent = parseExperiment({
  schemaVersion: 1,
  name: 'moons',
  dataset: { kind: 'generated', generator: 'moons' },
  model: {
    kind: 'network',
    layers: [
      { units: 4, activation: 'relu' },
      { units: 1, activation: 'sigmoid' },
    ],
  },
  training: { steps: 1000 },
});

function changed(change: (document: Record<string, unknown>) => void, from = parent): Experiment {
  const document = JSON.parse(JSON.stringify(from)) as Record<string, unknown>;
  change(document);
  return parseExperiment(document);
}

const withModel = (model: object): Experiment =>
  changed((document) => {
    document['model'] = { ...(document['model'] as object), ...model };
  });
const withTraining = (training: object): Experiment =>
  changed((document) => {
    document['training'] = { ...(document['training'] as object), ...training };
  });

describe('forkProblems', () => {
  it('lets a fork change how it learns', () => {
    for (const child of [
      withModel({ optimizer: { kind: 'sgd', learningRate: 0.5 } }),
      withModel({ schedule: { kind: 'cosine' } }),
      withModel({ regularizer: { l1: 0.1, l2: 0.2 } }),
      withModel({ loss: 'binaryCrossentropy' }),
      withModel({
        layers: [
          { units: 4, activation: 'relu', dropout: 0.5 },
          { units: 1, activation: 'sigmoid' },
        ],
      }),
      withTraining({ steps: 501 }),
      withTraining({ batchSize: 8, logEvery: 3, checkpointEvery: 0, engine: 'typed' }),
      withTraining({ earlyStopping: { patience: 10, minDelta: 0 } }),
      changed((document) => {
        document['name'] = 'another';
      }),
    ]) {
      expect(forkProblems(parent, child, 500)).toEqual([]);
    }
  });

  it.each<[string, Experiment]>([
    ['seed', changed((document) => (document['seed'] = 2))],
    [
      'dataset.scaling',
      changed((document) => {
        (document['dataset'] as { scaling: string }).scaling = 'standard';
      }),
    ],
    ['model.kind', parseExperiment({ ...parent, model: { kind: 'svm' } } as ExperimentInput)],
    [
      'model.layers.0.units',
      withModel({
        layers: [
          { units: 5, activation: 'relu' },
          { units: 1, activation: 'sigmoid' },
        ],
      }),
    ],
    ['model.layers.1', withModel({ layers: [{ units: 4, activation: 'relu' }] })],
    ['model.initializer', withModel({ initializer: 'zeros' })],
  ])('says why %s stays', (field, child) => {
    const problems = forkProblems(parent, child, 500);
    expect(problems.map((problem) => problem.field)).toContain(field);
    expect(problems.find((problem) => problem.field === field)?.message).toMatch(
      new RegExp(`^${field} cannot be changed in a fork: .+\\. Start a new run instead\\.$`),
    );
  });

  it('wants steps beyond the checkpoint, and a target that is read the same', () => {
    expect(forkProblems(parent, withTraining({ steps: 500 }), 500)).toEqual([
      { field: 'training.steps', message: 'A fork at step 500 needs more than 500 steps in all, not 500.' },
    ]);
    const numbers = withModel({
      layers: [
        { units: 4, activation: 'relu' },
        { units: 1, activation: 'tanh' },
      ],
    });
    const hinge = changed((document) => {
      (document['model'] as { loss: string }).loss = 'hinge';
    }, numbers);
    expect(forkProblems(numbers, hinge, 1).map(({ field }) => field)).toEqual(['model.loss']);
  });

  it('knows what k-means and an SVM can change', () => {
    const { model: kmeans } = parseExperiment({
      ...parent,
      model: { kind: 'kmeans', nClusters: 3 },
    } as ExperimentInput);
    const { model: svm } = parseExperiment({ ...parent, model: { kind: 'svm' } } as ExperimentInput);
    const fixed = (model: Experiment['model'], ...fields: string[]): string[] =>
      fields.filter((field) => whyFixed({ model }, field) !== null);
    expect(fixed(kmeans, 'model.nClusters', 'model.nInit', 'model.maxIter', 'model.tol')).toEqual([
      'model.nClusters',
    ]);
    expect(fixed(svm, 'model.l2', 'model.maxIter', 'training.steps', 'dataset.features')).toEqual([
      'dataset.features',
    ]);
    const child = { ...parent, model: { ...svm, maxIter: 12 } } as Experiment;
    const [problem] = forkProblems({ ...parent, model: svm }, child, 12);
    expect(problem?.field).toBe('model.maxIter');
  });
});

describe('forkedExperiment', () => {
  const run = { name: 'My run', experiment: parent, rateChanges: [], dataset: null };

  it('has the steps that are left, or as many again', () => {
    const early = forkedExperiment(run, 400);
    expect([early.name, early.training.steps]).toEqual(['Fork of My run at step 400', 1000]);
    expect(forkedExperiment(run, 1000).training.steps).toBe(2000);
    expect(forkProblems(parent, forkedExperiment(run, 1000), 1000)).toEqual([]);
    expect(forkedExperiment({ ...run, name: 'x'.repeat(300) }, 7).name.length).toBeLessThanOrEqual(300);
  });

  it('counts in steps where the run counted in epochs', () => {
    const experiment = withTraining({ epochs: 30, batchSize: 32 });
    const forked = forkedExperiment({ ...run, experiment, dataset: { trainRows: 100 } }, 40);
    // 100 rows in batches of 32 are four updates a pass.
    expect(forked.training).toMatchObject({ epochs: null, steps: 120, batchSize: 32 });
    const child = { ...experiment, training: { ...experiment.training, epochs: 5 } };
    expect(forkProblems(experiment, child, 40, 100)).toEqual([
      { field: 'training.epochs', message: 'A fork at step 40 needs more than 40 steps in all, not 20.' },
    ]);
    expect(forkProblems(experiment, child, 40)).toEqual([]);
  });

  it('has the learning rate as it was by then', () => {
    const rateChanges = [
      { step: 100, learningRate: 0.2 },
      { step: 300, learningRate: 0.4 },
      { step: 600, learningRate: 0.8 },
    ];
    const rateAt = (step: number, experiment = parent): unknown =>
      (forkedExperiment({ ...run, experiment, rateChanges }, step).model as { optimizer: object }).optimizer;
    expect(rateAt(99)).toMatchObject({ learningRate: 0.03 });
    expect(rateAt(300)).toMatchObject({ learningRate: 0.4 });
    expect(rateAt(1000)).toMatchObject({ learningRate: 0.8 });
    expect(rateAt(300, withModel({ schedule: { kind: 'cosine' } }))).toMatchObject({ learningRate: 0.03 });
  });
});
