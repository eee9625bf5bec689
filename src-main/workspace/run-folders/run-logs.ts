import { basename, join } from 'node:path';
import { fail } from '../../../src-shared/errors';
import { HISTORY_FILES, modelDefinition } from '../../../src-shared/models';
import type { MetricColumns, ModelHistory } from '../../../src-shared/run/live/frames';
import type { MetricRanges } from '../../../src-shared/run/record/metric-ranges';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { CsvLog, readHistoryFile, readMetricsFile, truncateAfterStep } from '../../files/csv/csv-log';
import { readMetricRanges } from '../../files/run-files/metric-ranges-file';

/** What the logs ask of the runs that they belong to. */
export interface LoggedRuns {
  findFolder(id: string): string;
  /** @throws BenchtopError `not-found` */
  get(id: string): StoredRun;
}

interface OpenLogs {
  metrics: CsvLog | null;
  history: CsvLog | null;
}

/** What runs log at each step: their metrics, and the model, where its kind keeps a history. */
export class RunLogs {
  readonly #runs: LoggedRuns;
  readonly #open = new Map<string, OpenLogs>();

  constructor(runs: LoggedRuns) {
    this.#runs = runs;
  }

  /** @param lines the rows as `logLines` writes them, where that is done */
  async appendMetrics(
    id: string,
    { step, elapsedMs, series, rowCounts }: MetricColumns,
    lines?: Uint8Array,
  ): Promise<void> {
    const logs = this.#of(id);
    const columns: MetricColumns['series'] = { ...series, ...rowCounts };
    const names = Object.keys(columns);
    logs.metrics ??= new CsvLog(this.#metricsPath(id), ['step', 'elapsedMs', ...names]);
    await logs.metrics.append([step, elapsedMs, ...names.map((name) => columns[name] ?? [])], lines);
  }

  /** @param values [rows][columns] flattened */
  async appendHistory(
    id: string,
    columns: readonly string[],
    step: Float64Array,
    values: Float64Array,
  ): Promise<void> {
    const logs = this.#of(id);
    logs.history ??= new CsvLog(this.#historyPath(id), ['step', ...columns]);
    const byColumn = columns.map((_, c) =>
      Float64Array.from(step, (__, row) => values[row * columns.length + c] ?? NaN),
    );
    await logs.history.append([step, ...byColumn]);
  }

  /**
   * Forces the logs of a run to the disk.
   * @returns lines of each that was written since the run began or went on, by the name of its file
   */
  async flush(id: string): Promise<Readonly<Record<string, number>>> {
    const { metrics = null, history = null } = this.#open.get(id) ?? {};
    const lines: Record<string, number> = {};
    for (const log of [metrics, history]) if (log !== null) lines[basename(log.path)] = await log.sync();
    return lines;
  }

  /** The run is over: its logs are synced and closed. */
  async close(id: string): Promise<void> {
    const logs = this.#open.get(id);
    this.#open.delete(id);
    await logs?.metrics?.close();
    await logs?.history?.close();
  }

  /** Drops everything logged after a step; a run that goes on from there writes it anew. */
  async truncateAfter(id: string, step: number): Promise<void> {
    await this.close(id);
    await truncateAfterStep(this.#metricsPath(id), step);
    for (const file of HISTORY_FILES) await truncateAfterStep(join(this.#runs.findFolder(id), file), step);
  }

  readMetrics(id: string): Promise<MetricColumns> {
    return readMetricsFile(this.#metricsPath(id));
  }

  /** Least and greatest values of a run's log; none where there is no log yet. */
  readRanges(id: string): Promise<MetricRanges> {
    return readMetricRanges(this.#metricsPath(id));
  }

  readHistory(id: string): Promise<ModelHistory> {
    return readHistoryFile(this.#historyPath(id));
  }

  #of(id: string): OpenLogs {
    const logs = this.#open.get(id) ?? { metrics: null, history: null };
    this.#open.set(id, logs);
    return logs;
  }

  #metricsPath(id: string): string {
    return join(this.#runs.findFolder(id), 'metrics.csv');
  }

  /** @throws BenchtopError `file-missing` for a kind of model that keeps none */
  #historyPath(id: string): string {
    const { historyFile, text } = modelDefinition(this.#runs.get(id).record.experiment.model.kind);
    if (historyFile === null) throw fail('file-missing', `${text.subject} is not logged by iteration.`);
    return join(this.#runs.findFolder(id), historyFile);
  }
}
