import type { Experiment } from '../../../src-shared/experiment/schema';
import type { RunEvent } from '../../../src-shared/run/live/events';
import type { KnownTypes } from '../../../src-shared/run/points/known-types';
import type { Measuring } from '../../../src-shared/training/measuring';
import type { RateChange, RunRecord } from '../../../src-shared/run/record/record';
import type { SharedTables, TablesEvent } from './tables';

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
  /** When the run so far was measured, or the one that is repeated; null: to be planned. */
  readonly measuring: Measuring | null;
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
  /** Whether its pictures are made; nothing that is kept depends on them. */
  readonly draws: boolean;
}

/** Command to a run that trains; `step`: one step of a paused run. */
export type RunAction = 'pause' | 'resume' | 'stop' | 'step';

/** Commands about runs. */
export type RunCommand =
  /** `threads`: how many it may use at once, its own included. */
  | {
      readonly type: 'train';
      readonly job: TrainJob;
      readonly threads: number;
      readonly tables: SharedTables;
    }
  | { readonly type: 'control'; readonly runId: string; readonly action: RunAction }
  /** Rows that were sent are on disk: the answer to the event `log-wanted`. */
  | {
      readonly type: 'logged';
      readonly runId: string;
      readonly lines: Readonly<Record<string, number>> | null;
    }
  | { readonly type: 'set-learning-rate'; readonly runId: string; readonly learningRate: number }
  /** Whether pictures of a network are to hold its hidden units. */
  | { readonly type: 'draw-units'; readonly runId: string; readonly on: boolean }
  /** Whether the window shows the run: it is drawn at display rate then, and seldom else. */
  | { readonly type: 'watch'; readonly runId: string; readonly on: boolean }
  | { readonly type: 'set-speed'; readonly runId: string; readonly speed: number | null };

/** What a worker says of the run that it trains. */
export type TrainingEvent =
  | TablesEvent
  | { readonly type: 'run'; readonly runId: string; readonly events: readonly RunEvent[] }
  /** The run is over in this worker, which is free for the next. */
  | { readonly type: 'run-left'; readonly runId: string };
