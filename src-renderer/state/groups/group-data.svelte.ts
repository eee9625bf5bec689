import { isLive } from '../../../src-shared/group/group';
import type { GroupTraces } from '../../../src-shared/group/traces';
import type { Surface } from '../../../src-shared/run/live/frames';
import { settle, type BenchtopApi } from '../../api/client';
import type { GroupsState } from './groups-state.svelte';

const REFRESH_MS = 1000;
/** Points a side of a small surface. */
const GRID = 24;

/** Data of one group's charts: its curves, and the small surfaces of its runs. */
export class GroupData {
  readonly #api: BenchtopApi;
  readonly #groups: GroupsState;
  readonly #id: string;
  #traces = $state.raw<GroupTraces | null>(null);
  #error = $state<string | null>(null);
  #surfaces = $state.raw<ReadonlyMap<string, Surface>>(new Map());
  readonly #requested = new Set<string>();
  #metric: string;
  /** Key of the runs and settings by which the traces were fetched. */
  #seen = '';
  #isPending = false;
  #isDrawing = false;
  #waiting: string[] = [];

  constructor(api: BenchtopApi, groups: GroupsState, id: string, metric: string) {
    this.#api = api;
    this.#groups = groups;
    this.#id = id;
    this.#metric = metric;
  }

  /** null until the first ones are there. */
  get traces(): GroupTraces | null {
    return this.#traces;
  }

  get error(): string | null {
    return this.#error;
  }

  get metric(): string {
    return this.#metric;
  }

  findSurface(runId: string): Surface | null {
    return this.#surfaces.get(runId) ?? null;
  }

  /** Another metric's curves. */
  choose(metric: string): void {
    this.#metric = metric;
    void this.refresh();
  }

  /** Fetches the curves now, and again each second while runs move on. The answer stops it. */
  follow(): () => void {
    void this.refresh();
    const timer = setInterval(() => void this.refresh(), REFRESH_MS);
    return () => {
      clearInterval(timer);
      this.#waiting = [];
    };
  }

  async refresh(): Promise<void> {
    const group = this.#groups.get(this.#id);
    if (group === undefined || this.#isPending) return;
    const { over } = this.#groups.readProgress(group);
    const now = `${this.#metric} ${over} ${group.status} ${isLive(group) ? Date.now() : ''}`;
    if (now === this.#seen) return;
    this.#seen = now;
    this.#isPending = true;
    const metric = this.#metric;
    const answer = await settle(this.#api.groupsTraces({ id: this.#id, metric }));
    this.#isPending = false;
    if (answer.ok) this.#traces = answer.value;
    this.#error = answer.ok ? null : answer.error.message;
    if (metric !== this.#metric) await this.refresh();
  }

  /** Fetches the small surfaces of runs that are over, in this order, one after another. */
  draw(runIds: readonly string[]): void {
    this.#waiting = runIds.filter((id) => !this.#requested.has(id));
    void this.#drawNext();
  }

  async #drawNext(): Promise<void> {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    for (let id = this.#waiting.shift(); id !== undefined; id = this.#waiting.shift()) {
      if (this.#requested.has(id)) continue;
      this.#requested.add(id);
      const answer = await settle(this.#api.runsSurface({ id, step: null, grid: GRID }));
      // One without a surface (it failed before its first checkpoint) stays empty.
      if (answer.ok) this.#surfaces = new Map(this.#surfaces).set(id, answer.value);
    }
    this.#isDrawing = false;
  }
}
