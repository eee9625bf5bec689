import type { Chart, ChartAnswer, ExploredDataset } from '../../src-shared/dataset/explore';
import type { ReadProgress, RowPage, TableLook } from '../../src-shared/dataset/look';
import type { InspectReport } from '../../src-shared/dataset/report';
import type { ErrorInfo } from '../../src-shared/errors';
import type {
  ColumnSettings,
  Dialect,
  Experiment,
  GeneratedDatasetSpec,
  SvmSpec,
} from '../../src-shared/experiment/schema';
import type { Elbow, PrincipalPlane } from '../../src-shared/run/clusters';
import type { RunEvent } from '../../src-shared/run/events';
import type { RateChange } from '../../src-shared/run/record';
import type {
  Frame,
  MetricColumns,
  ModelHistory,
  PointSample,
  Prediction,
  Surface,
  WhatIf,
} from '../../src-shared/run/frames';
import type { Scaler } from '../../src-shared/run/record';
import type { WhatIfPoints } from '../algorithms/svm-what-if';

export type { WhatIfPoints };

/** One run as the worker gets it. */
export interface TrainJob {
  readonly runId: string;
  /** Absolute; the worker writes checkpoints, the sample and the predictions there, nothing else. */
  readonly runFolder: string;
  readonly experiment: Experiment;
  /** Where the data file is read instead; null: where the experiment says. */
  readonly readFrom: string | null;
  /** What the data file's hash must be; null: any. */
  readonly sha256: string | null;
  /** Steps per second, or null for as fast as possible. */
  readonly speed: number | null;
  /** Checkpoint to go on from, relative to the run folder. */
  readonly resumeFrom: string | null;
  /** Learning rates to set at their steps. */
  readonly rateChanges: readonly RateChange[];
  /** Training time before this start, when resuming. */
  readonly elapsedMs: number;
  /** Number of the first event. */
  readonly firstSeq: number;
}

/** A data file and how it is to be read; what is left out is detected. */
export interface TableParams {
  readonly path: string;
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
    answer: { rows: number; columns: readonly string[]; rejectedCount: number };
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
  check: { params: { experiment: Experiment }; answer: null };
  sample: { params: { experiment: Experiment }; answer: PointSample };
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
    params: { runFolder: string; checkpoint: string | null };
    answer: StoredPictures;
  };
  picture: { params: { runFolder: string; checkpoint: string }; answer: { frame: Frame; step: number } };
  predict: {
    params: { runFolder: string; checkpoint: string; points: PointRequest };
    answer: readonly Prediction[];
  };
  /** The plane that a run's points, scaled, lie widest on. */
  plane: { params: { runFolder: string; scaler: Scaler }; answer: PrincipalPlane };
  /** Writes the names of the clusters into the run's predictions.csv; false where there is none. */
  'name-clusters': { params: { runFolder: string; names: readonly string[] }; answer: boolean };
  surface: { params: { runFolder: string; checkpoint: string; grid: number }; answer: Surface };
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
}

/** A data file's bytes as of one moment; `sha256` in hex. */
export interface FileHash {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  readonly mtimeMs: number;
  readonly sha256: string;
}

export type PointRequest =
  /** Model inputs, in raw units. */
  | { readonly kind: 'typed'; readonly points: readonly (readonly number[])[] }
  /** Cells of the raw columns, as texts: words of categories, dates as 2024-05-31. */
  | { readonly kind: 'cells'; readonly points: readonly (readonly string[])[] }
  /** Uniform within the range that the features had in training. */
  | { readonly kind: 'random'; readonly n: number; readonly seed: number }
  | { readonly kind: 'file'; readonly path: string };

export interface StoredPictures {
  readonly metrics: MetricColumns;
  readonly history: ModelHistory | null;
  readonly sample: PointSample | null;
  readonly frame: Frame | null;
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
];

/** `step`: one step of a paused run. */
export type RunAction = 'pause' | 'resume' | 'stop' | 'step';

export type WorkerCommand =
  | { readonly type: 'train'; readonly job: TrainJob }
  | { readonly type: 'control'; readonly runId: string; readonly action: RunAction }
  | { readonly type: 'set-learning-rate'; readonly runId: string; readonly learningRate: number }
  /** Whether pictures of a network are to hold its hidden units. */
  | { readonly type: 'draw-units'; readonly runId: string; readonly on: boolean }
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
