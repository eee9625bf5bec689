import type { ReadProgress } from '../../../src-shared/dataset/look';
import type { ErrorInfo } from '../../../src-shared/errors';
import type { DataCalls } from './data';
import type { ExplainCalls } from './explain';
import type { GroupCalls } from './groups';
import type { ModelCalls } from './models';
import type { PointCalls } from './points';
import type { ReportCalls } from './reports';
import type { StoredRunCalls } from './runs';
import type { TakenRuns, TrackerCalls } from './trackers';

/** What the workers that answer questions can be asked, by name: nothing that trains. */
export interface Calls
  extends
    DataCalls,
    ModelCalls,
    ExplainCalls,
    PointCalls,
    GroupCalls,
    StoredRunCalls,
    ReportCalls,
    TrackerCalls {}

export type CallName = keyof Calls;

/** How far a call is. */
export interface CallProgress extends ReadProgress {
  /** What was taken in since the last time, where runs are followed. */
  readonly taken?: TakenRuns;
}

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
  'stability',
  'hash',
  'copy',
  'measure-weights',
  'evaluate',
  'evaluate-common',
  'compare-rows',
  'export-evaluation',
  'explain-columns',
  'explain-column',
  'explain-row',
  'explain-rows',
  'explain-faults',
  'fit-repair',
  'check-points',
  'predict-file',
  'predicted-rows',
  'save-predicted',
  'report',
  'query',
  'recognise-source',
  'count-source',
  'take-source',
  'follow-source',
  'write-tracked',
];

/** Calls that train, of which several may be asked at once: each has a worker for itself meanwhile. */
export const LONG_CALLS: readonly CallName[] = ['baselines'];

/** Questions, and that nobody waits for the answer any more. */
export type CallCommand =
  | {
      [C in CallName]: {
        readonly type: 'call';
        readonly callId: number;
        readonly name: C;
        readonly params: Calls[C]['params'];
      };
    }[CallName]
  | { readonly type: 'cancel-call'; readonly callId: number };

/** What a worker says of a question that it was asked. */
export type CallEvent =
  | { readonly type: 'call-progress'; readonly callId: number; readonly progress: CallProgress }
  | { readonly type: 'answer'; readonly callId: number; readonly value: unknown }
  | { readonly type: 'refusal'; readonly callId: number; readonly error: ErrorInfo };
