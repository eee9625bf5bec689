import { toErrorInfo, type ErrorInfo } from '../../../src-shared/errors';
import type { RunEvent, RunEventBody } from '../../../src-shared/run/live/events';
import { AUTO } from '../../../src-shared/training/schema';
import type { Trainer } from '../../algorithms/contract/trainer';
import { engineVersion } from '../../engine';
import { releaseReserve } from '../../files/reserve';
import { DiskWaits } from './disk-waits';
import { keepRoomForEnd } from './end-room';
import { EventBatcher, type MeasuredRows } from './pace/event-batcher';
import { Diagnostics } from './diagnostics';
import { LoggedRows } from './logged-rows';
import type { NativeLoadLock } from '../thread/native-load-lock';
import { prepareRun, type PreparedRun } from './prepare-run';
import type { SharedTables, TableUse } from '../protocol/tables';
import type { TrainJob } from '../protocol/training';
import { RunControls } from './run-controls';
import { TrainingLoop, type RunPosition } from './training-loop';

/** What a run of a worker needs of it. */
interface TrainingRunOptions {
  readonly job: TrainJob;
  /** How many it may use at once, its own included. */
  readonly threads: number;
  readonly native: NativeLoadLock;
  readonly tables: SharedTables;
  readonly send: (events: readonly RunEvent[]) => void;
  /** Told once the run has its data: where from, and what is kept of it. */
  readonly tookTables: (use: TableUse) => void;
}

/** One run of one worker, from its data to its end: load, train, pause, checkpoint, finish. */
export class TrainingRun {
  /** Takes what is said of rows that were sent. */
  readonly logged = new LoggedRows(() => this.#batch?.flush({ type: 'log-wanted' }));
  /** Takes the commands, also while the data is read. */
  readonly controls: RunControls;
  readonly #job: TrainJob;
  readonly #options: Omit<TrainingRunOptions, 'job' | 'send'>;
  readonly #send: (events: readonly RunEvent[]) => void;
  readonly #position: RunPosition;
  /** Batcher of what is sent while it trains. */
  #batch: EventBatcher | null = null;

  constructor(options: TrainingRunOptions) {
    const { job } = options;
    this.#job = job;
    this.#options = options;
    this.#send = options.send;
    this.#position = { step: 0, elapsedMs: job.elapsedMs };
    this.controls = new RunControls(job.speed);
  }

  get runId(): string {
    return this.#job.runId;
  }

  /** Runs to the end and reports it; never rejects. */
  async run(): Promise<void> {
    let batcher = this.#batcher({ metricNames: [], historyColumns: [] }, this.#job.firstSeq, null);
    let trainer: Trainer | null = null;
    const disk = new DiskWaits({
      runFolder: this.#job.runFolder,
      controls: this.controls,
      report: (problem) => {
        batcher.flush({ type: 'waiting', problem });
      },
    });
    try {
      const prepared = await prepareRun(this.#job, {
        ...this.#options,
        signal: this.controls.signal,
        disk,
        report: (event) => {
          batcher.flush(event);
        },
      });
      trainer = prepared.trainer;
      this.#position.step = prepared.step;
      const stream = this.#batcher(trainer, batcher.nextSeq, measuredRows(prepared));
      batcher = stream;
      this.#batch = stream;
      const experiment = { ...this.#job.experiment, training: prepared.training };
      const diagnostics = new Diagnostics(experiment, prepared.loaded, (finding) => {
        stream.flush({ type: 'finding', finding });
      });
      batcher.flush({
        type: 'loaded',
        dataset: prepared.loaded.facts,
        sample: prepared.loaded.sample,
        ...(prepared.loaded.readAt === null
          ? {}
          : { dataReadAt: new Date(prepared.loaded.readAt).toISOString() }),
        engine: prepared.engine,
        totalSteps: trainer.totalSteps,
        ...(this.#job.experiment.training.logEvery === AUTO || prepared.loaded.stream !== undefined
          ? { measuring: prepared.measuring }
          : {}),
        tensorflow: prepared.engine.kind === 'tensorflow' ? engineVersion(this.#job.experiment.model) : null,
      });
      await diagnostics.seeData(this.controls.signal);
      await disk.write(() => {
        keepRoomForEnd(this.#job, prepared.loaded, prepared.trainer);
      });
      const loop = new TrainingLoop({
        job: this.#job,
        controls: this.controls,
        logged: this.logged,
        position: this.#position,
        prepared,
        batcher,
        diagnostics,
        disk,
      });
      await loop.run();
    } catch (thrown) {
      const error = toErrorInfo(thrown);
      const isCancelled = trainer === null && this.controls.isStopping && error.kind === 'conflict';
      batcher.flush(isCancelled ? this.#stoppedBeforeTraining() : this.#failure(error));
    } finally {
      releaseReserve(this.#job.runFolder);
      trainer?.dispose();
    }
  }

  #batcher(
    { metricNames, historyColumns }: Pick<Trainer, 'metricNames' | 'historyColumns'>,
    firstSeq: number,
    measured: MeasuredRows | null,
  ): EventBatcher {
    const { runId } = this;
    return new EventBatcher({ runId, firstSeq, metricNames, historyColumns, measured, send: this.#send });
  }

  #failure(error: ErrorInfo): RunEventBody {
    const { step, elapsedMs } = this.#position;
    return { type: 'failed', error, steps: step, elapsedMs };
  }

  #stoppedBeforeTraining(): RunEventBody {
    const { elapsedMs } = this.#job;
    return { type: 'done', outcome: 'stopped', steps: 0, elapsedMs, result: null, summary: {} };
  }
}

/** The rows that logged steps are of; null: of all, and nothing is to be said. */
function measuredRows({ measuring, loaded }: PreparedRun): MeasuredRows | null {
  const { trainRows, validationRows } = loaded.facts;
  if (measuring.sample === null) return null;
  return { sample: measuring.sample, all: { trainRows, validationRows } };
}
