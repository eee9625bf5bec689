import { BenchtopError, fail } from '../../../src-shared/errors';
import { planMeasuring } from '../../../src-shared/experiment/measuring';
import type { Measuring } from '../../../src-shared/training/measuring';
import { AUTO, type PlannedTraining } from '../../../src-shared/training/schema';
import { inSteps } from '../../../src-shared/training/steps';
import type { RunEventBody } from '../../../src-shared/run/live/events';
import type { EngineSpeeds } from '../../algorithms/contract/cost';
import { chooseEngine, dependsOnSpeeds } from '../../algorithms/models/engine-choice';
import { createStreamedTrainer, createTypedTrainer } from '../../algorithms/models/create-trainer';
import type { Trainer, TrainerOptions } from '../../algorithms/contract/trainer';
import type { LoadedDataset } from '../../dataset';
import {
  createTensorflowTrainer,
  loadTensorflow,
  tensorflowBuild,
  tensorflowStatus,
  warmUp,
} from '../../engine';
import { writeRows } from '../../files/run-files/rows-file';
import { writeSample } from '../../files/run-files/sample-file';
import { engineSpeeds, knownSpeeds, speedsKey } from './engine-speeds';
import { helpersFor } from '../helpers/kmeans-helpers';
import { beginStage } from '../../threads/stages';
import { loadRunData, resumedCheckpoint } from './load-run';
import { passesOf, streamedMeasuring, streamedTraining } from './streamed-run';
import type { NativeLoadLock } from '../thread/native-load-lock';
import type { SharedTables, TableUse } from '../protocol/tables';
import type { TrainJob } from '../protocol/training';
import type { DiskWaits } from './disk-waits';

interface RunEngine {
  readonly kind: 'typed' | 'tensorflow';
  readonly reason: string;
}

/** A run whose first step can be made. */
export interface PreparedRun {
  readonly trainer: Trainer;
  readonly loaded: LoadedDataset;
  readonly engine: RunEngine;
  /** Training of the experiment, its epochs turned into steps, and `auto` into the steps that are logged. */
  readonly training: PlannedTraining;
  readonly measuring: Measuring;
  /** That it goes on from; 0 for a new run. */
  readonly step: number;
  /** Metrics logged last by that step; none for a new run. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Whether those are of a sample of the rows. */
  readonly isOfSample: boolean;
}

/**
 * Reads a run's data and writes which rows and points it has, chooses its engine and makes its trainer.
 * @throws BenchtopError where the data cannot be used, or the engine not be loaded; `conflict` once stopped
 */
export async function prepareRun(
  job: TrainJob,
  options: {
    readonly threads: number;
    readonly native: NativeLoadLock;
    readonly tables: SharedTables;
    readonly tookTables: (use: TableUse) => void;
    readonly signal: AbortSignal;
    /** What its files are written through. */
    readonly disk: Pick<DiskWaits, 'write'>;
    /** How far reading has come. */
    readonly report: (event: RunEventBody) => void;
  },
): Promise<PreparedRun> {
  const { threads, native, disk, signal } = options;
  const { experiment, runFolder, resumeFrom, rateChanges, engine: known } = job;
  const { model, seed } = experiment;
  beginStage('read');
  const loaded = await loadRunData(job, options);
  const { rows, trainRows, width } = loaded.data;
  const { stream } = loaded;
  const measuring =
    job.measuring ??
    (stream === undefined
      ? planMeasuring(experiment, { trainRows, validationRows: rows - trainRows, width })
      : streamedMeasuring(experiment, stream, loaded));
  const planned =
    stream === undefined
      ? inSteps(experiment.training, trainRows)
      : inSteps(streamedTraining(experiment.training), stream.training.rows);
  const training = { ...planned, logEvery: measuring.logEvery };
  const from = resumeFrom === null ? null : await resumedCheckpoint(runFolder, resumeFrom, loaded);
  const tensorflow = tensorflowStatus();
  // The other engine would go on within a tolerance only.
  const keeps = known !== null && (known.kind === 'typed' || tensorflow.available);
  const engine =
    stream !== undefined
      ? streamedEngine(training)
      : keeps
        ? known
        : await engineFor(job, { training, measuring }, loaded, native);
  beginStage('rows');
  // A line for each of more rows than memory holds would be a second table.
  if (stream === undefined) await disk.write(() => writeRows(runFolder, loaded, signal));
  await disk.write(() => writeSample(runFolder, loaded.sample));
  const spawnHelpers = helpersFor(threads - 1);
  const trained: TrainerOptions = {
    model,
    training,
    ...(experiment.training.logEvery === AUTO || stream !== undefined ? { measuring } : {}),
    seed,
    data: loaded.data,
    rowNumbers: loaded.rowNumbers,
    resume: from?.state ?? null,
    rateChanges,
    ...(spawnHelpers === undefined ? {} : { spawnHelpers }),
  };
  const trainer =
    stream !== undefined
      ? createStreamedTrainer({ ...trained, stream, passes: passesOf(experiment) })
      : engine.kind === 'typed'
        ? createTypedTrainer(trained)
        : await onTensorflow(trained, native);
  return {
    trainer,
    loaded,
    engine,
    training,
    measuring,
    step: from?.state.step ?? 0,
    metrics: from?.metrics ?? {},
    isOfSample: from?.isOfSample === true,
  };
}

/** TensorFlow would hold the rows. */
function streamedEngine({ engine }: PlannedTraining): RunEngine {
  if (engine === 'tensorflow')
    throw fail(
      'invalid-experiment',
      'Rows that are streamed are trained on by the JavaScript engine: choose the engine "auto" or "typed".',
      { field: 'training.engine' },
    );
  return { kind: 'typed', reason: 'its rows are streamed' };
}

async function engineFor(
  { experiment, speedsFile }: TrainJob,
  { training, measuring }: Pick<PreparedRun, 'training' | 'measuring'>,
  { data }: LoadedDataset,
  native: NativeLoadLock,
): Promise<RunEngine> {
  const { model } = experiment;
  const question = {
    requested: training.engine,
    model,
    training,
    rows: data.trainRows,
    measuredRows: data.rows,
    measuring,
    width: data.width,
    tensorflow: tensorflowStatus(),
    speeds: null,
  };
  if (!dependsOnSpeeds(question)) return chooseEngine(question);
  const speeds = await readSpeeds(speedsFile, native);
  // Loading it may have failed.
  return chooseEngine({ ...question, speeds, tensorflow: tensorflowStatus() });
}

/** This machine's, measured once; null where TensorFlow cannot be loaded. */
async function readSpeeds(speedsFile: string, native: NativeLoadLock): Promise<EngineSpeeds | null> {
  const key = speedsKey(tensorflowBuild());
  const known = knownSpeeds(speedsFile, key);
  if (known !== null) return known;
  try {
    await tensorflowLoaded(native);
  } catch (error) {
    if (error instanceof BenchtopError && error.info.kind === 'engine-unavailable') return null;
    throw error;
  }
  return native.take(() => engineSpeeds(speedsFile, key));
}

function tensorflowLoaded(native: NativeLoadLock): Promise<void> {
  return native.once('tensorflow', async () => {
    loadTensorflow();
    await warmUp();
  });
}

async function onTensorflow(options: TrainerOptions, native: NativeLoadLock): Promise<Trainer> {
  await tensorflowLoaded(native);
  return createTensorflowTrainer(options);
}
