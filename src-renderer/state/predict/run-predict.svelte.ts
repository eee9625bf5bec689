import type { PointPredictions, PredictionRow } from '../../../src-shared/run/points/query-points';
import type { ErrorInfo, Result } from '../../../src-shared/errors';
import type { SavedTable } from '../../../src-shared/ipc/answers/predict';
import type { Prediction } from '../../../src-shared/run/live/frames';
import { settle, type BenchtopApi } from '../../api/client';
import { LatestAnswer } from '../base/latest-answer.svelte';
import { RunAttribution } from './run-attribution.svelte';
import { RunPointFile } from './run-point-file.svelte';
import { RunTyped } from './run-typed.svelte';

export const RANDOM_POINTS = 20;

/** Points that a person kept, with the answers of one model of the run; and the form and file they come from. */
export class RunPredict {
  readonly typed: RunTyped;
  readonly file: RunPointFile;
  readonly attribution: RunAttribution;
  readonly #api: BenchtopApi;
  readonly #id: string;
  #step = $state<number | null>(null);
  #columns = $state.raw<readonly string[]>([]);
  #rows = $state.raw<readonly PredictionRow[]>([]);
  readonly #answer = new LatestAnswer<PointPredictions>();
  /** Query points with answers, for the pictures. */
  readonly results: readonly Prediction[] = $derived(
    this.#rows.flatMap(({ prediction }) => (prediction === null ? [] : [prediction])),
  );

  constructor(api: BenchtopApi, id: string) {
    this.#api = api;
    this.#id = id;
    this.typed = new RunTyped(api, id);
    this.file = new RunPointFile(api, id);
    this.attribution = new RunAttribution(api, id);
  }

  /** Names of the answers. */
  get columns(): readonly string[] {
    return this.#columns;
  }

  get rows(): readonly PredictionRow[] {
    return this.#rows;
  }

  get error(): ErrorInfo | null {
    return this.#answer.error;
  }

  get isBusy(): boolean {
    return this.#answer.pending;
  }

  get step(): number | null {
    return this.#step;
  }

  /** Keeps one more point of model inputs, in raw units. @returns whether it was answered */
  add(inputs: readonly number[]): Promise<boolean> {
    return this.#keep([{ inputs: [...inputs] }]);
  }

  /** Keeps the point of the form. @returns whether it was answered */
  addTyped(cells: readonly string[]): Promise<boolean> {
    return this.#keep([{ cells: [...cells] }]);
  }

  /** Asks about `count` points drawn uniformly over the data's range; the same seed, the same points. */
  async addRandom(count: number, seed: number): Promise<void> {
    const { step } = this;
    this.#append(await this.#ask(this.#api.runsPredictRandom({ id: this.#id, step, n: count, seed })));
  }

  remove(row: PredictionRow): void {
    this.#rows = this.#rows.filter((item) => item !== row);
  }

  clear(): void {
    this.#answer.clear();
    this.#rows = [];
  }

  /** Writes the kept points with their answers; null: the dialog was cancelled. */
  save(): Promise<Result<SavedTable | null>> {
    return settle(
      this.#api.runsSavePoints({ id: this.#id, step: this.#step, rows: this.#rows.map(askable) }),
    );
  }

  /** Asks another model of the run: that of a checkpoint, or (null) its last. */
  async use(step: number | null): Promise<void> {
    this.#step = step;
    this.typed.use(step);
    this.file.use(step);
    if (this.#rows.length === 0) return;
    const rows = this.#rows.map(askable);
    const answer = await this.#ask(this.#api.runsPredict({ id: this.#id, step, rows }));
    if (answer === null) return;
    this.#columns = answer.columns;
    this.#rows = answer.rows;
  }

  async #keep(rows: WritableRow[]): Promise<boolean> {
    const { step } = this;
    const answer = await this.#ask(this.#api.runsPredict({ id: this.#id, step, rows }));
    this.#append(answer);
    return answer !== null;
  }

  #append(answer: PointPredictions | null): void {
    if (answer === null) return;
    this.#columns = answer.columns;
    this.#rows = [...this.#rows, ...answer.rows];
  }

  /** The answer; null where it failed, or where a later question has overtaken it. */
  async #ask(request: Promise<Result<PointPredictions>>): Promise<PointPredictions | null> {
    const answer = await this.#answer.ask(request);
    return answer?.ok === true ? answer.value : null;
  }
}

/** A point as the bridge takes it. */
type WritableRow = { cells: string[] } | { inputs: number[] };

function askable({ cells, inputs }: PredictionRow): WritableRow {
  return cells === null ? { inputs: [...(inputs ?? [])] } : { cells: [...cells] };
}
