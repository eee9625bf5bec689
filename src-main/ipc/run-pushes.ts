import type { RunEvent } from '../../src-shared/run/live/events';
import type { StoredRun } from '../../src-shared/run/record/record';
import type { RunPush } from './run-port';
import { WaitingEvents } from './waiting-events';

/** Events go to the page about this often: what is faster nobody sees. */
const INTERVAL_MS = 40;
/** How far a run is that is listed only. */
const LISTED_INTERVAL_MS = 200;
/** Rows of one run, and batches of them, that wait for a page that is busy. */
const MAX_ROWS = 16_384;
const MAX_BATCHES = 64;

/** What of one run is not sent yet. */
interface Waiting {
  readonly events: WaitingEvents;
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
    waiting.events.add(events, this.#watched.has(runId));
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
    const events = new WaitingEvents(MAX_ROWS, MAX_BATCHES);
    const fresh = { events, changed: undefined, sentAt: -Infinity };
    this.#waiting.set(runId, fresh);
    return fresh;
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
    const { changed } = waiting;
    const events = waiting.events.take();
    waiting.changed = undefined;
    if (events.length > 0) {
      waiting.sentAt = this.#now();
      // Nobody takes what nobody gets.
      if (this.#push('run.events', { runId, events })) this.#underWay++;
    }
    if (changed === undefined) return;
    this.#push('run.changed', { runId, run: changed });
    if (changed === null) this.#waiting.delete(runId);
  }
}

function hasSome({ events, changed }: Waiting): boolean {
  return !events.isEmpty || changed !== undefined;
}
