import { say } from '../../../src-shared/language/say';
import type { ErrorInfo } from '../../../src-shared/errors';
import type { NetworkFrame } from '../../../src-shared/models/network/frame';
import {
  weightKey,
  weightName,
  type MadeWeightEdit,
  type WeightEdit,
  type WeightPlace,
} from '../../../src-shared/models/network/weight-edit';
import type { PointPredictions } from '../../../src-shared/run/points/query-points';
import type { WeightsWhatIf } from '../../../src-shared/run/points/weights-what-if';
import { settle, type BenchtopApi } from '../../api/client';
import type { History } from '../base/history.svelte';
import { LatestAnswer } from '../base/latest-answer.svelte';
import type { RunTyped } from './run-typed.svelte';

/** Metrics of all rows of the run by the names of metrics.csv; null: there are too many rows to measure. */
type Metrics = Readonly<Record<string, number>> | null;

interface State {
  /** Kept step whose weights are edited; null: none yet. */
  readonly step: number | null;
  readonly edits: readonly WeightEdit[];
}

const NONE: State = { step: null, edits: [] };

/**
 * A what-if beside a run of a network: weights and biases that a person sets, with the picture, the answer to
 * the point of the form and the metrics that come of them. The run itself is never changed. One question at a
 * time is on its way, and the newest state goes next: a drag never queues up.
 */
export class RunWeights {
  readonly #api: BenchtopApi;
  readonly #id: string;
  readonly #typed: RunTyped;
  readonly #history: History;
  /** Names of the network's inputs. */
  readonly #features: () => readonly string[];
  #state = $state.raw<State>(NONE);
  #place = $state.raw<WeightPlace | null>(null);
  #drawn = $state.raw<WeightsWhatIf | null>(null);
  readonly #metrics = new LatestAnswer<Metrics>();
  /** Of the run's own weights, under the step that they are of. */
  #own = $state.raw<{ readonly step: number; readonly metrics: Metrics } | null>(null);
  #error = $state.raw<ErrorInfo | null>(null);
  #isPending = false;
  #isDue = false;
  #isMeasuring = false;
  #isMeasureDue = false;

  constructor(
    api: BenchtopApi,
    id: string,
    { typed, history, features }: { typed: RunTyped; history: History; features: () => readonly string[] },
  ) {
    this.#api = api;
    this.#id = id;
    this.#typed = typed;
    this.#history = history;
    this.#features = features;
  }

  /** The step whose weights are edited; null: none are. */
  get step(): number | null {
    return this.#state.step;
  }

  get edits(): readonly WeightEdit[] {
    return this.#state.edits;
  }

  /** The edits with the values before, in the order in which they were made; those of the last answer. */
  get made(): readonly MadeWeightEdit[] {
    return this.edits.length === 0 ? [] : (this.#drawn?.made ?? []);
  }

  /** The network as it was edited; null: as it is. */
  get frame(): NetworkFrame | null {
    return this.edits.length === 0 ? null : (this.#drawn?.frame ?? null);
  }

  /** The answer of the edited network to the point of the form; null: of none. */
  get point(): PointPredictions | null {
    return this.edits.length === 0 ? null : (this.#drawn?.point ?? null);
  }

  /** Metrics of the edited network on all rows of the run; undefined: not known yet. */
  get metrics(): Metrics | undefined {
    return this.edits.length === 0 ? this.ownMetrics : (this.#metrics.value ?? undefined);
  }

  /** Metrics with the run's own weights; undefined: not known yet. */
  get ownMetrics(): Metrics | undefined {
    return this.#own?.metrics;
  }

  /** Why edits could not be drawn or measured. */
  get error(): ErrorInfo | null {
    return this.#error ?? this.#metrics.error;
  }

  /** The weight or bias that is being looked at. */
  get place(): WeightPlace | null {
    return this.#place;
  }

  pick(place: WeightPlace | null): void {
    this.#place = place;
  }

  /** A place in words, "layer 2, unit 1, bias". */
  nameOf(place: WeightPlace): string {
    return weightName(place, this.#features());
  }

  /**
   * Sets a weight or a bias; the edits of one step go together.
   * @param step kept step of the run whose weights are shown
   */
  set(edit: WeightEdit, step: number): void {
    const key = weightKey(edit);
    const others = this.edits.filter((other) => weightKey(other) !== key);
    const name = this.nameOf(edit);
    this.#change({ step, edits: [...others, edit] }, [this.#id, key].join(' '), ({ edits }) => {
      // Of a drag the last value counts.
      const value = edits.find((other) => weightKey(other) === key)?.value ?? edit.value;
      return say('{name}: {value}', { name, value });
    });
  }

  /** Takes one edit back: the weight is the run's again. */
  clear(place: WeightPlace): void {
    const key = weightKey(place);
    const edits = this.edits.filter((other) => weightKey(other) !== key);
    const name = this.nameOf(place);
    this.#change({ step: edits.length === 0 ? null : this.step, edits }, null, () =>
      say('{name}: back to the run’s', { name }),
    );
  }

  /** Back to the run's own weights. */
  reset(): void {
    if (this.edits.length > 0) this.#change(NONE, null, () => say('Weights back to the run’s'));
  }

  /** Measures the run's own weights, to compare with. @param step kept step that is shown */
  begin(step: number): void {
    if (this.#own?.step === step) return;
    this.#own = null;
    void this.#measureOwn(step);
  }

  /** The point of the form has changed. */
  askAgain(): void {
    if (this.edits.length > 0) this.#ask();
  }

  /** Its page is gone: there is nothing to take back any more. */
  forget(): void {
    this.#history.drop(this);
  }

  #change(after: State, key: string | null, describe: (after: State) => string): void {
    const before = this.#state;
    this.#apply(after);
    this.#history.add<State>({
      key,
      before,
      after,
      describe: (_, to) => describe(to),
      apply: (state) => {
        this.#apply(state);
        return null;
      },
      scope: this,
    });
  }

  #apply(state: State): void {
    this.#state = state;
    this.#error = null;
    if (state.edits.length > 0) this.#ask();
    else {
      this.#drawn = null;
      this.#metrics.clear();
    }
  }

  #ask(): void {
    this.#isDue = true;
    if (!this.#isPending) void this.#draw();
    this.#isMeasureDue = true;
    if (!this.#isMeasuring) void this.#measure();
  }

  async #draw(): Promise<void> {
    this.#isPending = true;
    while (this.#isDue) {
      this.#isDue = false;
      const state = this.#state;
      if (state.step === null) break;
      const cells = this.#typed.columns.length === 0 ? null : this.#typed.cells;
      const answer = await settle(
        this.#api.runsWeightsWhatIf({ id: this.#id, step: state.step, edits: [...state.edits], cells }),
      );
      if (this.edits.length === 0) break;
      this.#error = answer.ok ? null : answer.error;
      if (answer.ok) this.#drawn = answer.value;
    }
    this.#isPending = false;
  }

  async #measure(): Promise<void> {
    this.#isMeasuring = true;
    while (this.#isMeasureDue) {
      this.#isMeasureDue = false;
      const { step, edits } = this.#state;
      if (step === null) break;
      await this.#metrics.ask(this.#api.runsMeasureWeights({ id: this.#id, step, edits: [...edits] }), {
        keepsError: true,
      });
    }
    this.#isMeasuring = false;
  }

  async #measureOwn(step: number): Promise<void> {
    const answer = await settle(this.#api.runsMeasureWeights({ id: this.#id, step, edits: [] }));
    if (answer.ok) this.#own = { step, metrics: answer.value };
    else this.#error = answer.error;
  }
}
