import { performance } from 'node:perf_hooks';
import { BenchtopError, toErrorInfo, type ErrorInfo } from '../../../src-shared/errors';
import type { RunEvent, RunEventBody, Stage } from '../../../src-shared/run/live/events';
import { predictionTable } from '../../algorithms/models/answers';
import type { StepReport, Trainer } from '../../algorithms/contract/trainer';
import type { LoadedDataset } from '../../dataset';
import { loadTensorflow } from '../../engine';
import { writePredictions } from '../../files/run-files/predictions-file';
import { releaseReserve } from '../../files/reserve';
import { CheckpointQueue, divergedAtEnd, hasDiverged } from './checkpoint-queue';
import { DiskWaits } from './disk-waits';
import { keepRoomForEnd } from './end-room';
import { BATCH_INTERVAL_MS, EventBatcher } from './event-batcher';
import { Diagnostics } from './diagnostics';
import { KeptSnapshots } from './kept-snapshots';
import { LoggedRows } from './logged-rows';
import { modelContext } from '../stored/model-context';
import type { NativeLoadLock } from '../thread/native-load-lock';
import { prepareRun, type PreparedRun } from './prepare-run';
import type { TrainJob } from '../protocol/training';
import { SpeedMeter } from './speed-meter';
import { RunControls } from './run-controls';

const FRAME_INTERVAL_MS = 100;
/** Of a run that no window shows: a picture takes as long as a thousand small steps. */
const UNWATCHED_FRAME_INTERVAL_MS = 1000;

