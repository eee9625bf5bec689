import { performance } from 'node:perf_hooks';
import { BenchtopError, toErrorInfo, type ErrorInfo } from '../../src-shared/errors';
import type { RunEvent, RunEventBody, Stage } from '../../src-shared/run/events';
import { chooseEngine, dependsOnSpeeds, type EngineSpeeds } from '../algorithms/engine-choice';
import { predictionTable } from '../algorithms/evaluate';
import { createTypedTrainer } from '../algorithms/index';
import type { ModelContext } from '../algorithms/model-context';
import { chosenCenters } from '../algorithms/kmeans-rows';
import type { ModelState, StepReport, Trainer, TrainerOptions } from '../algorithms/trainer';
import { openDuckDb, type LoadedDataset } from '../dataset/index';
import {
  createTensorflowTrainer,
  loadTensorflow,
  tensorflowBuild,
  tensorflowStatus,
  warmUp,
} from '../engine/index';
import { writePredictions } from '../files/predictions-file';
import { writeRows } from '../files/rows-file';
import { writeSample } from '../files/sample-file';
import { CheckpointQueue } from './checkpoint-queue';
import { BATCH_INTERVAL_MS, EventBatcher } from './event-batcher';
import { engineSpeeds, speedsKey, storedSpeeds } from './engine-speeds';
import { Guide } from './guide';
import { helpersFor } from './kmeans-helpers';
import { KeptMoments } from './kept-moments';
import { loadRunData, resumeState } from './load-run';
import type { NativeTurn } from './native-turn';
import { Pacer } from './pacer';
import type { RunAction, TrainJob } from './protocol';
import { SpeedMeter } from './speed-meter';

const SLICE_MS = 30;
const FRAME_INTERVAL_MS = 100;
/** Of a run that no window shows: a picture takes as long as a thousand small steps. */
const UNWATCHED_FRAME_INTERVAL_MS = 1000;

