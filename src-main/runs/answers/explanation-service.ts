import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type {
  AttributionSummary,
  Dependence,
  ExplainedRow,
  ExplainMethod,
  Importance,
  ImportanceMetric,
  RowExplanation,
} from '../../../src-shared/run/explanation/explanation';
import type { Faults } from '../../../src-shared/run/explanation/faults';
import type { Repair, RepairMethod } from '../../../src-shared/run/explanation/repair';
import type { StoredRun } from '../../../src-shared/run/record/record';
import type { CallOptions } from '../../host/pending-calls';
import type { WorkerHost } from '../../host/worker-host';
import type { ExplainParams } from '../../worker/protocol/explain';
import { checkpointLocation } from '../checkpoints/checkpoint-location';
import type { DatasetService } from '../data/dataset-service';
import type { RunData } from '../data/run-data';
import type { RunModel } from './prediction-service';

/** Shuffles of each column. */
const REPEATS = 10;

/** Why the models of runs say what they say; what is drawn is drawn with the run's seed. */
export class ExplanationService {
  readonly #host: Pick<WorkerHost, 'call'>;
  readonly #data: RunData;
  readonly #datasets: Pick<DatasetService, 'inTask'>;
  readonly #get: (id: string) => StoredRun;

  constructor(options: {
    readonly host: Pick<WorkerHost, 'call'>;
    readonly data: RunData;
    readonly datasets: Pick<DatasetService, 'inTask'>;
    /** @throws BenchtopError `not-found` */
    readonly get: (id: string) => StoredRun;
  }) {
    this.#host = options.host;
    this.#data = options.data;
    this.#datasets = options.datasets;
    this.#get = options.get;
  }

  /**
   * How much worse the model becomes without each raw column.
   * @param metric null: the first that the model has
   * @throws BenchtopError where the data is gone or has changed
   */
  columns(model: RunModel, metric: ImportanceMetric | null, task: string | null = null): Promise<Importance> {
    return this.#asked(model, task, (params, options) =>
      this.#host.call('explain-columns', { ...params, metric, repeats: REPEATS }, options),
    );
  }

  /** What the model says while one raw column goes through its values. @throws BenchtopError */
  column(model: RunModel, column: string, task: string | null = null): Promise<Dependence> {
    return this.#asked(model, task, (params, options) =>
      this.#host.call('explain-column', { ...params, column }, options),
    );
  }

  /** How the answer to one row is made up of its columns. @throws BenchtopError */
  row(
    model: RunModel,
    row: ExplainedRow,
    method: ExplainMethod,
    task: string | null = null,
  ): Promise<RowExplanation> {
    return this.#asked(model, task, (params, options) =>
      this.#host.call('explain-row', { ...params, row, method }, options),
    );
  }

  /**
   * The same of many rows.
   * @param output null: of two classes the second, else the first
   * @throws BenchtopError
   */
  rows(
    model: RunModel,
    method: ExplainMethod,
    output: number | null,
    task: string | null = null,
  ): Promise<AttributionSummary> {
    return this.#asked(model, task, (params, options) =>
      this.#host.call('explain-rows', { ...params, method, output }, options),
    );
  }

  /** Where a model is wrong: its `count` worst rows, slices, and its probabilities. @throws BenchtopError */
  faults(model: RunModel, count: number, task: string | null = null): Promise<Faults> {
    return this.#asked(model, task, (params, options) =>
      this.#host.call('explain-faults', { ...params, count }, options),
    );
  }

  /** What would repair the model's probabilities, fitted to its validation rows. @throws BenchtopError */
  fitRepair(model: RunModel, method: RepairMethod, task: string | null = null): Promise<Omit<Repair, 'at'>> {
    return this.#asked(model, task, (params, options) =>
      this.#host.call('fit-repair', { ...params, method }, options),
    );
  }

  #asked<T>(
    { id, step, onTest = false }: RunModel,
    task: string | null,
    ask: (params: ExplainParams, options: CallOptions) => Promise<T>,
  ): Promise<T> {
    return this.#datasets.inTask(task, async (options) => {
      const run = this.#get(id);
      const { clusterNames, experiment, repair, testOpened } = run.record;
      if (onTest && step !== null && step !== run.record.steps)
        throw fail(
          'conflict',
          sentence('The test part is for the finished model, not for step {step}.', { step }),
        );
      if (onTest && testOpened === undefined)
        throw fail(
          'conflict',
          sentence('The test part of this run was not opened: it is explained once it was evaluated.'),
        );
      const { readFrom } = await this.#data.locateAgain(run.record, options);
      return ask(
        {
          ...checkpointLocation(run, step),
          readFrom,
          seed: experiment.seed,
          clusterNames,
          repair,
          ...(onTest ? { opensTest: true } : {}),
        },
        options,
      );
    });
  }
}
