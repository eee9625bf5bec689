import type { ReadProgress } from '../../dataset/look';
import type { ErrorInfo } from '../../errors';
import type { CheckpointRef, RateChange, RunResult } from '../record/record';
import type { DatasetFacts } from '../record/dataset-facts';
import type { Measuring } from '../../training/measuring';
import type { Frame, MetricColumns, PointSample } from './frames';
import type { Finding } from './guidance';
import type { RunStatus } from '../record/status';

/** Work besides steps; `share` from 0 to 1. */
export interface Stage {
  readonly label: string;
  readonly share: number;
}

/**
 * What a training worker tells about its run. `seq` grows by one per event of a run; `since` is the
 * first one's where several became one on the way to the window.
 */
export type RunEvent = {
  readonly runId: string;
  readonly seq: number;
  readonly since?: number;
} & RunEventBody;

export type RunEventBody =
  /** How far reading the data has come, a few times a second. */
  | ({ readonly type: 'loading' } & ReadProgress)
  | {
      readonly type: 'loaded';
      readonly dataset: DatasetFacts;
      readonly sample: PointSample;
      /** When its table was read, where that was for a run before; absent: it was read for this one. */
      readonly dataReadAt?: string;
      readonly engine: { readonly kind: 'typed' | 'tensorflow'; readonly reason: string };
      readonly totalSteps: number;
      /** What `auto` came to; absent where the experiment says when it is measured. */
      readonly measuring?: Measuring;
      /** Version of TensorFlow, where it trains; else null. */
      readonly tensorflow: string | null;
    }
  | {
      readonly type: 'progress';
      readonly step: number;
      readonly totalSteps: number;
      readonly elapsedMs: number;
      readonly stepsPerSecond: number;
      /** What is being done besides steps, such as cross-validation, and the share that is done. */
      readonly stage?: Stage;
    }
  | {
      readonly type: 'metrics';
      readonly columns: MetricColumns;
      /** The rows as lines of metrics.csv, written by the worker; they end at the file. */
      readonly lines?: Uint8Array<ArrayBuffer>;
      /** The last row is measured on a sample of the run's rows. */
      readonly endsOnSample?: true;
    }
  | { readonly type: 'frame'; readonly frame: Frame }
  /** Rows of centers.csv / hyperplane.csv. */
  | {
      readonly type: 'history';
      readonly columns: readonly string[];
      readonly step: Float64Array;
      readonly values: Float64Array;
    }
  /** A person set another learning rate. */
  | ({ readonly type: 'rate-changed' } & RateChange)
  /** Steps whose models were kept since the last such event, for going back to. */
  | { readonly type: 'moments'; readonly steps: readonly number[] }
  /** Something to act on was seen in the data, the curve or the model. */
  | { readonly type: 'finding'; readonly finding: Finding }
  | { readonly type: 'checkpoint'; readonly checkpoint: CheckpointRef }
  | { readonly type: 'status'; readonly status: Extract<RunStatus, 'running' | 'paused'> }
  /** A file could not be written, and training waits until it can; null: it goes on. */
  | { readonly type: 'waiting'; readonly problem: ErrorInfo | null }
  /** A checkpoint is written once all rows so far are on disk: the worker waits to be told. */
  | { readonly type: 'log-wanted' }
  | {
      readonly type: 'done';
      readonly outcome: 'finished' | 'stopped';
      readonly steps: number;
      readonly elapsedMs: number;
      /** null where it was stopped before there was a model. */
      readonly result: RunResult | null;
      readonly summary: Readonly<Record<string, number>>;
      /** The summary is of a sample of the run's rows: it was stopped, and measuring all would take a pass. */
      readonly isOfSample?: true;
      /** Sentences for a person, on the files that were written. */
      readonly notices?: readonly string[];
    }
  | {
      readonly type: 'failed';
      readonly error: ErrorInfo;
      readonly steps: number;
      readonly elapsedMs: number;
    };

/** Steps per second a person may watch at; null is as fast as the machine can. */
export const SPEEDS = [null, 1000, 100, 10, 4, 1] as const;
