import { say } from '../../../src-shared/language/say';
import type { RowPageText } from '../../../src-shared/ipc/library';
import { at } from '../../../src-shared/present';
import { parseColumn, collectNames, type Names } from '../../../src-shared/run/library/columns';
import type { RunEdit } from '../../../src-shared/run/library/edit';
import type { FilterProblem } from '../../../src-shared/run/library/filter';
import { MODEL_KINDS } from '../../../src-shared/models';
import { toRunRow, type RunRow } from '../../../src-shared/run/library/row';
import { sortRows } from '../../../src-shared/run/library/sort';
import type { RunTable } from '../../../src-shared/settings';
import type { BenchtopApi } from '../../api/client';
import { formatQuantity } from '../../text/format';
import { runNames } from '../../text/run-names';
import { whyLocked } from '../../text/locked-text';
import { History, type EditHandle } from '../base/history.svelte';
import { attempt, attemptEach, toasts, type ToastAction, type Toasts } from '../base/toasts.svelte';
import { RunChanges } from './run-changes';
import { RunFiles } from './run-files';
import { RunFilter, type Facets } from './run-filter.svelte';

/** Changes of runs are taken in together this often: a bulk change brings hundreds a second. */
const GATHER_MS = 100;

/** The table of all runs: its rows, kept current by main's pushes, and what of them is shown. */
export class LibraryState {
  readonly #api: BenchtopApi;
  readonly #toasts: Toasts;
  readonly #layout: () => RunTable;
  readonly #history: History;
  readonly #changes: RunChanges;
  /** Runs as files. */
  readonly files: RunFiles;
  #rows = $state.raw<ReadonlyMap<string, RunRow>>(new Map());
  #names = $state.raw<Names>({ params: [], metrics: [] });
  #status = $state<'idle' | 'loading' | 'ready'>('idle');
  #total = $state(0);
  readonly #filter: RunFilter;
  /** Pushed and not yet taken in; null: the run is gone. */
  readonly #pending = new Map<string, RunRow | null>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** Told about while the rows were on their way: those are older. */
  #early: Set<string> | null = null;

