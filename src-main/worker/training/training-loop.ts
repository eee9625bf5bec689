import { performance } from 'node:perf_hooks';
import { BenchtopError } from '../../../src-shared/errors';
import type { RunEventBody, Stage } from '../../../src-shared/run/live/events';
import type { StepReport } from '../../algorithms/contract/trainer';
import { beginStage } from '../../threads/stages';
import type { TrainJob } from '../protocol/training';
import { CheckpointQueue, divergedAtEnd, hasDiverged } from './checkpoint-queue';
import type { Diagnostics } from './diagnostics';
import type { DiskWaits } from './disk-waits';
import { BATCH_INTERVAL_MS, type EventBatcher } from './pace/event-batcher';
import { KeptSnapshots } from './kept-snapshots';
import type { LoggedRows } from './logged-rows';
import type { PreparedRun } from './prepare-run';
import type { RunControls } from './run-controls';
import { SpeedMeter } from './pace/speed-meter';
import { writeRunPredictions } from './run-predictions';

const FRAME_INTERVAL_MS = 100;
/** Interval for a run that no window shows: a picture takes as long as a thousand small steps. */
const UNWATCHED_FRAME_INTERVAL_MS = 1000;

/** How far a run has come; changed in place as it trains. */
export interface RunPosition {
  /** Last step made. */
  step: number;
  /** Milliseconds spent training, those before a resume included; waiting does not count. */
  elapsedMs: number;
}

interface TrainingLoopOptions {
  readonly job: TrainJob;
  readonly controls: RunControls;
  readonly logged: LoggedRows;
  readonly position: RunPosition;
  readonly prepared: PreparedRun;
  readonly batcher: EventBatcher;
  readonly diagnostics: Diagnostics;
  readonly disk: DiskWaits;
}

/** Pulls the trainer of a run from its first step to its last, and keeps and sends what comes of it. */
export class TrainingLoop {
  readonly #options: TrainingLoopOptions;
  readonly #position: RunPosition;
  readonly #checkpoints: CheckpointQueue;
  readonly #snapshots: KeptSnapshots;
  readonly #meter: SpeedMeter;
  readonly #steps: AsyncGenerator<StepReport, void, void>;
  #metrics: Readonly<Record<string, number>>;
  /** Whether those are of a sample of the rows. */
  #isOfSample: boolean;
  #stage: Stage | undefined;
  /** Milliseconds of training at the last checkpoint. */
  #savedAt: number;
  #lastFlush = -Infinity;
  #lastFrame = -Infinity;
  /** Whether there were steps since the last picture. */
  #isFrameDue = true;

