import type { RunEvent, RunEventBody } from '../../../../src-shared/run/live/events';
import type { MeasuredTable } from '../../../../src-shared/training/measuring';
import type { StepReport } from '../../../algorithms/contract/trainer';
import { logLines } from '../../../files/csv/csv-log';

/** Batches leave at most this often: display rate, not step rate. */
export const BATCH_INTERVAL_MS = 50;

interface Rows {
  readonly step: number[];
  readonly elapsedMs: number[];
  readonly values: number[];
  /** Whether each is of a sample of the run's rows. */
  readonly isOfSample: boolean[];
}

/** Rows of each part. */
type PartRows = Pick<MeasuredTable, 'trainRows' | 'validationRows'>;

/** How many rows the logged ones are measured on. */
export interface MeasuredRows {
  readonly sample: PartRows;
  readonly all: PartRows;
}

/**
 * Collects a run's step reports and other events in order and hands them over as one message of
 * typed arrays. Row order and `seq` are those of arrival.
 */
export class EventBatcher {
  readonly #runId: string;
  readonly #metricNames: readonly string[];
  readonly #historyColumns: readonly string[];
  readonly #measured: MeasuredRows | null;
  readonly #send: (events: readonly RunEvent[]) => void;
  #seq: number;
  #metrics: Rows = newRows();
  #history: Rows = newRows();

  constructor(options: {
    runId: string;
    firstSeq: number;
    metricNames: readonly string[];
    historyColumns: readonly string[];
    /** null: all rows are of all rows, and the log does not say so. */
    measured?: MeasuredRows | null;
    send: (events: readonly RunEvent[]) => void;
  }) {
    this.#runId = options.runId;
    this.#seq = options.firstSeq;
    this.#metricNames = options.metricNames;
    this.#historyColumns = options.historyColumns;
    this.#measured = options.measured ?? null;
    this.#send = options.send;
  }

  /** Number of the next event. */
  get nextSeq(): number {
    return this.#seq;
  }

  /** Keeps a report's rows until the next flush. */
  add(report: StepReport, elapsedMs: number): void {
    if (report.metrics !== null) {
      this.#metrics.step.push(report.step);
      this.#metrics.elapsedMs.push(elapsedMs);
      this.#metrics.isOfSample.push(report.isOfSample === true);
      for (const name of this.#metricNames) this.#metrics.values.push(report.metrics[name] ?? NaN);
    }
    if (this.#historyColumns.length === 0) return;
    for (const row of [report.start, report.history]) {
      if (row === undefined || row === null) continue;
      this.#history.step.push(report.step);
      this.#history.values.push(...row);
    }
  }

  /** Sends the rows kept so far, then `bodies`, as one message. */
  flush(...bodies: readonly RunEventBody[]): void {
    const events = [...this.#rowEvents(), ...bodies].map((body): RunEvent => ({
      runId: this.#runId,
      seq: this.#seq++,
      ...body,
    }));
    if (events.length > 0) this.#send(events);
  }

  #rowEvents(): RunEventBody[] {
    const events: RunEventBody[] = [];
    const { step, elapsedMs, values, isOfSample } = this.#metrics;
    if (step.length > 0) {
      const width = this.#metricNames.length;
      const series: Record<string, Float64Array> = {};
      this.#metricNames.forEach((name, column) => {
        const own = new Float64Array(step.length);
        for (let row = 0; row < own.length; row++) own[row] = values[row * width + column]!;
        series[name] = own;
      });
      const rowCounts = this.#rowCounts(isOfSample);
      const columns = {
        step: Float64Array.from(step),
        elapsedMs: Float64Array.from(elapsedMs),
        series,
        ...(rowCounts === null ? {} : { rowCounts }),
      };
      const logged = [
        columns.step,
        columns.elapsedMs,
        ...this.#metricNames.map((name) => series[name]!),
        ...Object.values(rowCounts ?? {}),
      ];
      events.push({
        type: 'metrics',
        columns,
        lines: logLines(logged, step.length),
        ...(isOfSample[isOfSample.length - 1] === true ? { endsOnSample: true } : {}),
      });
      this.#metrics = newRows();
    }
    if (this.#history.step.length > 0) {
      events.push({
        type: 'history',
        columns: this.#historyColumns,
        step: Float64Array.from(this.#history.step),
        values: Float64Array.from(this.#history.values),
      });
      this.#history = newRows();
    }
    return events;
  }

  /** Columns of how many rows each logged one is of; null where there is nothing to say. */
  #rowCounts(isOfSample: readonly boolean[]): Record<string, Float64Array> | null {
    const measured = this.#measured;
    if (measured === null) return null;
    const count = (of: (rows: PartRows) => number): Float64Array =>
      Float64Array.from(isOfSample, (isSample) => of(isSample ? measured.sample : measured.all));
    const rows = count(({ trainRows }) => trainRows);
    if (measured.all.validationRows === 0) return { rows };
    return { rows, validationRows: count(({ validationRows }) => validationRows) };
  }
}

function newRows(): Rows {
  return { step: [], elapsedMs: [], values: [], isOfSample: [] };
}
