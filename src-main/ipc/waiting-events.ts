import { RUN_EVENTS } from '../../src-shared/run/live/event-table';
import type { RunEvent, RunEventBody } from '../../src-shared/run/live/events';
import { joinHistory, joinMetrics, thinMetrics } from '../../src-shared/run/live/thin-rows';

/**
 * Events of one run that wait for a page. Those that only the last counts of are replaced, and rows
 * become fewer where too many wait; all of them are on disk.
 */
export class WaitingEvents {
  #events: RunEvent[] = [];
  #rows = 0;
  #batches = 0;
  readonly #maxRows: number;
  readonly #maxBatches: number;

  /** @param maxRows rows, and batches of them, that may wait; half as many rows are kept of more */
  constructor(maxRows: number, maxBatches: number) {
    this.#maxRows = maxRows;
    this.#maxBatches = maxBatches;
  }

  get isEmpty(): boolean {
    return this.#events.length === 0;
  }

  /** Adds events, leaving out those that the page does not get. @param isWatched whether it shows the run */
  add(events: readonly RunEvent[], isWatched: boolean): void {
    for (const event of events) {
      const { page } = RUN_EVENTS[event.type];
      if (page === 'every' || (page === 'watched' && isWatched)) this.#add(event);
    }
    if (this.#rows <= this.#maxRows && this.#batches <= this.#maxBatches) return;
    const joined = this.#joined().map((event) => this.#thinned(event));
    this.#clear();
    for (const event of joined) this.#add(event);
  }

  /** All that wait, in the order of their numbers, of joined types one each; none wait any more. */
  take(): readonly RunEvent[] {
    const joined = this.#joined();
    this.#clear();
    return joined;
  }

  #clear(): void {
    this.#events = [];
    this.#rows = 0;
    this.#batches = 0;
  }

  #add(event: RunEvent): void {
    const { waiting } = RUN_EVENTS[event.type];
    if (waiting === 'last') this.#events = this.#events.filter(({ type }) => type !== event.type);
    this.#events.push(withoutLines(event));
    if (waiting !== 'joined') return;
    this.#rows += countRows(event);
    this.#batches++;
  }

  #joined(): RunEvent[] {
    return joined(this.#events, this.#maxRows / 2);
  }

  #thinned(event: RunEvent): RunEvent {
    return RUN_EVENTS[event.type].isThinned && event.type === 'metrics'
      ? { ...event, columns: thinMetrics(event.columns, this.#maxRows / 2) }
      : event;
  }
}

/** The event as a page takes it: it has no use for the lines of metrics.csv. */
function withoutLines(event: RunEvent): RunEvent {
  if (event.type !== 'metrics' || event.lines === undefined) return event;
  const { lines: _lines, ...rest } = event;
  return rest;
}

function countRows(event: RunEvent): number {
  if (event.type === 'metrics') return event.columns.step.length;
  return event.type === 'history' ? event.step.length : 0;
}

/**
 * Joins events: one for all rows, one for all models and one for all snapshots. Each is numbered as the
 * last that went into it and says where it begins; the order of the numbers is kept.
 */
function joined(events: readonly RunEvent[], maxModels: number): RunEvent[] {
  const metrics = events.flatMap((event) => (event.type === 'metrics' ? [event] : []));
  const history = events.flatMap((event) => (event.type === 'history' ? [event] : []));
  const moments = events.flatMap((event) => (event.type === 'moments' ? [event] : []));
  const others = events.filter(({ type }) => RUN_EVENTS[type].waiting !== 'joined');
  return [
    ...others,
    ...asOne(metrics, { type: 'metrics', columns: joinMetrics(metrics.map(({ columns }) => columns)) }),
    ...asOne(history, { type: 'history', ...joinHistory(history, maxModels) }),
    ...asOne(moments, { type: 'moments', steps: moments.flatMap(({ steps }) => steps) }),
  ].sort((a, b) => a.seq - b.seq);
}

function asOne(events: readonly RunEvent[], body: RunEventBody): readonly RunEvent[] {
  const [first] = events;
  const last = events[events.length - 1];
  if (first === undefined || last === undefined || events.length === 1) return events;
  return [{ runId: first.runId, seq: last.seq, since: first.since ?? first.seq, ...body }];
}
