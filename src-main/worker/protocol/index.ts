import type { CommonEvaluation } from '../../../src-shared/compare/common-evaluation';
import type { Chart, ChartAnswer, ExploredDataset } from '../../../src-shared/dataset/explore';
import type { ReadProgress, RowPage, TableLook } from '../../../src-shared/dataset/look';
import type { LeftOutRows } from '../../../src-shared/dataset/left-out';
import type { InspectReport } from '../../../src-shared/dataset/report';
import type { ErrorInfo } from '../../../src-shared/errors';
import type {
  ColumnSettings,
  Dialect,
  Experiment,
  FileSource,
  GeneratedDatasetSpec,
  SvmSpec,
} from '../../../src-shared/experiment/schema';
import type { Group, GroupPlan } from '../../../src-shared/group/group';
import type { GroupTraces } from '../../../src-shared/group/traces';
import type { AskableRow, Asked } from '../../../src-shared/run/points/asked';
import type { Elbow, PrincipalPlane } from '../../../src-shared/models/kmeans/clusters';
import type { Evaluation, EvaluationFormat } from '../../../src-shared/run/evaluation/evaluation';
import type { RunEvent } from '../../../src-shared/run/live/events';
import type { DataPreview } from '../../../src-shared/run/live/guidance';
import type {
  PointFileCheck,
  PointFilePage,
  PointFileResult,
} from '../../../src-shared/run/points/point-file';
import type {
  CheckpointRef,
  DatasetFacts,
  RateChange,
  RunRecord,
} from '../../../src-shared/run/record/record';
import type {
  Frame,
  MetricColumns,
  ModelHistory,
  Surface,
  PointSample,
  WhatIf,
} from '../../../src-shared/run/live/frames';
import type { KnownTypes } from '../../../src-shared/run/points/known-types';
import type { Scaler } from '../../../src-shared/run/record/record';
import type { MetricsComparison } from '../../algorithms/evaluation/compare-metrics';
import type { WhatIfPoints } from '../../algorithms/svm/what-if';
import type { PointFile } from '../../dataset';
import type { CheckedFile } from '../calls/points/point-files';
import type { CheckpointPlace, StoredState } from './locations';

export type { Apart, MetricsComparison } from '../../algorithms/evaluation/compare-metrics';
export type { WhatIfPoints };

/** One run as the worker gets it. */
export interface TrainJob {
  readonly runId: string;
  /** Absolute; the worker writes checkpoints, the sample and the predictions there, and else only `speedsFile`. */
  readonly runFolder: string;
  readonly experiment: Experiment;
  /** Where the data files are read instead, the first one first; null: where the experiment says. */
  readonly readFrom: readonly string[] | null;
  /** What the hashes of the data files must be, the first one's first; null: any. */
  readonly sha256: readonly string[] | null;
  /** What the columns are read as, where the run or the one that it repeats has read them before; null: guessed. */
  readonly knownTypes: KnownTypes | null;
  /** Steps per second, or null for as fast as possible. */
  readonly speed: number | null;
  /** Checkpoint to go on from, relative to the run folder. */
  readonly resumeFrom: string | null;
  /**
   * The engine of the run so far, or of the one that is repeated: kept where it can be had; null: to
   * be chosen.
   */
  readonly engine: RunRecord['engine'];
  /** The file with this machine's speeds, which a worker measures where a choice depends on them. */
  readonly speedsFile: string;
  /** The step of the parent that a fork went on from; 0: no fork. */
  readonly branchedAt: number;
  /** Learning rates to set at their steps. */
  readonly rateChanges: readonly RateChange[];
  /** Training time before this start, when resuming. */
  readonly elapsedMs: number;
  /** Number of the first event. */
  readonly firstSeq: number;
  /** Step at which it stops, with a checkpoint; null: its end. */
  readonly stopAt: number | null;
  /**
   * Training time that must lie between two checkpoints, in milliseconds: those of `checkpointEvery`
   * that come sooner are left out. 0: all are kept.
   */
  readonly checkpointMs: number;
}

/** A data file and how it is to be read; what is left out is detected. */
export interface TableParams {
  readonly path: string;
  readonly source?: FileSource | undefined;
  readonly columns?: readonly string[] | undefined;
  readonly dialect?: Dialect | undefined;
  readonly columnSettings?: readonly ColumnSettings[] | undefined;
}

