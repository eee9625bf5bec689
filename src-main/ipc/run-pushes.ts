import type { RunEvent, RunEventBody } from '../../src-shared/run/live/events';
import type { StoredRun } from '../../src-shared/run/record/record';
import { joinHistory, joinMetrics, thinMetrics } from '../../src-shared/run/live/thin-rows';
import type { RunPush } from './run-port';

/** Events go to the page about this often: what is faster nobody sees. */
const INTERVAL_MS = 40;
/** How far a run is that is listed only. */
const LISTED_INTERVAL_MS = 200;
/** Rows of one run, and batches of them, that wait for a page that is busy. */
const MOST_ROWS = 16_384;
const MOST_BATCHES = 64;

/** What of one run is not sent yet. */
interface Waiting {
  events: RunEvent[];
  rows: number;
  batches: number;
  /** undefined: its record did not change. */
  changed: StoredRun | null | undefined;
  sentAt: number;
}

/**
 * What runs tell, on its way to the page: at display rate, rows of the runs that are watched and of
 * the others how far they are. The next messages leave when the page has come to the last ones. What
 * waits for a page that is busy stays small, because its rows become fewer; all of them are on disk,
 * where the page finds them when the run is over or opened anew.
 */
export class RunPushes {
  readonly #push: RunPush;
  readonly #now: () => number;
  readonly #waiting = new Map<string, Waiting>();
  #watched: ReadonlySet<string> = new Set();
  /** Messages with events that the page has not come to. */
  #underWay = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor({ push, now }: { push: RunPush; now: () => number }) {
    this.#push = push;
    this.#now = now;
  }

  /** The runs whose rows and pictures the page shows, in place of those before. */
  watch(ids: readonly string[]): void {
    this.#watched = new Set(ids);
  }

  /** Events of one run, after all earlier ones. */
  events(runId: string, events: readonly RunEvent[]): void {
    const waiting = this.#of(runId);
    const isWatched = this.#watched.has(runId);
    for (const event of events) this.#add(waiting, event, isWatched);
    if (waiting.rows > MOST_ROWS || waiting.batches > MOST_BATCHES) thin(waiting);
    this.#soon();
  }

  /** A record changed: told after the events before it. */
  changed(runId: string, run: StoredRun | null): void {
    this.#of(runId).changed = run;
    if (this.#underWay === 0) this.#send(runId);
  }

  /** The page has come to one message of events. */
  taken(): void {
    this.#underWay = Math.max(0, this.#underWay - 1);
    if (this.#underWay === 0) this.#soon();
  }

  /** The page is gone, or a new one: nothing is under way to it. */
  reset(): void {
    this.#underWay = 0;
    this.#watched = new Set();
    this.#waiting.clear();
  }

  #of(runId: string): Waiting {
    const known = this.#waiting.get(runId);
    if (known !== undefined) return known;
    const fresh = { events: [], rows: 0, batches: 0, changed: undefined, sentAt: -Infinity };
    this.#waiting.set(runId, fresh);
    return fresh;
  }

  #add(waiting: Waiting, event: RunEvent, isWatched: boolean): void {
    switch (event.type) {
      case 'progress':
        replace(waiting, event);
        return;
      case 'loading':
      case 'frame':
        if (isWatched) replace(waiting, event);
        return;
      case 'metrics':
        if (!isWatched) return;
        // The page has no use for the lines of the file.
        waiting.events.push(part(event, { type: 'metrics', columns: event.columns }));
        waiting.rows += event.columns.step.length;
        waiting.batches++;
        return;
      case 'history':
        if (!isWatched) return;
        waiting.events.push(event);
        waiting.rows += event.step.length;
        waiting.batches++;
        return;
      case 'moments':
        if (!isWatched) return;
        waiting.events.push(event);
        waiting.batches++;
        return;
      case 'loaded':
        if (isWatched) waiting.events.push(event);
        return;
      // The record says these, and is told when it changes.
      case 'checkpoint':
      case 'rate-changed':
      case 'finding':
      case 'status':
      case 'done':
      case 'failed':
        return;
    }
  }

  #soon(): void {
    if (this.#timer !== null || this.#underWay > 0 || this.#waiting.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#underWay > 0) return;
      for (const [runId, waiting] of this.#waiting) {
        if (this.#watched.has(runId) || waiting.changed !== undefined || this.#isOld(waiting))
          this.#send(runId);
      }
      if ([...this.#waiting.values()].some(hasSome)) this.#soon();
    }, INTERVAL_MS);
    this.#timer.unref?.();
  }

  #isOld({ sentAt }: Waiting): boolean {
    return this.#now() - sentAt >= LISTED_INTERVAL_MS;
  }

  #send(runId: string): void {
    const waiting = this.#waiting.get(runId);
    if (waiting === undefined) return;
    const { events, changed } = waiting;
    waiting.events = [];
    waiting.rows = 0;
    waiting.batches = 0;
    waiting.changed = undefined;
    if (events.length > 0) {
      waiting.sentAt = this.#now();
      // Nobody takes what nobody gets.
      if (this.#push('run.events', { runId, events: joined(events) })) this.#underWay++;
    }
    if (changed === undefined) return;
    this.#push('run.changed', { runId, run: changed });
    if (changed === null) this.#waiting.delete(runId);
  }
}

