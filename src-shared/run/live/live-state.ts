import type { ReadProgress } from '../../dataset/look';
import type { RunEvent, Stage } from './events';
import type { Frame, MetricColumns, ModelHistory, PointSample } from './frames';

/** How far training has come. */
export interface RunProgress {
  readonly step: number;
  readonly totalSteps: number;
  readonly stepsPerSecond: number;
  readonly elapsedMs: number;
  /** What is being done besides steps; absent: steps. */
  readonly stage?: Stage;
}

/** What is known of a run in training, besides its record and its logged rows. */
export interface LiveState {
  /** Number of the last event; 0 before the first. */
  readonly seq: number;
  /** How far reading the data has come; null before and after. */
  readonly loading: ReadProgress | null;
  readonly sample: PointSample | null;
  readonly frame: Frame | null;
  readonly progress: RunProgress | null;
  /** Steps whose models were kept besides the checkpoints, ascending. */
  readonly moments: readonly number[];
}

/** State of a run of which nothing has been heard. */
export const NOTHING_HEARD: LiveState = {
  seq: 0,
  loading: null,
  sample: null,
  frame: null,
  progress: null,
  moments: [],
};

/** Where rows go that a run logs: each process holds them in its own way. */
export interface LoggedRows {
  metrics(columns: MetricColumns): void;
  history(rows: ModelHistory): void;
}

/**
 * State after an event; its rows are handed on. Main and the page both fold events here and nowhere
 * else.
 */
export function applyEvent(state: LiveState, event: RunEvent, rows: LoggedRows): LiveState {
  const { seq } = event;
  switch (event.type) {
    case 'loading': {
      const { bytes, totalBytes, rows: read } = event;
      return { ...state, seq, loading: { bytes, totalBytes, rows: read } };
    }
    case 'loaded':
      return { ...state, seq, loading: null, sample: event.sample };
    case 'progress': {
      const { step, totalSteps, stepsPerSecond, elapsedMs, stage } = event;
      const progress = { step, totalSteps, stepsPerSecond, elapsedMs };
      return { ...state, seq, progress: stage === undefined ? progress : { ...progress, stage } };
    }
    case 'frame':
      return { ...state, seq, frame: event.frame };
    case 'metrics':
      rows.metrics(event.columns);
      return { ...state, seq };
    case 'history':
      rows.history(event);
      return { ...state, seq };
    case 'moments': {
      const moments = [...new Set([...state.moments, ...event.steps])].sort((a, b) => a - b);
      return { ...state, seq, moments };
    }
    // The record says these.
    case 'checkpoint':
    case 'rate-changed':
    case 'finding':
    case 'status':
    case 'waiting':
    case 'log-wanted':
    case 'done':
    case 'failed':
      return { ...state, seq };
  }
}
