import { hasMarginLine } from '../../../src-shared/models/svm/margin-line';
import type { CommonEvaluation } from '../../../src-shared/compare/common-evaluation';
import type { RunBaselines } from '../../../src-shared/compare/baselines/baselines';
import type { RowComparison } from '../../../src-shared/compare/verdict/row-comparison';
import { at } from '../../../src-shared/present';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type { WeightEdit } from '../../../src-shared/models/network/weight-edit';
import type { WeightsWhatIf } from '../../../src-shared/run/points/weights-what-if';
import type { PrincipalPlane } from '../../../src-shared/models/kmeans/clusters';
import type { Evaluation, EvaluationFormat } from '../../../src-shared/run/evaluation/evaluation';
import type { Frame, Surface, WhatIf } from '../../../src-shared/run/live/frames';
import type { ModelFormat } from '../../../src-shared/run/model-file';
import type { StoredRun } from '../../../src-shared/run/record/record';
import type { CallOptions } from '../../host/pending-calls';
import type { WorkerHost } from '../../host/worker-host';
import type { EvaluationParams, PicturesRequest, WhatIfPoints } from '../../worker/protocol/models';
import type { StoredState } from '../../worker/protocol/locations';
import { checkpointLocation, readEnding } from '../checkpoints/checkpoint-location';
import type { DatasetService } from '../data/dataset-service';
import type { RunData } from '../data/run-data';

export interface ModelServiceOptions {
  readonly host: WorkerHost;
  readonly data: RunData;
  readonly datasets: DatasetService;
  /** @throws BenchtopError `not-found` */
  readonly get: (id: string) => StoredRun;
}

/** What the models that runs have kept look like, and how good they are. */
export class ModelService {
  readonly #host: WorkerHost;
  readonly #data: RunData;
  readonly #datasets: DatasetService;
  readonly #get: (id: string) => StoredRun;

  constructor({ host, data, datasets, get }: ModelServiceOptions) {
    this.#host = host;
    this.#data = data;
    this.#datasets = datasets;
    this.#get = get;
  }

  /** The model at a checkpoint (null: the last one), read back from disk. */
  async picture(id: string, step: number | null): Promise<{ frame: Frame; step: number }> {
    return this.#host.call('picture', checkpointLocation(this.#get(id), step));
  }

  /** What a person must know of a model (null: the last one) before it answers, as a sentence. */
  async note(id: string, step: number | null): Promise<string | null> {
    return this.#host.call('model-note', checkpointLocation(this.#get(id), step));
  }

  /**
   * Writes a model (null: the last one) as a checkpoint's folder of its own.
   * @throws BenchtopError `disk-full` or `storage`
   */
  async exportCheckpoint(id: string, step: number | null, to: string): Promise<void> {
    await this.#host.call('export-checkpoint', { ...checkpointLocation(this.#get(id), step), to });
  }