  // Only these parts of the layout: a wider column asks for no other order.
  readonly #archived = $derived.by(() => this.#layout().archived);
  readonly #sort = $derived.by(() => this.#layout().sort);
  /** Newest first, as they mostly are. */
  readonly #ordered = $derived.by(() => {
    const rows = [...this.#rows.values()];
    const isOrdered = rows.every((row, index) => index === 0 || row.id < at(rows, index - 1).id);
    return isOrdered ? rows : rows.sort((a, b) => (a.id < b.id ? 1 : -1));
  });
  readonly #findName = $derived.by(() => runNames(this.#ordered, (row) => row));
  readonly #found = $derived.by(() => {
    const archived = this.#archived;
    const { matches } = this.#filter;
    return this.#ordered.filter(
      (row) => (archived === 'show' || row.archived === (archived === 'only')) && matches(row),
    );
  });
  /** Rows that are shown, in their order. */
  readonly shown: readonly RunRow[] = $derived.by(() => {
    const keys = this.#sort.flatMap(({ id, descending }) => {
      const column = parseColumn(id);
      return column === null ? [] : [{ column, descending }];
    });
    return sortRows(this.#found, keys);
  });
  // Joined: the same ones as before change nothing.
  readonly #presentKinds = $derived.by(() => {
    const presentKinds = new Set([...this.#rows.values()].map(({ kind }) => kind));
    return MODEL_KINDS.filter((kind) => presentKinds.has(kind)).join();
  });
  /** Kinds of model that the runs have; of a chosen one that alone. */
  readonly kinds: readonly RunRow['kind'][] = $derived.by(() => {
    const kinds = this.facets.kind ?? this.#presentKinds;
    return MODEL_KINDS.filter((kind) => kinds.split(',').includes(kind));
  });
  readonly tags: readonly string[] = $derived(distinct([...this.#rows.values()].flatMap(({ tags }) => tags)));
  readonly datasets: readonly string[] = $derived(
    distinct([...this.#rows.values()].map(({ dataset }) => dataset)).filter((name) => name !== ''),
  );

  /** @param layout of the table, from the settings */
  constructor(
    api: BenchtopApi,
    layout: () => RunTable,
    into: Toasts = toasts,
    history: History = new History(into),
  ) {
    this.#api = api;
    this.#layout = layout;
    this.#toasts = into;
    this.#history = history;
    this.#filter = new RunFilter(() => this.#names, history);
    this.#changes = new RunChanges(api, into, history);
    this.files = new RunFiles(api, into);
  }

  get status(): 'idle' | 'loading' | 'ready' {
    return this.#status;
  }

  /** Runs there are, shown or not. */
  get count(): number {
    return Math.max(this.#rows.size, this.#total);
  }

  /** Settings and metrics that some run has. */
  get names(): Names {
    return this.#names;
  }

  get filter(): string {
    return this.#filter.text;
  }

  set filter(text: string) {
    this.#filter.text = text;
  }

  /** Why the filter cannot be used as it is typed: all runs are shown meanwhile. */
  get problem(): FilterProblem | null {
    return this.#filter.problem;
  }

  get facets(): Facets {
    return this.#filter.facets;
  }

  setFacet(facet: keyof Facets, value: string | null): void {
    this.#filter.setFacet(facet, value);
  }

  get isFiltered(): boolean {
    return this.#filter.isSet;
  }

  clearFilters(): void {
    this.#filter.clear();
  }

  /** Every run that was read, newest first, whatever the filter. */
  get all(): readonly RunRow[] {
    return this.#ordered;
  }

  /** What a run is called in the table: runs of one name are told apart by what differs among them. */
  findName(row: Pick<RunRow, 'id' | 'name'>): string {
    return this.#findName(row);
  }

  get(id: string): RunRow | undefined {
    return this.#rows.get(id);
  }

  /**
   * Why none of these runs can be changed, as a sentence; null: at least one can.
   * @param isReadOnly nothing can be saved in the workspace
   */
  whyLocked(ids: readonly string[], isReadOnly: boolean): string | null {
    const isLocked = ids.length > 0 && ids.every((id) => this.#rows.get(id)?.locked === true);
    if (isReadOnly || !isLocked || ids.length === 1) return whyLocked(isReadOnly, isLocked);
    return say('A newer Benchtop wrote these runs: update Benchtop to change them.');
  }

  /** Follows the runs; the answer stops it. */
  start(): () => void {
    const off = this.#api.on('run.changed', ({ runId, run }) => {
      this.#early?.add(runId);
      if (this.#status !== 'idle')
        this.#push(runId, run === null ? null : toRunRow(run.record, { isLocked: run.locked !== undefined }));
    });
    return () => {
      off();
      if (this.#timer !== null) clearTimeout(this.#timer);
    };
  }

  /** Fetches all rows, page by page so that the window stays free; what was shown stays meanwhile. */
  async load(): Promise<void> {
    if (this.#early !== null) return;
    this.#early = new Set();
    if (this.#status === 'idle') this.#status = 'loading';
    const rows = new Map<string, RunRow>();
    let names = this.#names;
    let before: string | null = null;
    do {
      const page: RowPageText | null = await attempt(this.#api.libraryRows({ before }), this.#toasts);
      if (page === null) break;
      this.#total = page.total;
      const came = JSON.parse(page.text) as RunRow[];
      for (const row of came) rows.set(row.id, row);
      names = collectNames(came, names);
      before = page.before;
    } while (before !== null);
    this.#takePending();
    const early: RunRow[] = [];
    for (const id of this.#early) {
      const newer = this.#rows.get(id);
      if (newer === undefined) rows.delete(id);
      else {
        rows.set(id, newer);
        early.push(newer);
      }
    }
    this.#early = null;
    this.#rows = rows;
    this.#total = rows.size;
    this.#names = collectNames(early, names);
    this.#status = 'ready';
  }

  #push(id: string, row: RunRow | null): void {
    this.#pending.set(id, row);
    this.#timer ??= setTimeout(() => {
      this.#takePending();
    }, GATHER_MS);
  }

  #takePending(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#pending.size === 0) return;
    const rows = new Map(this.#rows);
    const came: RunRow[] = [];
    for (const [id, row] of this.#pending) {
      if (row === null) rows.delete(id);
      else {
        rows.set(id, row);
        came.push(row);
      }
    }
    this.#pending.clear();
    this.#rows = rows;
    this.#total = rows.size;
    this.#names = collectNames(came, this.#names);
  }

  /** Changes runs; the table follows by main's pushes. @returns whether all were changed */
  async edit(ids: readonly string[], edit: RunEdit): Promise<boolean> {
    const outcome = await this.#changes.edit(this.#rowsOf(ids), edit, ids);
    return outcome !== null && outcome.problems.length === 0;
  }

  #rowsOf(ids: readonly string[]): readonly RunRow[] {
    return ids.flatMap((id) => this.#rows.get(id) ?? []);
  }

  /** Hides runs, or shows them again, with Undo on a toast. */
  async archive(ids: readonly string[], archived: boolean): Promise<void> {
    const outcome = await this.#changes.edit(this.#rowsOf(ids), { archived }, ids);
    if (outcome === null || outcome.done.length === 0) return;
    const what = this.#nameText(outcome.done);
    this.#toasts.info(
      archived ? say('Archived {what}.', { what }) : say('{what} is no longer archived.', { what }),
      ...this.#undoAction(outcome.handle),
    );
  }

  /** Moves runs to the trash, with Undo on a toast. @returns those that went */
  async remove(ids: readonly string[]): Promise<readonly string[]> {
    const what = this.#nameText(ids);
    const name = (done: readonly string[]): string =>
      done.length === ids.length ? what : formatQuantity(done.length, 'run');
    const outcome = await this.#changes.remove(ids, name);
    if (outcome === null || outcome.handle === null) return [];
    this.#toasts.info(
      say('Moved {done} to the trash.', { done: name(outcome.done) }),
      ...this.#undoAction(outcome.handle),
    );
    return outcome.done;
  }

  #undoAction(handle: EditHandle | null): readonly ToastAction[] {
    return handle === null ? [] : [{ label: say('Undo'), run: () => void this.#history.takeBack(handle) }];
  }

  /** @returns those that came back */
  async restore(ids: readonly string[]): Promise<readonly string[]> {
    return (await attemptEach(this.#api.libraryRestore({ ids: [...ids] }), this.#toasts))?.done ?? [];
  }

  #nameText(ids: readonly string[]): string {
    const [id = ''] = ids;
    const name = ids.length === 1 ? this.#rows.get(id)?.name : undefined;
    return name === undefined ? formatQuantity(ids.length, 'run') : `“${name}”`;
  }
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
}
