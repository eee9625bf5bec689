import { fail, toErrorInfo } from '../../../src-shared/errors';

import { isHalved, trialRunId } from '../../../src-shared/group/group';
import { byObjective, findObjective, lastValue } from '../../../src-shared/group/outcome';
import type { ReportOf } from '../../../src-shared/ipc/answers/reports';
import type { ReportFormat } from '../../../src-shared/report/format';
import { toTrainingMetric, validationMetric } from '../../../src-shared/run/figures/metric-labels';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import type { CallOptions } from '../../host/pending-calls';
import type { WorkerHost } from '../../host/worker-host';
import type { ReportRequest, ShownRun } from '../../worker/protocol/reports';
import { TimeSlices } from '../../workspace';
import { checkpointLocation } from '../checkpoints/checkpoint-location';
import type { DatasetService } from '../data/dataset-service';
import type { RunData } from '../data/run-data';
import { findEmbedded, type NoteSources } from './embedded';

/** Runs of a comparison that are shown one by one, with curves and evaluation; the others stand in the tables. */
const MOST_SHOWN = 8;

export interface ReportServiceOptions extends NoteSources {
  readonly host: WorkerHost;
  readonly data: RunData;
  readonly datasets: DatasetService;
}

/** Makes documents of runs. All that takes time is done by a worker; records are read in slices. */
export class ReportService {
  readonly #options: ReportServiceOptions;

  constructor(options: ReportServiceOptions) {
    this.#options = options;
  }

  /**
   * The report as a text.
   * @throws BenchtopError `not-found`; `conflict` where the task was cancelled; `usage` for no run at all
   */
  async make(of: ReportOf, format: ReportFormat, task: string | null = null): Promise<string> {
    const { host, datasets } = this.#options;
    return datasets.inTask(task, async (options) => {
      const facts = { madeAt: new Date().toISOString(), benchtop: __APP_VERSION__ };
      if (of.kind === 'note') {
        if (format !== 'html') throw fail('usage', 'A page of the notebook is exported as HTML.');
        const page = await findEmbedded(of.name, this.#options);
        return host.call('notePage', { page, ...facts }, options);
      }
      const request =
        of.kind === 'group' ? await this.#ofGroup(of.id, options) : await this.#ofRuns(of.ids, options);
      return host.call('report', { request, format, ...facts }, options);
    });
  }

  async #ofRuns(ids: readonly string[], options: CallOptions): Promise<ReportRequest> {
    const runs = await this.#read([...new Set(ids)]);
    const [first] = runs;
    if (first === undefined) throw fail('usage', 'Name at least one run to report on.');
    if (runs.length === 1) return { kind: 'run', run: await this.#shown(first, options) };
    const shown: ShownRun[] = [];
    for (const run of runs.slice(0, MOST_SHOWN)) shown.push(await this.#shown(run, options));
    return { kind: 'comparison', records: runs.map(({ record }) => record), shown };
  }

  async #ofGroup(id: string, options: CallOptions): Promise<ReportRequest> {
    const group = this.#options.getGroup(id);
    const ids = group.trials.map((_, index) => trialRunId(id, index));
    const runs = await this.#read(ids.filter((run) => this.#options.has(run)));
    const records = runs.map(({ record }) => record);
    const objective = findObjective(group);
    const isHalving = isHalved(group.plan);
    const [best] = byObjective(records, objective, isHalving);
    const isKnown = best !== undefined && !Number.isNaN(lastValue(best, objective.metric));
    const stored = isKnown ? runs.find(({ record }) => record.id === best.id) : undefined;
    return {
      kind: 'group',
      group,
      records,
      runs: runs.map(({ record, path }) => ({ id: record.id, runFolder: path })),
      metrics: loggedMetrics(records, objective.metric),
      best: stored === undefined ? null : await this.#shown(stored, options),
    };
  }

  /** Records of hundreds of runs, without holding the thread. */
  async #read(ids: readonly string[]): Promise<StoredRun[]> {
    const slices = new TimeSlices();
    const runs: StoredRun[] = [];
    for (const id of ids) {
      runs.push(this.#options.get(id));
      await slices.next();
    }
    return runs;
  }

  async #shown(run: StoredRun, options: CallOptions): Promise<ShownRun> {
    const { record, path: runFolder } = run;
    const shown = { record, runFolder, model: readLocation(run) };
    try {
      const { readFrom } = await this.#options.data.locateAgain(record, options);
      return { ...shown, readFrom, whyNoData: null };
    } catch (thrown) {
      if (options.signal?.aborted === true) throw thrown;
      return { ...shown, readFrom: null, whyNoData: toErrorInfo(thrown).message };
    }
  }
}

function readLocation(run: StoredRun): ShownRun['model'] {
  if (run.record.checkpoints.length === 0) return null;
  const { checkpoint, ending, earlier } = checkpointLocation(run, null);
  return { checkpoint, ending, ...(earlier === undefined ? {} : { earlier }) };
}

/** The metric that runs are judged by, of training and of validation rows, where any of them has it. */
function loggedMetrics(records: readonly RunRecord[], metric: string): string[] {
  const training = toTrainingMetric(metric);
  const both = [...new Set([training, validationMetric(training), metric])];
  return both.filter((name) => records.some(({ summary }) => summary[name] !== undefined));
}
