import { fail, type ErrorInfo } from '../../../src-shared/errors';
import type { ModelKind } from '../../../src-shared/models';
import type { Finding } from '../../../src-shared/run/live/guidance';
import type { RunResult } from '../../../src-shared/run/record/record';
import type { MetricsWatch, ModelDiagnostics, Planned, Reason } from '../../algorithms/contract/diagnostics';
import { dataFindings } from '../../algorithms/guidance/data';
import { modelAlgorithm } from '../../algorithms/models';
import type { ModelState } from '../../algorithms/contract/state';
import type { LoadedDataset } from '../../dataset';

/** Looks at a run while it trains, and tells what there is to act on: once of each kind. */
export class Diagnostics {
  readonly #experiment: Planned;
  readonly #loaded: LoadedDataset;
  readonly #report: (finding: Finding) => void;
  readonly #diagnostics: ModelDiagnostics<ModelKind>;
  readonly #metrics: MetricsWatch | null;
  readonly #reported = new Set<Finding['kind']>();
  /** Newer reasons for what was told, with the numbers as they are at the end. */
  readonly #newer = new Map<Finding['kind'], Reason>();

  constructor(experiment: Planned, loaded: LoadedDataset, report: (finding: Finding) => void) {
    this.#experiment = experiment;
    this.#loaded = loaded;
    this.#report = report;
    this.#diagnostics = modelAlgorithm(experiment.model.kind).diagnostics;
    this.#metrics = this.#diagnostics.watchMetrics(experiment);
  }

  /** Looks through the data; once stopped it leaves that. */
  async seeData(signal: AbortSignal): Promise<void> {
    const { data, facts } = this.#loaded;
    try {
      const found = await dataFindings(this.#experiment, data, facts, this.#diagnostics, async () => {
        await new Promise((resolve) => setImmediate(resolve));
        if (signal.aborted) throw fail('conflict', 'This was stopped.');
      });
      for (const finding of found) this.#reportOnce(finding);
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
    }
  }

  seeRow(step: number, metrics: Readonly<Record<string, number>>): void {
    for (const reason of this.#metrics?.see(step, metrics) ?? []) {
      if (this.#reported.has(reason.kind)) this.#newer.set(reason.kind, reason);
      else this.#reportOnce(reason.finding());
    }
  }

  setLearningRate(rate: number): void {
    this.#metrics?.setLearningRate(rate);
  }

  /** The model as training left it. */
  seeModel(state: ModelState, result: RunResult): void {
    this.#reportNewer();
    for (const finding of this.#diagnostics.findInModel(this.#experiment, this.#loaded.data, state, result))
      this.#reportOnce(finding);
  }

  /** Training ended because numbers were none any more. */
  seeEnd(error: ErrorInfo, step: number): void {
    this.#reportNewer();
    this.#reportOnce(
      this.#diagnostics.explainNotFinite(this.#experiment, error, step, this.#metrics?.bestStep ?? null),
    );
  }

  #reportNewer(): void {
    for (const reason of this.#newer.values()) this.#report(reason.finding());
    this.#newer.clear();
  }

  #reportOnce(finding: Finding): void {
    this.#reported.add(finding.kind);
    this.#report(finding);
  }
}
