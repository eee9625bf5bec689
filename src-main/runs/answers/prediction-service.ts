import type { PointPredictions } from '../../../src-shared/run/points/query-points';
import type {
  PointFileCheck,
  PointFilePage,
  PointFileResult,
} from '../../../src-shared/run/points/point-file';
import type { WorkerHost } from '../../host/worker-host';
import type { CheckedPoints, ModelLocation, PointRequest, PointsToCheck } from '../../worker/protocol/points';

import type { DatasetService } from '../data/dataset-service';

/** Which model of a run is asked: that of a checkpoint's step, or (null) its last. */
export interface RunModel {
  readonly id: string;
  readonly step: number | null;
  /** Asked about the rows of the test part, in the place of the validation rows: where it was opened. */
  readonly onTest?: boolean | undefined;
}

/**
 * Answers of a run's models to new points: typed ones by the worker that answers questions about
 * runs, files of them by the one that reads data files. Long work belongs to a task, as there.
 */
export class PredictionService {
  readonly #host: Pick<WorkerHost, 'call'>;
  readonly #datasets: Pick<DatasetService, 'inTask'>;
  readonly #locate: (model: RunModel) => ModelLocation;

  /** @param locate throws BenchtopError `not-found` where there is no such run or checkpoint */
  constructor(
    host: Pick<WorkerHost, 'call'>,
    datasets: Pick<DatasetService, 'inTask'>,
    locate: (model: RunModel) => ModelLocation,
  ) {
    this.#host = host;
    this.#datasets = datasets;
    this.#locate = locate;
  }

  /** @param explains also how the answer to the first point comes about */
  async predict(model: RunModel, points: PointRequest, explains = false): Promise<PointPredictions> {
    return this.#host.call('predict', { ...this.#locate(model), points, explains });
  }

  /** Writes points with their answers as CSV. */
  async savePredictions(model: RunModel, points: PointRequest, to: string): Promise<{ rows: number }> {
    return this.#host.call('save-asked', { ...this.#locate(model), points, to });
  }

  /** How a file stands to the model, before anything is predicted. */
  check(model: RunModel, file: PointsToCheck, task: string | null = null): Promise<PointFileCheck> {
    return this.#datasets.inTask(task, async (options) =>
      this.#host.call('check-points', { ...this.#locate(model), file }, options),
    );
  }

  /** Asks about every row of a checked file. */
  predictFile(model: RunModel, file: CheckedPoints, task: string | null = null): Promise<PointFileResult> {
    return this.#datasets.inTask(task, async (options) =>
      this.#host.call('predict-file', { ...this.#locate(model), file }, options),
    );
  }

  /** @param from 0-based number of the first row */
  async rows(model: RunModel, file: CheckedPoints, from: number, count: number): Promise<PointFilePage> {
    return this.#host.call('predicted-rows', { ...this.#locate(model), file, from, count });
  }

  /** Writes the file's columns and the answers beside them as CSV. @param isRaw its formulas as they are */
  save(
    model: RunModel,
    file: CheckedPoints,
    to: string,
    task: string | null = null,
    isRaw = false,
  ): Promise<{ rows: number; notes: readonly string[] }> {
    return this.#datasets.inTask(task, async (options) =>
      this.#host.call('save-predicted', { ...this.#locate(model), file, to, isRaw }, options),
    );
  }
}
