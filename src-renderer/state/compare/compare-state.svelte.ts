import { say } from '../../../src-shared/language/say';
import type { RunSnapshot } from '../../../src-shared/ipc/runs';
import type { RunRecord } from '../../../src-shared/run/record/record';
import { TERMINAL } from '../../../src-shared/run/record/status';
import { settle, type BenchtopApi } from '../../api/client';
import { formatQuantity } from '../../text/format';
import { History } from '../base/history.svelte';
import { runColour } from '../base/run-style';
import { ComparedGroups } from './compared-groups.svelte';
import { CompareCurves } from './compare-curves.svelte';
import { distinctColours } from './distinct-colours';
import { laterNames } from '../base/later-names.svelte';
import type { RunsState } from '../library/runs-state.svelte';

const REFRESH_MS = 1000;

/** The runs chosen to be laid side by side, and what is drawn of them. The first is the baseline. */
export class CompareState {
  /** Settings of the curves of the compared runs. */
  readonly curves: CompareCurves;
  /** Whole groups that are held against each other. */
  readonly groups: ComparedGroups;
  readonly #history: History;
  readonly #api: BenchtopApi;
  readonly #runs: RunsState;
  #chosen = $state.raw<readonly string[]>([]);
  #snapshots = $state.raw<ReadonlyMap<string, RunSnapshot>>(new Map());
  #errors = $state.raw<ReadonlyMap<string, string>>(new Map());
  readonly #loading = new Set<string>();
  /** Chosen runs that still exist, in the order chosen. */
  readonly ids: readonly string[] = $derived(this.#chosen.filter((id) => this.#runs.get(id) !== undefined));

  readonly #compared = $derived(this.ids.flatMap((id) => this.#runs.get(id) ?? []));
  readonly #colours: ReadonlyMap<string, string> = $derived(
    distinctColours(this.#compared.map(({ record }) => record)),
  );
  readonly #findName = $derived(laterNames(this.#compared));

  constructor(api: BenchtopApi, runs: RunsState, history: History = new History()) {
    this.#api = api;
    this.#runs = runs;
    this.#history = history;
    this.curves = new CompareCurves(history);
    this.groups = new ComparedGroups(history);
  }

  /** A run's colour as CSS: among the compared ones another than theirs, else its own. */
  findColour({ id, colour }: Pick<RunRecord, 'id' | 'colour'>): string {
    return this.#colours.get(id) ?? runColour(colour);
  }

  /** What a run is called among the compared ones: those of one name are told apart by what differs. */
  findName(record: Pick<RunRecord, 'id' | 'name'>): string {
    return this.#findName(record);
  }

  has(id: string): boolean {
    return this.#chosen.includes(id);
  }

  add(id: string): void {
    if (!this.has(id)) this.#choose([...this.#chosen, id]);
  }

  remove(id: string): void {
    this.#choose(this.#chosen.filter((chosen) => chosen !== id));
  }

  toggle(id: string): void {
    if (this.has(id)) this.remove(id);
    else this.add(id);
  }

  clear(): void {
    this.#choose([]);
  }

  /** Makes a run the one that others are measured against. */
  makeBaseline(id: string): void {
    if (this.has(id)) this.#choose([id, ...this.#chosen.filter((chosen) => chosen !== id)]);
  }

  #choose(after: readonly string[]): void {
    const before = this.#chosen;
    if (isSame(before, after)) return;
    this.#chosen = after;
    this.#history.add<readonly string[]>({
      key: 'compare',
      before,
      after,
      describe: (from, to) => this.#describe(from, to),
      apply: (ids) => {
        this.#chosen = ids;
        return null;
      },
      isSame,
    });
  }

  #describe(before: readonly string[], after: readonly string[]): string {
    const added = after.filter((id) => !before.includes(id));
    const removed = before.filter((id) => !after.includes(id));
    const name = (ids: readonly string[]): string => {
      const [id = ''] = ids;
      const known = ids.length === 1 ? this.#runs.get(id) : undefined;
      if (known === undefined) return formatQuantity(ids.length, 'run');
      return `“${this.#runs.findName(known.record)}”`;
    };
    if (added.length > 0 && removed.length > 0) return say('Compare {after}', { after: name(after) });
    if (added.length > 0) return say('Select {added} for comparison', { added: name(added) });
    if (removed.length > 0) return say('Leave {removed} out of the comparison', { removed: name(removed) });
    return say('Baseline {before} → {after}', {
      before: name(before.slice(0, 1)),
      after: name(after.slice(0, 1)),
    });
  }

  findSnapshot(id: string): RunSnapshot | null {
    return this.#snapshots.get(id) ?? null;
  }

  findError(id: string): string | null {
    return this.#errors.get(id) ?? null;
  }

  /** Fetches what is missing, then live runs again each second. The answer stops it. */
  follow(): () => void {
    const tick = (): void => {
      for (const id of this.ids) {
        const shown = this.#snapshots.get(id);
        const run = this.#runs.get(id);
        const current = shown !== undefined && run !== undefined && TERMINAL.has(shown.run.record.status);
        const moved = shown?.run.record.status !== run?.record.status;
        if (!current || moved) void this.load(id);
      }
    };
    tick();
    const timer = setInterval(tick, REFRESH_MS);
    return () => {
      clearInterval(timer);
    };
  }

  async load(id: string): Promise<void> {
    if (this.#loading.has(id)) return;
    this.#loading.add(id);
    const answer = await settle(this.#api.runsSnapshot({ id }));
    this.#loading.delete(id);
    const errors = new Map(this.#errors);
    errors.delete(id);
    if (answer.ok) this.#snapshots = new Map(this.#snapshots).set(id, answer.value);
    else errors.set(id, answer.error.message);
    this.#errors = errors;
  }
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}
