import { performance } from 'node:perf_hooks';
import { BenchtopError, fail, toErrorInfo, type ErrorInfo } from '../../../src-shared/errors';
import type { RunEvent, RunEventBody, Stage } from '../../../src-shared/run/live/events';
import { predictionTable } from '../../algorithms/models/answers';
import type { StepReport, Trainer } from '../../algorithms/contract/trainer';
import type { LoadedDataset } from '../../dataset';
import { loadTensorflow } from '../../engine';
import { writePredictions } from '../../files/run-files/predictions-file';
import { CheckpointQueue, hasDiverged } from './checkpoint-queue';
import { BATCH_INTERVAL_MS, EventBatcher } from './event-batcher';
import { Guide } from './diagnostics';
import { KeptMoments } from './kept-snapshots';
import { modelContext } from '../stored/model-context';
import type { NativeTurn } from '../thread/native-load-lock';
import { prepareRun, type PreparedRun } from './prepare-run';
import type { TrainJob } from '../protocol/training';
import { SpeedMeter } from './speed-meter';
import { Steering } from './run-controls';

const FRAME_INTERVAL_MS = 100;
/** Of a run that no window shows: a picture takes as long as a thousand small steps. */
const UNWATCHED_FRAME_INTERVAL_MS = 1000;

/** One run of one worker, from its data to its end: load, train, pause, checkpoint, finish. */
export class TrainingRun {
  /** Takes the commands, also while the data is read. */
  readonly steering: Steering;
  readonly #job: TrainJob;
  readonly #threads: number;
  readonly #send: (events: readonly RunEvent[]) => void;
  readonly #native: NativeTurn;
  #elapsedMs: number;
  #step = 0;

  constructor(
    job: TrainJob,
    threads: number,
    native: NativeTurn,
    send: (events: readonly RunEvent[]) => void,
  ) {
    this.#job = job;
    this.#threads = threads;
    this.#native = native;
    this.#send = send;
    this.#elapsedMs = job.elapsedMs;
    this.steering = new Steering(job.speed);
  }

  get runId(): string {
    return this.#job.runId;
  }