function hasSome({ events, changed }: Waiting): boolean {
  return events.length > 0 || changed !== undefined;
}

/** Only the last of its type counts. */
function replace(waiting: Waiting, event: RunEvent): void {
  const before = waiting.events.findIndex(({ type }) => type === event.type);
  if (before >= 0) waiting.events.splice(before, 1);
  waiting.events.push(event);
}

function part({ runId, seq, since }: RunEvent, body: RunEventBody): RunEvent {
  return { runId, seq, ...(since === undefined ? {} : { since }), ...body };
}

/** Half as many rows as may wait, in one event a kind. */
function thin(waiting: Waiting): void {
  waiting.events = joined(waiting.events).map((event) =>
    event.type === 'metrics' ? { ...event, columns: thinMetrics(event.columns, MOST_ROWS / 2) } : event,
  );
  waiting.rows = 0;
  waiting.batches = 0;
  for (const event of waiting.events) {
    if (event.type === 'metrics') waiting.rows += event.columns.step.length;
    else if (event.type === 'history') waiting.rows += event.step.length;
    else if (event.type !== 'moments') continue;
    waiting.batches++;
  }
}

/**
 * The same with one event for all rows, one for all models and one for all moments. Each is numbered
 * as the last that went into it and says where it begins; the order of the numbers is kept.
 */
function joined(events: readonly RunEvent[]): RunEvent[] {
  const metrics = events.flatMap((event) => (event.type === 'metrics' ? [event] : []));
  const history = events.flatMap((event) => (event.type === 'history' ? [event] : []));
  const moments = events.flatMap((event) => (event.type === 'moments' ? [event] : []));
  const others = events.filter(({ type }) => type !== 'metrics' && type !== 'history' && type !== 'moments');
  return [
    ...others,
    ...asOne(metrics, { type: 'metrics', columns: joinMetrics(metrics.map(({ columns }) => columns)) }),
    ...asOne(history, { type: 'history', ...joinHistory(history, MOST_ROWS / 2) }),
    ...asOne(moments, { type: 'moments', steps: moments.flatMap(({ steps }) => steps) }),
  ].sort((a, b) => a.seq - b.seq);
}

function asOne(events: readonly RunEvent[], body: RunEventBody): readonly RunEvent[] {
  const [first] = events;
  const last = events[events.length - 1];
  if (first === undefined || last === undefined || events.length === 1) return events;
  return [{ runId: first.runId, seq: last.seq, since: first.since ?? first.seq, ...body }];
}