  constructor(options: TrainingLoopOptions) {
    const { job, position, prepared, batcher, disk, logged, controls } = options;
    const { trainer, loaded, metrics, isOfSample } = prepared;
    this.#options = options;
    this.#position = position;
    this.#metrics = metrics;
    this.#isOfSample = isOfSample;
    this.#savedAt = position.elapsedMs;
    this.#checkpoints = new CheckpointQueue({
      job,
      loaded,
      disk,
      logged,
      written: (checkpoint) => {
        batcher.flush({ type: 'checkpoint', checkpoint });
      },
    });
    this.#snapshots = new KeptSnapshots(job, trainer, position.step);
    this.#meter = new SpeedMeter(position.step, position.elapsedMs);
    this.#steps = trainer.train({
      due: () => {
        const isDue = controls.limiter.step();
        return isDue || controls.isPaused;
      },
      shouldYield: (step) => this.#snapshots.wants(step) || step === job.stopAt,
    });
  }

  /**
   * Trains until the last step, Stop, or the step at which the run is to stop, and finishes the run: last
   * checkpoint, predictions, the event `done`.
   * @throws BenchtopError `diverged`, or where something cannot be kept
   */
  async run(): Promise<void> {
    const { controls } = this.#options;
    this.#flush(performance.now());
    controls.limiter.restart();
    beginStage('train');
    try {
      await this.#train();
    } catch (thrown) {
      await this.#fail(thrown);
      throw thrown;
    } finally {
      // What a trainer was reading is closed.
      await this.#steps.return();
    }
    await this.#finish();
  }

  async #train(): Promise<void> {
    const { controls, disk } = this.#options;
    while (!controls.isStopping && !this.#isThere()) {
      this.#changeRate();
      if (disk.isWaiting) {
        await disk.whenFree();
        controls.limiter.restart();
        continue;
      }
      if (controls.isPaused) {
        if (!(await this.#pause())) break;
        continue;
      }
      if (!(await this.#advance())) break;
      const now = performance.now();
      if (now - this.#lastFlush >= BATCH_INTERVAL_MS) this.#flush(now);
      await controls.breathe(() => {
        this.#flush(performance.now());
      });
    }
  }

  /** Whether the step at which the run is to stop has been made. */
  #isThere(): boolean {
    const { stopAt } = this.#options.job;
    return stopAt !== null && this.#position.step >= stopAt;
  }

  /** Pulls once and takes note. @returns false once there is nothing left to train */
  async #advance(): Promise<boolean> {
    const { batcher, diagnostics } = this.#options;
    const position = this.#position;
    const startedAt = performance.now();
    const next = await this.#steps.next();
    position.elapsedMs += performance.now() - startedAt;
    if (next.done === true) {
      this.#stage = undefined;
      return false;
    }
    const report = next.value;
    if (report.metrics !== null) {
      this.#metrics = report.metrics;
      this.#isOfSample = report.isOfSample === true;
    }
    this.#stage = report.stage;
    // The step has its row already; what is kept, and summed up, is the best model's.
    if (report.restoredFrom !== undefined) return true;
    const isNewStep = report.step > position.step;
    position.step = report.step;
    this.#isFrameDue = true;
    batcher.add(report, position.elapsedMs);
    const seen = report.ofSample ?? report.metrics;
    if (isNewStep && seen !== null) diagnostics.seeRow(report.step, seen);
    // The last step's model is kept once it is finished: what comes after the step may change it.
    if (isNewStep && report.isLast !== true) await this.#keep(report.step);
    return true;
  }

  /** Keeps the model of a step as snapshot or checkpoint, where one is due. */
  async #keep(step: number): Promise<void> {
    const { job, prepared } = this.#options;
    const { elapsedMs } = this.#position;
    if (this.#snapshots.wants(step)) this.#snapshots.keep(prepared.trainer.state(), this.#metrics);
    const every = job.experiment.training.checkpointEvery;
    const isDue = every > 0 && step % every === 0;
    if (!isDue || elapsedMs - this.#savedAt < job.checkpointMs) return;
    this.#savedAt = elapsedMs;
    await this.#checkpoints.save(prepared.trainer.state(), this.#metrics, this.#isOfSample);
  }

  #changeRate(): void {
    const { controls, prepared, diagnostics, batcher } = this.#options;
    const learningRate = controls.takeRate();
    if (learningRate === null) return;
    prepared.trainer.setLearningRate?.(learningRate);
    diagnostics.setLearningRate(learningRate);
    batcher.flush({ type: 'rate-changed', step: this.#position.step, learningRate });
  }

  /** Single steps and other learning rates, until it goes on. @returns as `#advance` */
  async #pause(): Promise<boolean> {
    const { controls, batcher, prepared } = this.#options;
    batcher.flush(this.#progress(), ...this.#picture(), { type: 'status', status: 'paused' });
    let isMore = true;
    while (isMore && controls.isPaused && !controls.isStopping && !this.#isThere()) {
      if (controls.isRateRequested) this.#changeRate();
      else if (controls.takePicture()) batcher.flush(...this.#picture());
      else if (controls.takeStep()) {
        isMore = await this.#advance();
        // After the last step there is nothing to wait for.
        while (isMore && this.#position.step >= prepared.trainer.totalSteps) isMore = await this.#advance();
        batcher.flush(this.#progress(), ...this.#picture());
      } else await controls.sleep(null);
    }
    if (isMore && !controls.isStopping) batcher.flush({ type: 'status', status: 'running' });
    controls.limiter.restart();
    return isMore;
  }

  /** Keeps what was trained before a failure, and says how far it came. */
  async #fail(thrown: unknown): Promise<void> {
    const { diagnostics, batcher } = this.#options;
    this.#snapshots.close();
    await this.#checkpoints.settle();
    if (!(thrown instanceof BenchtopError)) return;
    if (thrown.info.kind === 'diverged') diagnostics.seeEnd(thrown.info, this.#position.step);
    batcher.flush(this.#progress());
  }

  async #finish(): Promise<void> {
    const { job, controls, prepared, disk, diagnostics, batcher } = this.#options;
    const { trainer } = prepared;
    const { step } = this.#position;
    this.#flush(performance.now());
    this.#snapshots.close();
    // All steps are done, but a stage after them may not be.
    const isLeft =
      (controls.isStopping || this.#isThere()) && (step < trainer.totalSteps || this.#stage !== undefined);
    this.#stage = undefined;
    this.#measureAll();
    const ended = trainer.state();
    beginStage('checkpoint');
    await this.#checkpoints.saveEnd(ended, this.#metrics, this.#isOfSample);
    if (!isLeft && hasDiverged(ended, this.#metrics)) throw divergedAtEnd(step);
    diagnostics.seeModel(trainer.state(), trainer.result());
    beginStage('predictions');
    const notices = await disk.write(() => writeRunPredictions(job, prepared), true);
    beginStage('end');
    // Nobody can ask the last picture for more, so that it holds all.
    batcher.flush(this.#progress(), ...this.#picture(true), {
      type: 'done',
      outcome: isLeft ? 'stopped' : 'finished',
      steps: step,
      elapsedMs: this.#position.elapsedMs,
      result: trainer.result(),
      summary: this.#metrics,
      ...(this.#isOfSample ? { isOfSample: true as const } : {}),
      ...(notices.length === 0 ? {} : { notices }),
    });
  }

  /** What a run ends with is measured on all rows, wherever it was stopped; but for streamed ones, which would take a pass. */
  #measureAll(): void {
    const { trainer } = this.#options.prepared;
    if (!this.#isOfSample || trainer.measureAll === undefined) return;
    this.#metrics = trainer.measureAll();
    this.#isOfSample = false;
  }

  #progress(): RunEventBody {
    const { step, elapsedMs } = this.#position;
    return {
      type: 'progress',
      step,
      totalSteps: this.#options.prepared.trainer.totalSteps,
      elapsedMs,
      stepsPerSecond: this.#meter.rate(step, elapsedMs),
      ...(this.#stage === undefined ? {} : { stage: this.#stage }),
    };
  }

  /** One picture, or none where nobody sees it. */
  #picture(units = this.#options.controls.drawsUnits): RunEventBody[] {
    const { job, prepared } = this.#options;
    if (!job.draws) return [];
    return [{ type: 'frame', frame: prepared.trainer.frame(prepared.loaded.sample, { units }) }];
  }

  /** Sends progress and new snapshots, with a picture where one is due. */
  #flush(now: number): void {
    const { controls, batcher } = this.#options;
    const kept = this.#snapshots.take();
    if (kept.length > 0) batcher.flush({ type: 'moments', steps: kept });
    const interval = controls.isWatched ? FRAME_INTERVAL_MS : UNWATCHED_FRAME_INTERVAL_MS;
    const withFrame = controls.takePicture() || (this.#isFrameDue && now - this.#lastFrame >= interval);
    batcher.flush(this.#progress(), ...(withFrame ? this.#picture() : []));
    this.#lastFlush = now;
    if (withFrame) {
      this.#lastFrame = now;
      this.#isFrameDue = false;
    }
  }
}