/** What the workers that answer questions can be asked: nothing that trains. */
export interface Calls {
  /** The first rows and all guesses, however large the file is. */
  look: { params: TableParams; answer: TableLook };
  rows: { params: TableParams & { from: number; count: number }; answer: RowPage };
  inspect: { params: TableParams; answer: InspectReport };
  convert: {
    params: TableParams & { to: string };
    answer: {
      rows: number;
      columns: readonly string[];
      rejectedCount: number;
      leftOut: readonly LeftOutRows[];
    };
  };
  explore: { params: { dataset: ExploredDataset; seed: number; chart: Chart }; answer: ChartAnswer };
  /** Writes a generated data set as CSV; answers with the number of rows. */
  'export-generated': {
    params: { dataset: GeneratedDatasetSpec; seed: number; to: string };
    answer: { rows: number };
  };
  /**
   * Loads the data and asks whether the model can be trained on it; of a large file only what a look
   * at it tells.
   */
  check: { params: { experiment: Experiment; readFrom: readonly string[] | null }; answer: null };
  /** The points that training would use, and what the data gives reason to say. */
  sample: { params: { experiment: Experiment }; answer: DataPreview };
  hash: { params: { path: string }; answer: FileHash };
  /** Into a folder, under a name by its hash; `sha256`: what it must be, null for any. */
  copy: {
    params: { path: string; folder: string; sha256: string | null };
    answer: FileHash & { copy: string };
  };
  /** k-means over a range of k, with the scores of each. */
  elbow: { params: { experiment: Experiment; from: number; to: number }; answer: Elbow };
  /** Metrics, history and sample of a stored run; the frame of its last readable checkpoint. */
  stored: {
    params: { runFolder: string; model: Omit<CheckpointPlace, 'runFolder'> | null };
    answer: StoredPictures;
  };
  /** The model at several steps, in their order: of checkpoints, or of moments. */
  pictures: { params: PicturesRequest; answer: readonly Frame[] };
  picture: { params: CheckpointPlace; answer: { frame: Frame; step: number } };
  /** What a person must know of a model before it answers, as a sentence; null: nothing. */
  'model-note': { params: CheckpointPlace; answer: string | null };
  /** Writes a model as a checkpoint's folder of its own. */
  'export-checkpoint': { params: CheckpointPlace & { to: string }; answer: null };
  /** `explains`: also how the answer to the first point comes about. */
  predict: { params: ModelPlace & { points: PointRequest; explains: boolean }; answer: Asked };
  /** Writes points with their answers as CSV; answers with the number of rows. */
  'save-asked': { params: ModelPlace & { points: PointRequest; to: string }; answer: { rows: number } };
  'check-points': { params: ModelPlace & { file: PointFile }; answer: PointFileCheck };
  'predict-file': { params: ModelPlace & { file: CheckedFile }; answer: PointFileResult };
  'predicted-rows': {
    params: ModelPlace & { file: CheckedFile; from: number; count: number };
    answer: PointFilePage;
  };
  /** Writes the file's columns and the answers as CSV. */
  'save-predicted': {
    params: ModelPlace & { file: CheckedFile; to: string };
    answer: { rows: number; notes: readonly string[] };
  };
  /** The plane that a run's points, scaled, lie widest on. */
  plane: { params: { runFolder: string; scaler: Scaler }; answer: PrincipalPlane };
  /** Writes the names of the clusters into the run's predictions.csv; false where there is none. */
  'name-clusters': { params: { runFolder: string; names: readonly string[] }; answer: boolean };
  surface: { params: CheckpointPlace & { grid: number }; answer: Surface };
  'what-if': {
    params: {
      model: SvmSpec;
      scaler: Scaler;
      names: readonly (number | string)[];
      C: number;
      points: WhatIfPoints;
    };
    answer: WhatIf;
  };
  /** Reads the run's data again, and compares the model of a checkpoint with its target. */
  evaluate: { params: EvaluationParams; answer: Evaluation };
  /** Models of several runs on the rows that all of them have. */
  'evaluate-common': {
    params: { models: readonly (EvaluationParams & { readonly id: string })[] };
    answer: CommonEvaluation;
  };
  /** The same into a file. */
  'export-evaluation': {
    params: EvaluationParams & { to: string; format: EvaluationFormat };
    answer: null;
  };
  /** The trials of a group, each tried on the experiment's schema. */
  'plan-group': { params: { experiment: Experiment; plan: GroupPlan }; answer: Planned };
  /** One metric of many runs at the same steps. */
  'group-traces': { params: GroupTracesRequest; answer: GroupTraces };
  /** Where the logged numbers of two runs differ. */
  'compare-metrics': { params: { runFolder: string; other: string }; answer: MetricsComparison };
  /** Gives another run's folder what it goes on from: a checkpoint, and the course up to it. */
  fork: { params: ForkRequest; answer: ForkStart };
}

/** What a group trains, before any of it has begun. */
export interface Planned {
  /** That the trials are made from. */
  readonly experiment: Experiment;
  /** By place: what a trial changes. */
  readonly trials: Group['trials'];
  readonly rungs: Group['rungs'];
}

export interface GroupTracesRequest {
  readonly runs: readonly { readonly id: string; readonly runFolder: string }[];
  readonly metric: string;
  /** Steps at most. */
  readonly most: number;
}

export interface PicturesRequest {
  readonly runFolder: string;
  readonly states: readonly StoredState[];
  /** Of the run, for its moments. */
  readonly experiment: Experiment;
  readonly dataset: DatasetFacts;
}

export interface ForkRequest {
  readonly runFolder: string;
  readonly from: StoredState;
  /** Of the run that is forked. */
  readonly parent: { readonly experiment: Experiment; readonly dataset: DatasetFacts };
  /** Folder of the new run. */
  readonly to: string;
  /** What the new run trains. */
  readonly experiment: Experiment;
}

