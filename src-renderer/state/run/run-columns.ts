import type { RunSnapshot } from '../../../src-shared/ipc/runs';
import type { RunEvent } from '../../../src-shared/run/live/events';
import type { MetricColumns, ModelHistory } from '../../../src-shared/run/live/frames';
import { applyEvent, NOTHING_HEARD, type LiveState } from '../../../src-shared/run/live/live-state';
import { MAX_SHOWN_ROWS, thinMetrics } from '../../../src-shared/run/live/thin-rows';

const FIRST_CAPACITY = 256;

/** Numbers that are only ever added to: room doubles, so that adding stays cheap however many there are. */
export class GrowingNumbers {
  #room = new Float64Array(FIRST_CAPACITY);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(values: ArrayLike<number>): void {
    const length = this.#length + values.length;
    if (length > this.#room.length) {
      let capacity = this.#room.length;
      while (capacity < length) capacity *= 2;
      const room = new Float64Array(capacity);
      room.set(this.#room.subarray(0, this.#length));
      this.#room = room;
    }
    this.#room.set(values, this.#length);
    this.#length = length;
  }

  /** Adds the same value until there are `length`. */
  fillTo(length: number, value: number): void {
    if (length > this.#length) this.append(new Float64Array(length - this.#length).fill(value));
  }

  /** Values so far; the array stays as it is while more are added. */
  view(): Float64Array {
    return this.#room.subarray(0, this.#length);
  }
}

/** Logged rows of a run, in the order they came; of very many those that a curve shows. */
export class GrowingMetrics {
  #step = new GrowingNumbers();
  #elapsedMs = new GrowingNumbers();
  #series = new Map<string, GrowingNumbers>();
  #rowCounts = new Map<string, GrowingNumbers>();
  readonly #maxRows: number;
  #isThinned = false;

  /** @param maxRows rows that are held */
  constructor(maxRows = MAX_SHOWN_ROWS) {
    this.#maxRows = maxRows;
  }

  /** Whether there were more rows than are held. */
  get isThinned(): boolean {
    return this.#isThinned;
  }

  /** @param areThinned whether they are fewer already than were logged */
  append(rows: MetricColumns, areThinned = false): void {
    this.#add(rows);
    this.#isThinned ||= areThinned;
    if (this.#step.length <= this.#maxRows) return;
    const thinned = thinMetrics(this.view(), this.#maxRows / 2);
    // What was shown before stays as it is.
    this.#step = new GrowingNumbers();
    this.#elapsedMs = new GrowingNumbers();
    this.#series = new Map();
    this.#rowCounts = new Map();
    this.#add(thinned);
    this.#isThinned = true;
  }

  #add({ step, elapsedMs, series, rowCounts = {} }: MetricColumns): void {
    const before = this.#step.length;
    this.#step.append(step);
    this.#elapsedMs.append(elapsedMs);
    this.#addTo(this.#series, series, before);
    this.#addTo(this.#rowCounts, rowCounts, before);
  }

  #addTo(columns: Map<string, GrowingNumbers>, rows: MetricColumns['series'], before: number): void {
    for (const [name, values] of Object.entries(rows)) {
      let column = columns.get(name);
      if (column === undefined) {
        column = new GrowingNumbers();
        columns.set(name, column);
      }
      column.fillTo(before, NaN);
      column.append(values);
    }
    // A column that this batch did not have keeps its rows beside the others.
    for (const column of columns.values()) column.fillTo(this.#step.length, NaN);
  }

  view(): MetricColumns {
    const view = (columns: ReadonlyMap<string, GrowingNumbers>): Record<string, Float64Array> =>
      Object.fromEntries([...columns].map(([name, column]) => [name, column.view()]));
    return {
      step: this.#step.view(),
      elapsedMs: this.#elapsedMs.view(),
      series: view(this.#series),
      ...(this.#rowCounts.size === 0 ? {} : { rowCounts: view(this.#rowCounts) }),
    };
  }
}

/** The model by iteration, in the order it came. */
export class GrowingHistory {
  readonly #step = new GrowingNumbers();
  readonly #values = new GrowingNumbers();
  #columns: readonly string[] = [];

  append({ step, columns, values }: ModelHistory): void {
    this.#columns = columns;
    this.#step.append(step);
    this.#values.append(values);
  }

  view(): ModelHistory | null {
    if (this.#step.length === 0) return null;
    return { step: this.#step.view(), columns: this.#columns, values: this.#values.view() };
  }
}

/** Rows and state of a run that have arrived and are not shown yet. */
export class LiveBuffer {
  #metrics = new GrowingMetrics();
  #history = new GrowingHistory();
  #state: LiveState = NOTHING_HEARD;

  get state(): LiveState {
    return this.#state;
  }
  get metrics(): GrowingMetrics {
    return this.#metrics;
  }
  get history(): GrowingHistory {
    return this.#history;
  }

  /** Begins anew with what a snapshot holds. */
  reset({ metrics, isThinned, history, ...live }: RunSnapshot): void {
    this.#metrics = new GrowingMetrics();
    this.#metrics.append(metrics, isThinned);
    this.#history = new GrowingHistory();
    if (history !== null) this.#history.append(history);
    const { seq, loading, sample, frame, progress, moments } = live;
    this.#state = { seq, loading, sample, frame, progress, moments };
  }

  add(event: RunEvent): void {
    this.#state = applyEvent(this.#state, event, {
      metrics: (columns) => {
        this.#metrics.append(columns);
      },
      history: (rows) => {
        this.#history.append(rows);
      },
    });
  }
}