  /**
   * Writes a model (null: the last one) for another program; `to` must not be there yet.
   * @throws BenchtopError `disk-full` or `storage`; `invalid-data` where the format cannot hold such a model
   */
  async exportModel(
    id: string,
    step: number | null,
    { to, format }: { readonly to: string; readonly format: ModelFormat },
    task: string | null = null,
  ): Promise<void> {
    const run = this.#get(id);
    const { name, clusterNames } = run.record;
    const file = { to, format, run: { id, name }, clusterNames };
    await this.#datasets.inTask(task, async (options) => {
      // Only a script reads the data.
      const params =
        format === 'python'
          ? await this.#evaluated(id, step, options)
          : { ...checkpointLocation(run, step), readFrom: null };
      return this.#host.call('export-model', { ...params, ...file }, options);
    });
  }

  /** The two directions along which the run's points, scaled, lie widest. */
  async plane(id: string): Promise<PrincipalPlane> {
    const { record, path } = this.#get(id);
    if (record.dataset === null)
      throw fail('conflict', sentence('The data of this run has not been read yet.'));
    return this.#host.call('plane', { runFolder: path, scaler: record.dataset.scaler });
  }

  /**
   * A network's state of a kept step with weights set by hand: its picture, and its answer to a point. The run stays.
   * @param cells of the point, one a raw column; null: it is asked about none
   * @throws BenchtopError `not-found` where nothing of that step is kept; `invalid-data` for another kind of model
   */
  async weightsWhatIf(
    id: string,
    step: number,
    { edits, cells }: { readonly edits: readonly WeightEdit[]; readonly cells: readonly string[] | null },
  ): Promise<WeightsWhatIf> {
    const { states, ...stored } = this.#stored(id, [step]);
    return this.#host.call('weights-what-if', { ...stored, state: at(states, 0), edits, cells });
  }

  /**
   * The metrics of such a network on the run's own rows, as training logs them; null: there are too many rows for it.
   * @throws BenchtopError as {@link weightsWhatIf}, or where the data is gone or has changed
   */
  async measureWeights(
    id: string,
    step: number,
    edits: readonly WeightEdit[],
    task: string | null = null,
  ): Promise<Readonly<Record<string, number>> | null> {
    const { states, ...stored } = this.#stored(id, [step]);
    return this.#datasets.inTask(task, async (options) => {
      const { readFrom } = await this.#data.locateAgain(this.#get(id).record, options);
      return this.#host.call(
        'measure-weights',
        { ...stored, state: at(states, 0), edits, readFrom },
        options,
      );
    });
  }

  /** The models at some steps, each of a checkpoint or a snapshot, in their order. @throws BenchtopError */
  async pictures(id: string, steps: readonly number[]): Promise<readonly Frame[]> {
    return this.#host.call('pictures', this.#stored(id, steps));
  }

  /** Where the states of some steps are kept: of checkpoints, else of snapshots. @throws BenchtopError */
  #stored(id: string, steps: readonly number[]): PicturesRequest {
    const { record, path } = this.#get(id);
    const { experiment, dataset, checkpoints } = record;
    const ending = readEnding(record);
    if (dataset === null)
      throw fail('not-found', sentence('This run has not read its data yet: there is no model.'));
    const states = steps.map((step): StoredState => {
      const checkpoint = checkpoints.find((stored) => stored.step === step);
      return checkpoint === undefined
        ? { kind: 'snapshot', step }
        : { kind: 'checkpoint', path: checkpoint.path, ending: step === record.steps ? ending : null };
    });
    return { runFolder: path, states, experiment, dataset };
  }

  /** `grid` x `grid` outputs over the range of the two features. */
  async surface(id: string, step: number | null, grid: number): Promise<Surface> {
    return this.#host.call('surface', { ...checkpointLocation(this.#get(id), step), grid });
  }

  /**
   * The line that an SVM run's settings would find for other points and another C; the run stays.
   * @throws BenchtopError `invalid-data` for another model, or points that have no line
   */
  async whatIf(id: string, C: number, points: WhatIfPoints): Promise<WhatIf> {
    const { experiment, dataset } = this.#get(id).record;
    const { model } = experiment;
    if (dataset === null || !hasMarginLine(model, dataset.classes.length)) {
      throw fail(
        'invalid-data',
        sentence('The margin lab needs a linear SVM of two classes; this run has another model.'),
      );
    }
    return this.#host.call('what-if', {
      model,
      scaler: dataset.scaler,
      names: dataset.classes,
      C,
      points,
    });
  }

  /**
   * How good the model of a checkpoint (null: the last) is on the rows it was trained on and on those
   * kept for validation, which are read again.
   * @param opensTest whether the test part stands in the place of the validation rows (see TestPart)
   * @throws BenchtopError where the data is gone or has changed, or the model has no target
   */
  async evaluate(
    id: string,
    step: number | null,
    task: string | null = null,
    opensTest = false,
  ): Promise<Evaluation> {
    return this.#datasets.inTask(task, async (options) => {
      const params = await this.#evaluated(id, step, options);
      return this.#host.call('evaluate', { ...params, ...(opensTest ? { opensTest } : {}) }, options);
    });
  }

  /**
   * The models of several runs (`step` null: their last) on the rows that all of them have, if possible
   * on those that none was trained on.
   * @throws BenchtopError where they have no such rows, or not the same data or target
   */
  async evaluateCommon(
    chosen: readonly { readonly id: string; readonly step: number | null }[],
    task: string | null = null,
  ): Promise<CommonEvaluation> {
    return this.#datasets.inTask(task, async (options) => {
      const models = [];
      for (const { id, step } of chosen) models.push({ id, ...(await this.#evaluated(id, step, options)) });
      return this.#host.call('evaluate-common', { models }, options);
    });
  }

  /**
   * Two models (the last of each run) on the validation rows that both have, row by row.
   * @param seed of the bootstrap
   * @throws BenchtopError where they have no such rows, or not the same data or target
   */
  async compareRows(
    ids: readonly [a: string, b: string],
    seed: number,
    task: string | null = null,
  ): Promise<RowComparison> {
    return this.#datasets.inTask(task, async (options) => {
      const models = [];
      for (const id of ids) models.push(await this.#evaluated(id, null, options));
      return this.#host.call('compare-rows', { models, seed }, options);
    });
  }

  /**
   * Trains baselines on a run's training rows, and holds its model against them on its validation rows.
   * @throws BenchtopError where the data is gone or has changed, or has no such rows or no target
   */
  async trainBaselines(id: string, seed: number, task: string | null = null): Promise<RunBaselines> {
    return this.#datasets.inTask(task, async (options) =>
      this.#host.call('baselines', { ...(await this.#evaluated(id, null, options)), seed }, options),
    );
  }

  /**
   * Writes every row that a run used, with what the model of a checkpoint (null: the last) says of it, as
   * CSV: a copy of its predictions.csv, or where that is of another step, has the answers alone or is not
   * there, written anew from the run's data.
   * @throws BenchtopError where the data is gone or has changed
   */
  async exportPredictions(
    id: string,
    step: number | null,
    to: string,
    task: string | null = null,
  ): Promise<void> {
    const { record, path } = this.#get(id);
    const copied = { runFolder: path, features: record.dataset?.features ?? [], to };
    const { clusterNames, repair } = record;
    if (step === null && repair === undefined && (await this.#host.call('copy-predictions', copied))) return;
    await this.#datasets.inTask(task, async (options) =>
      this.#host.call(
        'export-predictions',
        {
          ...(await this.#evaluated(id, step, options)),
          to,
          ...(clusterNames === undefined ? {} : { clusterNames }),
          ...(repair === undefined ? {} : { repair }),
        },
        options,
      ),
    );
  }

  /** Writes it as JSON, or its curves (of numbers: every row with its residual) as CSV. */
  async exportEvaluation(
    id: string,
    step: number | null,
    { to, format }: { to: string; format: EvaluationFormat },
    task: string | null = null,
  ): Promise<void> {
    await this.#datasets.inTask(task, async (options) =>
      this.#host.call(
        'export-evaluation',
        { ...(await this.#evaluated(id, step, options)), to, format },
        options,
      ),
    );
  }

  async #evaluated(id: string, step: number | null, options: CallOptions): Promise<EvaluationParams> {
    const run = this.#get(id);
    const { readFrom } = await this.#data.locateAgain(run.record, options);
    return { ...checkpointLocation(run, step), readFrom };
  }
}