  /** Runs to the end and reports it; never rejects. */
  async run(): Promise<void> {
    let batcher = this.#batcher([], [], this.#job.firstSeq);
    let trainer: Trainer | null = null;
    try {
      const prepared = await prepareRun(this.#job, {
        threads: this.#threads,
        native: this.#native,
        signal: this.steering.signal,
        tell: (event) => {
          batcher.flush(event);
        },
      });
      trainer = prepared.trainer;
      this.#step = prepared.step;
      const stream = this.#batcher(trainer.metricNames, trainer.historyColumns, batcher.nextSeq);
      batcher = stream;
      const experiment = { ...this.#job.experiment, training: prepared.training };
      const guide = new Guide({ experiment }, prepared.loaded, (finding) => {
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
      await guide.seeData(this.steering.signal);
      await this.#train(prepared, batcher, guide);
    } catch (thrown) {
      const error = toErrorInfo(thrown);
      const isCancelled = trainer === null && this.steering.isStopping && error.kind === 'conflict';
      batcher.flush(isCancelled ? this.#stoppedBeforeTraining() : this.#failure(error));
    } finally {
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
    guide: Guide,
  ): Promise<void> {
    const { experiment } = this.#job;
    const { steering } = this;
    const checkpoints = new CheckpointQueue(this.#job, loaded, (checkpoint) => {
      batcher.flush({ type: 'checkpoint', checkpoint });
    });
    const moments = new KeptMoments(this.#job, trainer, this.#step);
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
    const picture = (units = steering.drawsUnits): RunEventBody => ({
      type: 'frame',
      frame: trainer.frame(loaded.sample, { units }),
    });
    const flush = (now: number): void => {
      const kept = moments.take();
      if (kept.length > 0) batcher.flush({ type: 'moments', steps: kept });
      const interval = steering.isWatched ? FRAME_INTERVAL_MS : UNWATCHED_FRAME_INTERVAL_MS;
      const withFrame = steering.takePicture() || (dirty && now - lastFrame >= interval);
      batcher.flush(progress(), ...(withFrame ? [picture()] : []));
      lastFlush = now;
      if (withFrame) {
        lastFrame = now;
        dirty = false;
      }
    };

    flush(performance.now());
    steering.pacer.restart();
    const steps = trainer.train({
      due: () => {
        const isDue = steering.pacer.step();
        return isDue || steering.isPaused;
      },
      isWanted: (step) => moments.wants(step) || step === stopAt,
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
      if (isNewStep && report.metrics !== null) guide.seeRow(report.step, report.metrics);
      // The last step's model is kept once it is finished: what comes after the step may change it.
      if (!isNewStep || report.isLast === true) return true;
      if (moments.wants(report.step)) moments.keep(trainer.state(), lastMetrics);
      const isDue = every > 0 && report.step % every === 0;
      if (isDue && this.#elapsedMs - savedAt >= checkpointMs) {
        savedAt = this.#elapsedMs;
        await checkpoints.save(trainer.state(), lastMetrics);
      }
      return true;
    };
    const changeRate = (): void => {
      const learningRate = steering.takeRate();
      if (learningRate === null) return;
      trainer.setLearningRate?.(learningRate);
      guide.setLearningRate(learningRate);
      batcher.flush({ type: 'rate-changed', step: this.#step, learningRate });
    };
    /** Single steps and other learning rates, until it goes on. @returns as `advance` */
    const pause = async (): Promise<boolean> => {
      batcher.flush(progress(), picture(), { type: 'status', status: 'paused' });
      let isMore = true;
      while (isMore && steering.isPaused && !steering.isStopping && !isThere()) {
        if (steering.isRateWanted) changeRate();
        else if (steering.takePicture()) batcher.flush(picture());
        else if (steering.takeStep()) {
          isMore = await advance();
          // After the last step there is nothing to wait for.
          while (isMore && this.#step >= trainer.totalSteps) isMore = await advance();
          batcher.flush(progress(), picture());
        } else await steering.sleep(null);
      }
      if (isMore && !steering.isStopping) batcher.flush({ type: 'status', status: 'running' });
      steering.pacer.restart();
      return isMore;
    };
    try {
      while (!steering.isStopping && !isThere()) {
        changeRate();
        if (steering.isPaused) {
          if (!(await pause())) break;
          continue;
        }
        if (!(await advance())) break;
        const now = performance.now();
        if (now - lastFlush >= BATCH_INTERVAL_MS) flush(now);
        await steering.breathe(() => {
          flush(performance.now());
        });
      }
    } catch (thrown) {
      moments.close();
      await checkpoints.settle();
      if (thrown instanceof BenchtopError) {
        if (thrown.info.kind === 'diverged') guide.seeEnd(thrown.info.message, this.#step);
        batcher.flush(progress());
      }
      throw thrown;
    }
    flush(performance.now());
    moments.close();
    // All steps are done, but a stage after them may not be.
    const isLeft =
      (steering.isStopping || isThere()) && (this.#step < trainer.totalSteps || stage !== undefined);
    stage = undefined;
    const ended = trainer.state();
    await checkpoints.saveEnd(ended, lastMetrics);
    if (!isLeft && hasDiverged(ended, lastMetrics)) throw divergedAtEnd(this.#step);
    guide.seeModel(trainer.state(), trainer.result());
    const notices = this.#writePredictions(trainer, loaded);
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

/** A finished model whose own figures are no numbers is none. */
function divergedAtEnd(step: number): Error {
  return fail(
    'diverged',
    `The model of step ${step} is no longer made of finite numbers: scale the features. The last checkpoint is kept.`,
    { field: 'dataset.scaling' },
  );
}
