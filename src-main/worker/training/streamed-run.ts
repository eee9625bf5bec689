import type { Experiment } from '../../../src-shared/experiment/schema';
import type { Measuring } from '../../../src-shared/training/measuring';
import { AUTO, type TrainingSpec } from '../../../src-shared/training/schema';
import { stepsPerEpoch } from '../../../src-shared/training/steps';
import type { RowStream } from '../../algorithms/contract/row-stream';
import type { LoadedDataset } from '../../dataset';

/** Rows of a network's batch where the experiment takes all rows at once, which streamed ones cannot be. */
const STREAMED_BATCH = 1024;
/** Rows of each part of the held sample that a network is measured on. */
const MEASURED_ROWS = 8192;
/** Steps that are logged where nobody says which. */
const LOGGED_STEPS = 100;

/** What the Log of a streamed run says at its end: its predictions would be a second table, larger than memory. */
export function streamedNotices({ facts }: Pick<LoadedDataset, 'facts'>): readonly string[] {
  return [
    'predictions.csv: not written, for the rows are streamed. "benchtop predict" writes those of a file.',
    ...(facts.notes ?? []),
  ];
}

/** Training of an experiment on streamed rows: a batch is never all of them. */
export function streamedTraining(training: TrainingSpec): TrainingSpec {
  return { ...training, batchSize: training.batchSize ?? STREAMED_BATCH };
}

/** Passes over all rows, where the model has no steps of its own. */
export function passesOf({ dataset }: Experiment): number {
  return dataset.kind === 'file' && typeof dataset.stream === 'object' ? dataset.stream.passes : 1;
}

/** On the way a streamed run is measured on its held sample; at the end on all rows, which takes a pass. */
export function streamedMeasuring(
  { model, training, dataset, ...rest }: Experiment,
  stream: RowStream,
  { data }: Pick<LoadedDataset, 'data'>,
): Measuring {
  const { trainRows } = data;
  const validationRows = data.rows - trainRows;
  const most = model.kind === 'network' ? MEASURED_ROWS : Infinity;
  return {
    logEvery:
      training.logEvery === AUTO
        ? everyStep({ model, training, dataset, ...rest }, stream.training.rows)
        : training.logEvery,
    sample: { trainRows: Math.min(most, trainRows), validationRows: Math.min(most, validationRows) },
    fullEvery: null,
  };
}

/** About a hundred logged steps; of an SVM each, for it makes a hundred a pass. */
function everyStep(experiment: Experiment, rows: number): number {
  const { model, training } = experiment;
  if (model.kind === 'network') {
    const { batchSize } = streamedTraining(training);
    const steps =
      training.epochs === null ? training.steps : training.epochs * stepsPerEpoch({ batchSize }, rows);
    return Math.max(1, Math.floor(steps / LOGGED_STEPS));
  }
  if (model.kind === 'kmeans') {
    const steps = passesOf(experiment) * Math.ceil(rows / (model.batchSize ?? STREAMED_BATCH));
    return Math.max(1, Math.floor(steps / LOGGED_STEPS));
  }
  return 1;
}