export interface ForkStart {
  readonly checkpoint: CheckpointRef;
  /** Training time up to there. */
  readonly elapsedMs: number;
}

export interface EvaluationParams extends CheckpointPlace {
  /** Where the data files are read instead, the first one first; null: where the experiment says. */
  readonly readFrom: readonly string[] | null;
}

/** A data file's bytes as of one moment; `sha256` in hex. */
export interface FileHash {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  readonly mtimeMs: number;
  readonly sha256: string;
}

/** A file of points and how its columns stand for those of a model. */
export type { PointFile as PointsToCheck } from '../../dataset';
export type { CheckedFile as CheckedPoints } from '../calls/points/point-files';

/** A model of a run that is asked about points. */
export interface ModelPlace extends CheckpointPlace {
  /** What a person calls the clusters, by their numbers; none: letters. */
  readonly clusterNames: readonly string[];
}

export type PointRequest =
  /** Cells or model inputs; a point that cannot be used keeps its problem and stops no other. */
  | { readonly kind: 'rows'; readonly rows: readonly AskableRow[] }
  /** Cells as a person typed them on a command line: one that cannot be used is an error. */
  | { readonly kind: 'cells'; readonly points: readonly (readonly string[])[] }
  /** Uniform within the range that the features had in training. */
  | { readonly kind: 'random'; readonly n: number; readonly seed: number };

export interface StoredPictures {
  /** As many rows as a curve shows. */
  readonly metrics: MetricColumns;
  readonly isThinned: boolean;
  readonly history: ModelHistory | null;
  readonly sample: PointSample | null;
  readonly frame: Frame | null;
  /** Steps of the moments, ascending. */
  readonly moments: readonly number[];
  readonly problems: readonly ErrorInfo[];
}

export type CallName = keyof Calls;

/** Calls that read data files, which may take long: a worker of their own answers them. */
export const DATA_CALLS: readonly CallName[] = [
  'look',
  'rows',
  'inspect',
  'convert',
  'explore',
  'export-generated',
  'check',
  'sample',
  'elbow',
  'hash',
  'copy',
  'evaluate',
  'evaluate-common',
  'export-evaluation',
  'check-points',
  'predict-file',
  'predicted-rows',
  'save-predicted',
];

/** `step`: one step of a paused run. */
export type RunAction = 'pause' | 'resume' | 'stop' | 'step';

export type WorkerCommand =
  /** `threads`: how many it may use at once, its own included. */
  | { readonly type: 'train'; readonly job: TrainJob; readonly threads: number }
  | { readonly type: 'control'; readonly runId: string; readonly action: RunAction }
  | { readonly type: 'set-learning-rate'; readonly runId: string; readonly learningRate: number }
  /** Whether pictures of a network are to hold its hidden units. */
  | { readonly type: 'draw-units'; readonly runId: string; readonly on: boolean }
  /** Whether the window shows the run: it is drawn at display rate then, and seldom else. */
  | { readonly type: 'watch'; readonly runId: string; readonly on: boolean }
  | { readonly type: 'set-speed'; readonly runId: string; readonly speed: number | null }
  | {
      [C in CallName]: {
        readonly type: 'call';
        readonly callId: number;
        readonly name: C;
        readonly params: Calls[C]['params'];
      };
    }[CallName]
  /** Nobody waits for the answer any more. */
  | { readonly type: 'cancel-call'; readonly callId: number }
  /** The program ends: let go of everything, so that the thread ends by itself. */
  | { readonly type: 'leave' }
  /** Answer to `native-wanted`: nobody else is loading native code now. */
  | { readonly type: 'native-granted' };

export type WorkerEvent =
  /** The message loop runs. */
  | { readonly type: 'ready' }
  /**
   * Native libraries must be loaded and warmed up by one thread at a time (tfjs-node keeps an
   * unlocked process-global set; dlopen is not thread-safe): the worker asks and waits.
   */
  | { readonly type: 'native-wanted' }
  | { readonly type: 'native-done' }
  | { readonly type: 'run'; readonly runId: string; readonly events: readonly RunEvent[] }
  /** The run is over in this worker, which is free for the next. */
  | { readonly type: 'run-left'; readonly runId: string }
  | { readonly type: 'call-progress'; readonly callId: number; readonly progress: ReadProgress }
  | { readonly type: 'answer'; readonly callId: number; readonly value: unknown }
  | { readonly type: 'refusal'; readonly callId: number; readonly error: ErrorInfo };

/**
 * The buffers of an answer that may move instead of being copied: those of typed arrays that fill
 * their buffer. Only for values made for this message: a moved array is empty for its sender.
 */
export function transferList(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const visit = (part: unknown, depth: number): void => {
    if (part === null || typeof part !== 'object' || depth > 8) return;
    if (ArrayBuffer.isView(part)) {
      const { buffer } = part;
      if (buffer instanceof ArrayBuffer && buffer.byteLength === part.byteLength) found.add(buffer);
      return;
    }
    for (const inner of Array.isArray(part) ? part : Object.values(part)) visit(inner, depth + 1);
  };
  visit(value, 0);
  return [...found];
}