/** Steers one run of one worker: load, train, pause, checkpoint, finish. */
export class TrainingRun {
  readonly #job: TrainJob;
  readonly #threads: number;
  readonly #send: (events: readonly RunEvent[]) => void;
  readonly #native: NativeTurn;
  readonly #pacer: Pacer;
  #stopping = false;
  /** Ends the loading of the data; there is nothing worth keeping before it. */
  readonly #loading = new AbortController();
  #paused = false;
  /** Steps still to be made while paused. */
  #stepsWanted = 0;
  /** A learning rate that is to be set before the next step. */
  #rateWanted: number | null = null;
  #isWatched = false;
  /** Whether pictures hold the hidden units. */
  #drawsUnits = false;
  /** Whether somebody just came to look at the run, or at its hidden units. */
  #pictureWanted = false;
  #wake: (() => void) | null = null;
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
    this.#pacer = new Pacer({ now: () => performance.now(), sliceMs: SLICE_MS, speed: job.speed });
  }

  get runId(): string {
    return this.#job.runId;
  }

  control(action: RunAction): void {
    if (action === 'stop') {
      this.#stopping = true;
      this.#loading.abort();
    } else if (action === 'step') {
      if (this.#paused) this.#stepsWanted++;
    } else {
      this.#paused = action === 'pause';
      this.#stepsWanted = 0;
    }
    this.#wake?.();
  }

  setLearningRate(rate: number): void {
    this.#rateWanted = rate;
    this.#wake?.();
  }

  /** Hidden units are drawn only while somebody looks at them; a paused run is drawn anew at once. */
  drawUnits(on: boolean): void {
    if (on && !this.#drawsUnits) this.#pictureWanted = true;
    this.#drawsUnits = on;
    this.#wake?.();
  }

  /** Drawn at display rate only while a window shows the run, and with the next rows when it comes to. */
  watch(on: boolean): void {
    if (on && !this.#isWatched) this.#pictureWanted = true;
    this.#isWatched = on;
  }

  setSpeed(speed: number | null): void {
    this.#pacer.setSpeed(speed);
    this.#wake?.();
  }

  /** Runs to the end and reports it; never rejects. */
  async run(): Promise<void> {
    let batcher = this.#batcher([], [], this.#job.firstSeq);
    let trainer: Trainer | null = null;
    try {
      const prepared = await this.#prepare(batcher);
      trainer = prepared.trainer;
      const stream = this.#batcher(trainer.metricNames, trainer.historyColumns, batcher.nextSeq);
      batcher = stream;
      const guide = new Guide(this.#job, prepared.loaded, (finding) => {
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
      await guide.seeData(this.#loading.signal);
      await this.#train(trainer, prepared.loaded, batcher, guide);
    } catch (thrown) {
      const error = toErrorInfo(thrown);
      const isCancelled = trainer === null && this.#stopping && error.kind === 'conflict';
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

  async #prepare(batcher: EventBatcher): Promise<{
    trainer: Trainer;
    loaded: LoadedDataset;
    engine: { kind: 'typed' | 'tensorflow'; reason: string };
  }> {
    const { experiment, runFolder, resumeFrom, rateChanges, engine: known } = this.#job;
    const { model, training, seed } = experiment;
    // Generated data needs no DuckDB.
    if (experiment.dataset.kind === 'file') await this.#native.once('duckdb', openDuckDb);
    const loaded = await loadRunData(this.#job, {
      signal: this.#loading.signal,
      tell: (event) => {
        batcher.flush(event);
      },
    });
    const resume = resumeFrom === null ? null : await resumeState(runFolder, resumeFrom, loaded);
    const tensorflow = tensorflowStatus();
    // The other engine would go on within a tolerance only.
    const keeps = known !== null && (known.kind === 'typed' || tensorflow.available);
    const engine = keeps ? known : await this.#chooseEngine(loaded);
    await writeRows(runFolder, loaded, this.#loading.signal);
    await writeSample(runFolder, loaded.sample);
    const initialCenters = chosenCenters(model, loaded.data, loaded.rowNumbers);
    const spawnHelpers = helpersFor(this.#threads - 1);
    const options: TrainerOptions = {
      model,
      training,
      seed,
      data: loaded.data,
      resume,
      rateChanges,
      ...(initialCenters === undefined ? {} : { initialCenters }),
      ...(spawnHelpers === undefined ? {} : { spawnHelpers }),
    };
    const trainer = engine.kind === 'typed' ? createTypedTrainer(options) : await this.#onTensorflow(options);
    this.#step = resume?.step ?? 0;
    return { trainer, loaded, engine };
  }

  async #chooseEngine({ data }: LoadedDataset): Promise<{ kind: 'typed' | 'tensorflow'; reason: string }> {
    const { model, training } = this.#job.experiment;
    const question = {
      requested: training.engine,
      model,
      training,
      rows: data.trainRows,
      width: data.width,
      tensorflow: tensorflowStatus(),
      speeds: null,
    };
    if (!dependsOnSpeeds(question)) return chooseEngine(question);
    const speeds = await this.#speeds();
    // Loading it may have failed.
    return chooseEngine({ ...question, speeds, tensorflow: tensorflowStatus() });
  }

  /** This machine's, measured once; null where TensorFlow cannot be loaded. */
  async #speeds(): Promise<EngineSpeeds | null> {
    const { speedsFile } = this.#job;
    const key = speedsKey(tensorflowBuild());
    const known = storedSpeeds(speedsFile, key);
    if (known !== null) return known;
    try {
      await this.#loadTensorflow();
    } catch (error) {
      if (error instanceof BenchtopError && error.info.kind === 'engine-unavailable') return null;
      throw error;
    }
    return this.#native.take(() => engineSpeeds(speedsFile, key));
  }

  #loadTensorflow(): Promise<void> {
    return this.#native.once('tensorflow', async () => {
      loadTensorflow();
      await warmUp();
    });
  }

  async #onTensorflow(options: TrainerOptions): Promise<Trainer> {
    await this.#loadTensorflow();
    return createTensorflowTrainer(options);
  }

  async #train(trainer: Trainer, loaded: LoadedDataset, batcher: EventBatcher, guide: Guide): Promise<void> {
    const { experiment } = this.#job;
    const checkpoints = new CheckpointQueue(this.#job, loaded, (checkpoint) => {
      batcher.flush({ type: 'checkpoint', checkpoint });
    });
    const moments = new KeptMoments(this.#job, trainer, this.#step);
    const meter = new SpeedMeter(this.#step, this.#elapsedMs);
    const every = experiment.training.checkpointEvery;
    let lastMetrics: Readonly<Record<string, number>> = {};
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
    const picture = (units = this.#drawsUnits): RunEventBody => ({
      type: 'frame',
      frame: trainer.frame(loaded.sample, { units }),
    });
    const flush = (now: number): void => {
      const kept = moments.take();
      if (kept.length > 0) batcher.flush({ type: 'moments', steps: kept });
      const interval = this.#isWatched ? FRAME_INTERVAL_MS : UNWATCHED_FRAME_INTERVAL_MS;
      const withFrame = this.#pictureWanted || (dirty && now - lastFrame >= interval);
      this.#pictureWanted = false;
      batcher.flush(progress(), ...(withFrame ? [picture()] : []));
      lastFlush = now;
      if (withFrame) {
        lastFrame = now;
        dirty = false;
      }
    };

    flush(performance.now());
    this.#pacer.restart();
    const steps = trainer.train({
      due: () => {
        const isDue = this.#pacer.step();
        return isDue || this.#paused;
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
      if (isNewStep && moments.wants(report.step)) moments.keep(trainer.state(), lastMetrics);
      const isDue = isNewStep && every > 0 && report.step % every === 0;
      if (isDue && report.step < trainer.totalSteps && this.#elapsedMs - savedAt >= checkpointMs) {
        savedAt = this.#elapsedMs;
        await checkpoints.save(trainer.state(), lastMetrics);
      }
      return true;
    };
    const changeRate = (): void => {
      const learningRate = this.#rateWanted;
      this.#rateWanted = null;
      if (learningRate === null) return;
      trainer.setLearningRate?.(learningRate);
      guide.setLearningRate(learningRate);
      batcher.flush({ type: 'rate-changed', step: this.#step, learningRate });
    };
    /** Single steps and other learning rates, until it goes on. @returns as `advance` */
    const pause = async (): Promise<boolean> => {
      batcher.flush(progress(), picture(), { type: 'status', status: 'paused' });
      let isMore = true;
      while (isMore && this.#paused && !this.#stopping && !isThere()) {
        if (this.#rateWanted !== null) changeRate();
        else if (this.#pictureWanted) {
          this.#pictureWanted = false;
          batcher.flush(picture());
        } else if (this.#stepsWanted > 0) {
          this.#stepsWanted--;
          isMore = await advance();
          // After the last step there is nothing to wait for.
          while (isMore && this.#step >= trainer.totalSteps) isMore = await advance();
          batcher.flush(progress(), picture());
        } else await this.#sleep(null);
      }
      if (isMore && !this.#stopping) batcher.flush({ type: 'status', status: 'running' });
      this.#pacer.restart();
      return isMore;
    };
    try {
      while (!this.#stopping && !isThere()) {
        changeRate();
        if (this.#paused) {
          if (!(await pause())) break;
          continue;
        }
        if (!(await advance())) break;
        const now = performance.now();
        if (now - lastFlush >= BATCH_INTERVAL_MS) flush(now);
        await this.#breathe(() => {
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
    const isLeft = (this.#stopping || isThere()) && (this.#step < trainer.totalSteps || stage !== undefined);
    stage = undefined;
    await checkpoints.save(trainer.state(), lastMetrics);
    await checkpoints.settle();
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

  /** Lets messages in once a slice, and waits where the speed limit asks for it. */
  async #breathe(beforeWait: () => void): Promise<void> {
    const waitMs = this.#pacer.waitMs();
    if (waitMs > 0) {
      if (waitMs >= BATCH_INTERVAL_MS) beforeWait();
      await this.#sleep(waitMs);
      this.#pacer.newSlice();
    } else if (this.#pacer.sliceIsOver()) {
      await new Promise((resolve) => setImmediate(resolve));
      this.#pacer.newSlice();
    }
  }

  /** Waits `ms` (null: for ever) or until a command arrives. */
  async #sleep(ms: number | null): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = ms === null ? null : setTimeout(resolve, ms);
      this.#wake = () => {
        if (timer !== null) clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
  }

  /** @returns what is to be said of the file */
  #writePredictions(trainer: Trainer, loaded: LoadedDataset): readonly string[] {
    const context = modelContext(this.#job, loaded, trainer.state());
    const table = predictionTable(context, loaded.data, loaded.rowNumbers, loaded.rawFeatures());
    writePredictions(this.#job.runFolder, table);
    // The names of generated columns are the program's own: nobody looks for them.
    if (this.#job.experiment.dataset.kind !== 'file') return [];
    return (table.notes ?? []).map((note) => `predictions.csv: ${note}`);
  }
}

function modelContext(job: TrainJob, loaded: LoadedDataset, state: ModelState): ModelContext {
  const { scaler, features, featureRanges, target, classes } = loaded.facts;
  return {
    model: job.experiment.model,
    state,
    scaler,
    featureNames: features,
    featureRanges,
    target,
    classes,
  };
}
