import type { RunEvent } from './events';

/** How an event goes on from the worker that sent it: to the page, to the record, to disk. */
export interface EventHandling {
  /**
   * Pages that get it: `every` one that lists the run; only those that `watched` it; none, because it
   * changes the `record`, which every page gets; or `none`, as only main answers it.
   */
  readonly page: 'every' | 'watched' | 'record' | 'none';
  /**
   * What becomes of several that wait for a busy page: each is `kept`; only the `last` counts; or their
   * contents are `joined` in one event.
   */
  readonly waiting: 'kept' | 'last' | 'joined';
  /** Whether the rows of a joined event become fewer where too many wait; its extremes stay. */
  readonly isThinned: boolean;
  /**
   * Whether it changes the run's record: not at all; `soon`, as it is found out again after a crash;
   * or `now`, before anybody hears of it.
   */
  readonly record: 'no' | 'soon' | 'now';
  /** Whether it is the run's last one. */
  readonly ends: boolean;
}

const OF_RECORD = { page: 'record', waiting: 'kept', isThinned: false, record: 'soon', ends: false } as const;
const WATCHED = { page: 'watched', waiting: 'last', isThinned: false, record: 'no', ends: false } as const;

/** Every event of a run with its handling. */
export const RUN_EVENTS: { readonly [Type in RunEvent['type']]: EventHandling } = {
  loading: WATCHED,
  loaded: { ...WATCHED, waiting: 'kept', record: 'soon' },
  progress: { ...WATCHED, page: 'every' },
  metrics: { ...WATCHED, waiting: 'joined', isThinned: true },
  frame: WATCHED,
  history: { ...WATCHED, waiting: 'joined' },
  moments: { ...WATCHED, waiting: 'joined' },
  'rate-changed': { ...OF_RECORD, record: 'now' },
  finding: OF_RECORD,
  checkpoint: OF_RECORD,
  status: OF_RECORD,
  waiting: OF_RECORD,
  'log-wanted': { ...OF_RECORD, page: 'none', record: 'no' },
  done: { ...OF_RECORD, record: 'now', ends: true },
  failed: { ...OF_RECORD, record: 'now', ends: true },
};
