import type { CallProgress } from '../protocol/calls';

/** Context of a call: whether anybody still waits for its answer, and whom it tells how far it is. */
export interface CallContext {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CallProgress) => void;
  /** Whether the thread that answers trains too. */
  readonly isShared: boolean;
}

/** Functions that answer calls, by name. */
export type Answers<Room extends { [C in keyof Room]: { params: unknown; answer: unknown } }> = {
  readonly [C in keyof Room]: (params: Room[C]['params'], context: CallContext) => Promise<Room[C]['answer']>;
};
