import type { Sentence } from '../../src-shared/language/sentence';
import type { RunRecord } from '../../src-shared/run/record/record';
import { WorkerHost } from '../host/worker-host';
import type { Spawn } from '../host/worker-thread';
import { cacheFolder, type Workspace } from '../workspace';
import { BaselineService } from './answers/baseline-service';
import { ModelService } from './answers/model-service';
import { PredictionService } from './answers/prediction-service';
import { Repairs } from './answers/repairs';
import { TestPart } from './answers/test-part';
import { ExplanationService } from './answers/explanation-service';
import { VerdictService } from './answers/verdict-service';
import { checkpointLocation } from './checkpoints/checkpoint-location';
import { DatasetService } from './data/dataset-service';
import { FileFinder } from './data/file-finder';
import { RunData } from './data/run-data';
import { GroupService } from './groups/group-service';
import type { Suggest } from './groups/scheduled-search';
import { ElsewhereService } from './elsewhere/elsewhere-service';
import { ImportService } from './elsewhere/import-service';
import type { AskToContact } from './elsewhere/ray/cluster-consent';
import { RayService } from './elsewhere/ray/ray-service';
import { CapsuleService } from './library/capsule-service';
import { ClusterNames } from './library/cluster-names';
import { LibraryService } from './library/library-service';
import { QueryService } from './library/query-service';
import { TrackerService } from './library/tracker-service';
import { RunList } from './library/run-list';
import { RunControls } from './live/run-controls';
import { RunQueue } from './live/run-queue';
import { RunRecorder } from './live/run-recorder';
import { ExternalFeeds } from './live/external-feeds';
import { RunSnapshots } from './live/run-snapshots';
import { movingText, stillText } from './live/still-text';
import { WorkerLimit } from './live/worker-limit';
import { ReportService } from './reports/report-service';
import { RunChecks } from './starting/run-checks';
import { RunStarts } from './starting/run-starts';

export interface RunServiceOptions {
  readonly workspace: Workspace;
  readonly spawn: Spawn;
  readonly maxWorkers: number;
  /** Training workers while a group of runs is trained; `maxWorkers` where it is left out. */
  readonly maxGroupWorkers?: number;
  /** Whether one thread answers questions and trains in turn; left out: no, as the window asks while runs train. */
  readonly sharesWorkers?: boolean;
  /** Whether what a run has read of a file stays in memory for the next; left out: only while a group of runs is trained. */
  readonly keepsTables?: boolean;
  /** Whether anybody sees runs being drawn as they train; left out: yes. */
  readonly draws?: boolean;
  readonly environment: RunRecord['environment'];
  /** A failure to keep what a run produced, or a bug in this service: for the log and the window. */
  readonly onProblem: (error: unknown, runId: string) => void;
  /** Asks the person before a cluster is asked that is new here; left out: nobody can be asked. */
  readonly askToContact?: AskToContact;
  /** Something a person should know of a run that goes on, e.g. that its data is read elsewhere. */
  readonly onNotice?: (message: Sentence, runId: string) => void;
  /** How long a run waits for room on a full disk before it fails, in milliseconds; null or left out: until it is stopped. */
  readonly waitForRoomMs?: number | null;
}

/** Metric rows of a group that a window gets of each run, at most. */
const MAX_TRACE_STEPS = 400;

/** Parts that a {@link RunService} is made of. */
export interface RunParts {
  readonly host: WorkerHost;
  readonly workerLimit: WorkerLimit;
  readonly recorder: RunRecorder;
  readonly list: RunList;
  readonly feeds: ExternalFeeds;
  readonly snapshots: RunSnapshots;
  readonly data: RunData;
  readonly datasets: DatasetService;
  readonly predictions: PredictionService;
  readonly models: ModelService;
  readonly testPart: TestPart;
  readonly explanations: ExplanationService;
  readonly repairs: Repairs;
  readonly verdicts: VerdictService;
  readonly baselines: BaselineService;
  readonly starts: RunStarts;
  readonly controls: RunControls;
  readonly groups: GroupService;
  readonly checks: RunChecks;
  readonly clusterNames: ClusterNames;
  readonly library: LibraryService;
  readonly capsules: CapsuleService;
  readonly elsewhere: ElsewhereService;
  readonly reports: ReportService;
  readonly trackers: TrackerService;
  readonly imports: ImportService;
  readonly queries: QueryService;
  readonly ray: RayService;
}

