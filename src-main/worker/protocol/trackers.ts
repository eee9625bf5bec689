import type { FoundRuns, SourceKind } from '../../../src-shared/ipc/imports';
import type { TakenIn } from '../../../src-shared/ipc/library';
import type { TrackerFormat } from '../../../src-shared/run/model-file';
import type { RunRecord } from '../../../src-shared/run/record/record';

/** What other programs' files are read for: which they are, and the folder of the workspace's runs. */
interface SourceParams {
  readonly path: string;
  readonly kind: SourceKind;
  readonly runsFolder: string;
}

/** Runs that were taken in, and what a person should know. */
export interface TakenRuns {
  readonly runs: TakenIn['runs'];
  readonly notices: readonly string[];
}

/** Calls about runs of other programs. */
export interface TrackerCalls {
  /** Whose runs a file or folder holds, by its content; null: nobody's. */
  'recognise-source': { params: { readonly path: string }; answer: SourceKind | null };
  /** Counts what is there; of a capsule or a job nothing. */
  'count-source': {
    params: { readonly path: string; readonly kind: SourceKind };
    answer: Pick<FoundRuns, 'names' | 'metrics' | 'points' | 'bytes' | 'canFollow'>;
  };
  /** Takes in what another program left. */
  'take-source': { params: SourceParams; answer: TakenRuns };
  /** Takes in what is there and what comes, until it is cancelled; progress has what came of each look. */
  'follow-source': { params: SourceParams; answer: never };
  /** Writes runs as another program keeps them. */
  'write-tracked': {
    params: {
      readonly runs: readonly { readonly record: RunRecord; readonly runFolder: string }[];
      readonly format: TrackerFormat;
      readonly to: string;
    };
    answer: null;
  };
}