/** One run of one worker, from its data to its end: load, train, pause, checkpoint, finish. */
export class TrainingRun {
  /** Takes what is said of rows that were sent. */
  readonly logged = new LoggedRows(() => this.#batch?.flush({ type: 'log-wanted' }));
  /** Takes the commands, also while the data is read. */
  readonly controls: RunControls;
  readonly #job: TrainJob;
  readonly #threads: number;
  readonly #send: (events: readonly RunEvent[]) => void;
  readonly #native: NativeLoadLock;
  #elapsedMs: number;
  #step = 0;
  /** Of what is sent while it trains. */
  #batch: EventBatcher | null = null;

  constructor(
    job: TrainJob,
    threads: number,
    native: NativeLoadLock,
    send: (events: readonly RunEvent[]) => void,
  ) {
    this.#job = job;
    this.#threads = threads;
    this.#native = native;
    this.#send = send;
    this.#elapsedMs = job.elapsedMs;
    this.controls = new RunControls(job.speed);
  }

  get runId(): string {
    return this.#job.runId;
  }

  /** Runs to the end and reports it; never rejects. */
  async run(): Promise<void> {
    let batcher = this.#batcher([], [], this.#job.firstSeq);
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
        threads: this.#threads,
        native: this.#native,
        signal: this.controls.signal,
        disk,
        report: (event) => {
          batcher.flush(event);
        },
      });
      trainer = prepared.trainer;
      this.#step = prepared.step;
      const stream = this.#batcher(trainer.metricNames, trainer.historyColumns, batcher.nextSeq);
      batcher = stream;
      this.#batch = stream;
      const experiment = { ...this.#job.experiment, training: prepared.training };
      const diagnostics = new Diagnostics({ experiment }, prepared.loaded, (finding) => {
        stream.flush({ type: 'finding', finding });
      });
      batcher.flush({
        type: 'loaded',
        dataset: prepared.loaded.facts,
        sample: prepared.loaded.sample,
        engine: prepared.engine,
        totalSteps: trainer.totalSteps,
        tensorflow: prepared.engine.kind === 'tensorflow' ? loadTensorflow().TF_Version : null,
      });
      await diagnostics.seeData(this.controls.signal);
      await this.#train(prepared, batcher, diagnostics, disk);
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
    metricNames: readonly string[],
    historyColumns: readonly string[],
    firstSeq: number,
  ): EventBatcher {
    return new EventBatcher({ runId: this.runId, firstSeq, metricNames, historyColumns, send: this.#send });
  }

  #failure(error: ErrorInfo): RunEventBody {
    return { type: 'failed', error, steps: this.#step, elapsedMs: this.#elapsedMs };
  }

  #stoppedBeforeTraining(): RunEventBody {
    const { elapsedMs } = this.#job;
    return { type: 'done', outcome: 'stopped', steps: 0, elapsedMs, result: null, summary: {} };
  }

  async #train(
    { trainer, loaded, metrics }: PreparedRun,
    batcher: EventBatcher,
    diagnostics: Diagnostics,
    disk: DiskWaits,
  ): Promise<void> {
    const { experiment } = this.#job;
    const { controls } = this;
    const checkpoints = new CheckpointQueue({
      job: this.#job,
      loaded,
      disk,
      logged: this.logged,
      written: (checkpoint) => {
        batcher.flush({ type: 'checkpoint', checkpoint });
      },
    });
    await disk.write(() => {
      keepRoomForEnd(this.#job, loaded, trainer);
    });
    const snapshots = new KeptSnapshots(this.#job, trainer, this.#step);
    const meter = new SpeedMeter(this.#step, this.#elapsedMs);
    const every = experiment.training.checkpointEvery;
    let lastMetrics = metrics;
    let lastFlush = -Infinity;
    let lastFrame = -Infinity;
    let dirty = true;
    let stage: Stage | undefined;
    const { stopAt, checkpointMs } = this.#job;
    const isThere = (): boolean => stopAt !== null && this.#step >= stopAt;
    let savedAt = this.#elapsedMs;

    const progress = (): RunEventBody => ({
      type: 'progress',
      step: this.#step,
      totalSteps: trainer.totalSteps,
      elapsedMs: this.#elapsedMs,
      stepsPerSecond: meter.rate(this.#step, this.#elapsedMs),
      ...(stage === undefined ? {} : { stage }),
    });
    const picture = (units = controls.drawsUnits): RunEventBody => ({
      type: 'frame',
      frame: trainer.frame(loaded.sample, { units }),
    });
    const flush = (now: number): void => {
      const kept = snapshots.take();
      if (kept.length > 0) batcher.flush({ type: 'moments', steps: kept });
      const interval = controls.isWatched ? FRAME_INTERVAL_MS : UNWATCHED_FRAME_INTERVAL_MS;
      const withFrame = controls.takePicture() || (dirty && now - lastFrame >= interval);
      batcher.flush(progress(), ...(withFrame ? [picture()] : []));
      lastFlush = now;
      if (withFrame) {
        lastFrame = now;
        dirty = false;
      }
    };

    flush(performance.now());
    controls.limiter.restart();
    const steps = trainer.train({
      due: () => {
        const isDue = controls.limiter.step();
        return isDue || controls.isPaused;
      },
      shouldYield: (step) => snapshots.wants(step) || step === stopAt,
    });
    /** Pulls once and takes note. @returns false once there is nothing left to train */
    const advance = async (): Promise<boolean> => {
      const startedAt = performance.now();
      const next = await steps.next();
      this.#elapsedMs += performance.now() - startedAt;
      if (next.done === true) {
        stage = undefined;
        return false;
      }
      const report: StepReport = next.value;
      lastMetrics = report.metrics ?? lastMetrics;
      stage = report.stage;
      // The step has its row already; what is kept, and summed up, is the best model's.
      if (report.restoredFrom !== undefined) return true;
      const isNewStep = report.step > this.#step;
      this.#step = report.step;
      dirty = true;
      batcher.add(report, this.#elapsedMs);
      if (isNewStep && report.metrics !== null) diagnostics.seeRow(report.step, report.metrics);
      // The last step's model is kept once it is finished: what comes after the step may change it.
      if (!isNewStep || report.isLast === true) return true;
      if (snapshots.wants(report.step)) snapshots.keep(trainer.state(), lastMetrics);
      const isDue = every > 0 && report.step % every === 0;
      if (isDue && this.#elapsedMs - savedAt >= checkpointMs) {
        savedAt = this.#elapsedMs;
        await checkpoints.save(trainer.state(), lastMetrics);
      }
      return true;
    };
    const changeRate = (): void => {
      const learningRate = controls.takeRate();
      if (learningRate === null) return;
      trainer.setLearningRate?.(learningRate);
      diagnostics.setLearningRate(learningRate);
      batcher.flush({ type: 'rate-changed', step: this.#step, learningRate });
    };
    /** Single steps and other learning rates, until it goes on. @returns as `advance` */
    const pause = async (): Promise<boolean> => {
      batcher.flush(progress(), picture(), { type: 'status', status: 'paused' });
      let isMore = true;
      while (isMore && controls.isPaused && !controls.isStopping && !isThere()) {
        if (controls.isRateWanted) changeRate();
        else if (controls.takePicture()) batcher.flush(picture());
        else if (controls.takeStep()) {
          isMore = await advance();
          // After the last step there is nothing to wait for.
          while (isMore && this.#step >= trainer.totalSteps) isMore = await advance();
          batcher.flush(progress(), picture());
        } else await controls.sleep(null);
      }
      if (isMore && !controls.isStopping) batcher.flush({ type: 'status', status: 'running' });
      controls.limiter.restart();
      return isMore;
    };
    try {
      while (!controls.isStopping && !isThere()) {
        changeRate();
        if (disk.isWaiting) {
          await disk.whenFree();
          controls.limiter.restart();
          continue;
        }
        if (controls.isPaused) {
          if (!(await pause())) break;
          continue;
        }
        if (!(await advance())) break;
        const now = performance.now();
        if (now - lastFlush >= BATCH_INTERVAL_MS) flush(now);
        await controls.breathe(() => {
          flush(performance.now());
        });
      }
    } catch (thrown) {
      snapshots.close();
      await checkpoints.settle();
      if (thrown instanceof BenchtopError) {
        if (thrown.info.kind === 'diverged') diagnostics.seeEnd(thrown.info.message, this.#step);
        batcher.flush(progress());
      }
      throw thrown;
    }
    flush(performance.now());
    snapshots.close();
    // All steps are done, but a stage after them may not be.
    const isLeft =
      (controls.isStopping || isThere()) && (this.#step < trainer.totalSteps || stage !== undefined);
    stage = undefined;
    const ended = trainer.state();
    await checkpoints.saveEnd(ended, lastMetrics);
    if (!isLeft && hasDiverged(ended, lastMetrics)) throw divergedAtEnd(this.#step);
    diagnostics.seeModel(trainer.state(), trainer.result());
    const notices = await disk.write(() => this.#writePredictions(trainer, loaded), true);
    // Nobody can ask the last picture for more, so that it holds all.
    batcher.flush(progress(), picture(true), {
      type: 'done',
      outcome: isLeft ? 'stopped' : 'finished',
      steps: this.#step,
      elapsedMs: this.#elapsedMs,
      result: trainer.result(),
      summary: lastMetrics,
      ...(notices.length === 0 ? {} : { notices }),
    });
  }

  /** @returns what is to be said of the file */
  #writePredictions(trainer: Trainer, loaded: LoadedDataset): readonly string[] {
    const context = modelContext({
      state: trainer.state(),
      experiment: this.#job.experiment,
      dataset: loaded.facts,
    });
    const table = predictionTable(context, loaded.data, loaded.rowNumbers, loaded.rawFeatures());
    writePredictions(this.#job.runFolder, table);
    // The names of generated columns are the program's own: nobody looks for them.
    if (this.#job.experiment.dataset.kind !== 'file') return [];
    return (table.notes ?? []).map((note) => `predictions.csv: ${note}`);
  }
}