/** Builds the parts and joins them with each other. */
export function createRunParts(options: RunServiceOptions): RunParts {
  const { workspace, environment, onProblem, onNotice = () => undefined } = options;
  const { runs, copies } = workspace;
  const host = new WorkerHost({
    spawn: options.spawn,
    maxWorkers: options.maxWorkers,
    sharesWorkers: options.sharesWorkers ?? false,
    keepsTables: options.keepsTables ?? false,
    onRunStarted: (runId) => {
      recorder.signal(runId, 'start', (record) => ({ ...record, startedAt: new Date().toISOString() }));
    },
    onRunEvents: (runId, events) => {
      recorder.receive(runId, events);
    },
    onRunCrashed: (runId, error) => {
      recorder.crashed(runId, error);
    },
    onStill: (runId, seconds) => {
      onNotice(stillText(runId === null ? null : runs.get(runId).record.name, seconds), runId ?? '');
    },
    onMoving: (runId) => {
      onNotice(movingText(runId === null ? null : runs.get(runId).record.name), runId ?? '');
    },
  });
  const workerLimit = new WorkerLimit(host, options.maxWorkers, options.maxGroupWorkers);
  const finder = new FileFinder({
    copies,
    store: workspace.datasets,
    hash: (path, callOptions) => host.call('hash', { path }, callOptions),
  });
  const data = new RunData({ finder, copies, host });
  const recorder = new RunRecorder({
    runs,
    onProblem,
    onNotice,
    waitForRoomMs: options.waitForRoomMs ?? null,
    onLoaded: (record) => data.noteRead(record, Date.parse(record.startedAt ?? record.createdAt)),
    answerLogged: (runId, lines) => {
      host.answerLogged(runId, lines);
    },
    control: (runId, action) => {
      host.control(runId, action);
    },
  });
  const running = { runs, host, recorder };
  const feeds = new ExternalFeeds(runs.externals, (runId, event) => {
    recorder.push('run.events', { runId, events: [event] });
  });
  const list = new RunList(workspace, recorder);
  const datasets = new DatasetService(host, finder);
  const controls = new RunControls(running);
  const queue = new RunQueue({ workspace, host, recorder, onNotice, draws: options.draws ?? true });
  const models = new ModelService({ host, data, datasets, get: (id) => runs.get(id) });
  const starts = new RunStarts({
    workspace,
    environment,
    host,
    data,
    datasets,
    recorder,
    controls,
    queue,
    onNotice,
  });
  const suggest: Suggest = (request) => host.call('suggest-trial', request);
  const groups = new GroupService({
    groups: workspace.groups,
    plan: (experiment, plan) => host.call('plan-group', { experiment, plan }),
    suggest,
    prepare: (experiment, from) => starts.prepareTrials(experiment, from),
    traces: (ids, metric) => {
      const stored = ids.flatMap((id) => (runs.has(id) ? [{ id, runFolder: runs.findFolder(id) }] : []));
      return host.call('group-traces', { runs: stored, metric, most: MAX_TRACE_STEPS });
    },
    workers: () => workerLimit.inGroup,
    onActive: (isActive) => {
      workerLimit.setActive('group', isActive);
      // Its runs are on the same data.
      if (options.keepsTables !== true) host.keepTables(isActive);
    },
    onProblem,
  });
  const capsules = new CapsuleService(workspace, recorder, async (path, sha256) => {
    const { state, foundAt } = await finder.status(path, sha256);
    return state === 'same' ? path : foundAt;
  });
  const elsewhere = new ElsewhereService({ workspace, groups, capsules, finder });
  const explanations = new ExplanationService({ host, data, datasets, get: (id) => runs.get(id) });
  const trackers = new TrackerService(workspace, recorder, host);
  return {
    host,
    workerLimit,
    recorder,
    list,
    feeds,
    snapshots: new RunSnapshots({ ...running, feeds }),
    data,
    datasets,
    predictions: new PredictionService(host, datasets, ({ id, step }) => {
      const run = runs.get(id);
      return {
        ...checkpointLocation(run, step),
        clusterNames: run.record.clusterNames,
        repair: run.record.repair,
      };
    }),
    models,
    explanations,
    repairs: new Repairs({
      runs,
      fit: (model, method, task) => explanations.fitRepair(model, method, task),
      change: (id, change) => recorder.change(id, change),
    }),
    verdicts: new VerdictService({ get: (id) => runs.get(id), models }),
    baselines: new BaselineService({
      get: (id) => runs.get(id),
      models,
      readOnly: () => workspace.readOnly,
      onActive: (isActive) => {
        workerLimit.setActive('baselines', isActive);
      },
    }),
    testPart: new TestPart({ runs, models, change: (id, change) => recorder.change(id, change) }),
    starts,
    controls,
    groups,
    checks: new RunChecks({
      get: (id) => runs.get(id),
      startAgain: async ({ id, name, experiment }, stopAt, task) => {
        const { record } = await starts.start(experiment, null, { again: id, task, stopAt });
        return recorder.change(record.id, (made) => ({ ...made, name: `${name} · check`.slice(0, 300) }));
      },
      whenOver: (id) => recorder.whenOver(id),
      compare: (a, b) => host.call('compare-metrics', { runFolder: a.path, other: b.path }),
      stamp: (id, check) => {
        recorder.change(id, (record) => ({ ...record, check }));
      },
      onProblem,
    }),
    clusterNames: new ClusterNames(running),
    library: new LibraryService(workspace, recorder),
    trackers,
    imports: new ImportService({ capsules, elsewhere, trackers }),
    queries: new QueryService(workspace, host),
    capsules,
    reports: new ReportService({
      host,
      data,
      datasets,
      get: (id) => list.get(id),
      has: (id) => runs.has(id),
      getGroup: (id) => workspace.groups.get(id),
      hasGroup: (id) => workspace.groups.has(id),
      readNote: (name) => workspace.notes.read(name).text,
    }),
    elsewhere,
    ray: new RayService({
      workspace,
      groups,
      elsewhere,
      finder,
      cache: cacheFolder(),
      onProblem,
      suggest,
      ask: options.askToContact ?? null,
    }),
  };
}
