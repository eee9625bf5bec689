import { modelAlgorithm } from '../../algorithms/models';
import { snapshotSteps } from '../../algorithms/models/snapshot-steps';
import type { Trainer } from '../../algorithms/contract/trainer';
import type { ModelState } from '../../algorithms/contract/state';
import { snapshotBytes, SnapshotLog } from '../../files/run-files/snapshot-log';
import { hasDiverged } from './checkpoint-queue';
import type { TrainJob } from '../protocol/training';

/** Keeps the snapshots of a run while it trains; where one cannot be written it keeps no more. */
export class KeptSnapshots {
  readonly #steps: ReadonlySet<number>;
  #log: SnapshotLog | null;
  #unreported: number[] = [];

  /** @param step that the run stands at */
  constructor({ runFolder, branchedAt, experiment }: TrainJob, trainer: Trainer, step: number) {
    const { model, training } = experiment;
    const keepsBest = modelAlgorithm(model.kind).training.keepsBest(training);
    const stateBytes = snapshotBytes(trainer.state(), keepsBest);
    this.#steps = new Set(snapshotSteps({ from: branchedAt, totalSteps: trainer.totalSteps, stateBytes }));
    try {
      this.#log = this.#steps.size === 0 ? null : new SnapshotLog(runFolder, step);
    } catch {
      this.#log = null;
    }
  }

  wants(step: number): boolean {
    return this.#log !== null && this.#steps.has(step);
  }

  keep(state: ModelState, metrics: Readonly<Record<string, number>>): void {
    if (this.#log === null || hasDiverged(state, metrics)) return;
    if (this.#log.append(state)) this.#unreported.push(state.step);
    else this.close();
  }

  /** The steps kept since the last call. */
  take(): readonly number[] {
    if (this.#unreported.length === 0) return [];
    const steps = this.#unreported;
    this.#unreported = [];
    return steps;
  }

  close(): void {
    this.#log?.close();
    this.#log = null;
  }
}
