import type { TableLook } from '../../../src-shared/dataset/look';
import type { ColumnProfile, InspectReport } from '../../../src-shared/dataset/report';
import type { ColumnType, Dialect, FileDatasetSpec } from '../../../src-shared/experiment/schema';
import { settle, type BenchtopApi } from '../../api/client';
import {
  namedChoices,
  onlyColumns,
  withColumns,
  withDialect,
  withName,
  withNamedChoices,
  withRole,
  withSource,
  type ColumnPatch,
  type DialectPatch,
  type NamedChoices,
  type Role,
  type SourcePatch,
} from './dataset-edit';
import {
  hasNames,
  namedColumns,
  proposeDataset,
  whyLeftOut,
  type KnownTable,
} from '../../../src-shared/experiment/proposal';
import { toKnownTable } from './known-table';
import { RoleProposal } from './role-proposal.svelte';
import { readingKey, TableReader, tableRequest } from './table-reader.svelte';

/** A column of the file as it stands: its name and type as chosen, and what the profile found. */
export interface FileColumn {
  readonly position: number;
  readonly name: string;
  readonly type: ColumnType;
  /** What it would be read as by itself. */
  readonly detected: ColumnType;
  /** What stands beside its numbers; absent: nothing does. */
  readonly unit?: string;
  /** null until the file was read to its end. */
  readonly profile: ColumnProfile | null;
}

/** The experiment that holds the data set: its only owner. */
export interface DatasetOwner {
  /** null where the data does not come from a file. */
  readonly dataset: () => FileDatasetSpec | null;
  /** A file was opened and its first guesses are there. */
  readonly opened: (dataset: FileDatasetSpec, table: KnownTable) => void;
  readonly change: (dataset: FileDatasetSpec) => void;
  /** The file was read to its end, and the roles are not guesses that this would have changed. */
  readonly profiled: () => void;
}

/** Choices that were taken over from an earlier file with the same header. */
export interface Recalled {
  readonly at: string;
  readonly before: FileDatasetSpec;
}

/**
 * The data file of an experiment: what is known of it, and the edits of its data set. Guesses give
 * way to what a person sets, and follow when the file is read in another way.
 */
export class FileData {
  readonly #api: BenchtopApi;
  readonly #owner: DatasetOwner;
  readonly reader: TableReader;
  readonly #roles = new RoleProposal();
  /** From the choice of a file until its guesses are the experiment's. */
  #opening = false;
  #recalled = $state.raw<Recalled | null>(null);
  /** Names as the file was first read: how it will be known when it comes again. */
  #firstNames: readonly string[] | null = null;
  /** Names of the columns as read, joined. */
  #signature = '';
  /** What was chosen for each way of reading the file, for going back and forth. */
  readonly #remembered = new Map<string, NamedChoices>();
  #detected = $state.raw<readonly ColumnType[]>([]);

  readonly #types: ReadonlyMap<string, ColumnType | undefined>;
  readonly columns: readonly FileColumn[] = $derived.by(() => this.#columns());
  /** Names of the columns as the experiment uses them, in the file's order. */
  readonly names: readonly string[] = $derived(this.columns.map(({ name }) => name));

  constructor(api: BenchtopApi, owner: DatasetOwner) {
    this.#api = api;
    this.#owner = owner;
    this.#types = $derived(new Map(owner.dataset()?.columnSettings.map(({ name, type }) => [name, type])));
    this.reader = new TableReader(api, {
      look: (look) => {
        this.#looked(look);
      },
      report: (report) => {
        this.#profiled(report);
      },
    });
  }

  get recalled(): Recalled | null {
    return this.#recalled;
  }

  #columns(): FileColumn[] {
    const { look, report } = this.reader;
    if (look === null) return [];
    const dataset = this.#owner.dataset();
    const own = dataset?.columns?.length === look.columns.length ? dataset.columns : undefined;
    return look.columns.map((column, position) => {
      const name = own?.[position] ?? column.name;
      const profile = report?.columns[position] ?? null;
      const detected = this.#detected[position] ?? profile?.type ?? column.type;
      const unit = profile?.unit ?? column.unit;
      // Amounts are numbers only where the experiment says so.
      const type = this.#types.get(name) ?? (unit === undefined ? detected : 'category');
      return { position, name, type, detected, profile, ...(unit === undefined ? {} : { unit }) };
    });
  }

  /** Columns that the data set names and the file does not have. */
  get absent(): readonly string[] {
    const dataset = this.#owner.dataset();
    if (dataset === null || !this.isOwn || this.reader.looking) return [];
    const { features, target, weight, split } = dataset;
    const there = new Set(this.names);
    const single = [target, weight, split.method === 'column' ? split.column : null];
    const wanted = [...features, ...single.filter((name) => name !== null)];
    return [...new Set(wanted)].filter((name) => !there.has(name));
  }

  /** Leaves out of the data set what the file does not have. */
  dropAbsent(): void {
    this.#edit((dataset) => onlyColumns(dataset, this.names));
  }

  /** What was set by hand of how the file is read. */
  get dialect(): Dialect {
    return this.#owner.dataset()?.dialect ?? {};
  }

  /** The type that was chosen for a column; null where it is as detected. */
  findType(name: string): ColumnType | null {
    return this.#types.get(name) ?? null;
  }

  /** What is known of the file, for guesses. */
  get table(): KnownTable | null {
    const { report, look } = this.reader;
    return report ?? (look === null ? null : toKnownTable(look));
  }

  /**
   * Opens a file with first guesses, or with what was last chosen for its header.
   * @param files of the same shape, whose rows follow those of the first
   * @returns whether it could be read
   */
  async open(path: string, files: readonly string[] = []): Promise<boolean> {
    this.#forget();
    this.#opening = true;
    const source = files.length === 0 ? {} : { source: { files: [...files] } };
    const look = await this.reader.open({ path, ...source });
    if (look === null) return false;
    const guess = { ...this.#roles.begin(toKnownTable(look)), ...source };
    const choices = await this.#recall(look);
    if (this.reader.look !== look) return false;
    this.#opening = false;
    this.#roles.isOpen = choices === null;
    const dataset = choices === null ? guess : { ...choices.choices, path, ...source };
    this.#recalled = choices === null ? null : { at: choices.at, before: guess };
    this.#owner.opened(dataset, this.table ?? toKnownTable(look));
    // The profile may have come first.
    if (this.reader.report !== null) this.#profiled(this.reader.report);
    return true;
  }

  async #recall(look: TableLook): Promise<{ choices: FileDatasetSpec; at: string } | null> {
    const names = look.columns.map(({ name }) => name);
    this.#firstNames = hasNames(look) ? names : null;
    if (this.#firstNames === null) return null;
    const answer = await settle(this.#api.datasetsRecall({ names }));
    return answer.ok ? answer.value : null;
  }

  /** Keeps the choices for the next file with this header. Nothing is said where that fails. */
  remember(): void {
    const dataset = this.#owner.dataset();
    const { look } = this.reader;
    if (dataset === null || look === null || !hasNames(look)) return;
    const now = look.columns.map(({ name }) => name);
    const all = [now, this.#firstNames ?? now].filter((names, i, both) => i === 0 || !isSame(names, both[0]));
    for (const names of all) {
      void settle(this.#api.datasetsRemember({ names: [...names], dataset: { ...dataset } }));
    }
  }

  /** Back to what would have been guessed without the choices of an earlier file. */
  undoRecall(): void {
    if (this.#recalled === null) return;
    const { before } = this.#recalled;
    const { table } = this;
    this.#recalled = null;
    this.#roles.isOpen = true;
    if (table === null) this.#owner.change(before);
    else this.#owner.opened(before, table);
    if (this.reader.report !== null) this.#profiled(this.reader.report);
  }

  dismissRecall(): void {
    this.#recalled = null;
  }

  /** Called after every change of the owner's data set: reads the file again where that is due. */
  follow(dataset: FileDatasetSpec): void {
    const request = tableRequest(dataset);
    const { request: asked } = this.reader;
    if (asked?.path !== request.path) {
      this.#forget();
      void this.reader.open(request);
    } else if (readingKey(asked) !== readingKey(request)) {
      this.reader.reread(request);
    } else {
      this.reader.rename(request);
    }
  }

  /** After a file that could not be opened: back to the one that the experiment has. */
  revert(): void {
    const dataset = this.#owner.dataset();
    if (dataset === null) this.close();
    else if (this.reader.path !== dataset.path) this.follow(dataset);
  }

  /** Whether the file in sight is the experiment's, so that edits are about it. */
  get isOwn(): boolean {
    return this.reader.look !== null && this.#owner.dataset()?.path === this.reader.path;
  }

  /** Drops the file, e.g. for another experiment. */
  close(): void {
    this.#forget();
    this.reader.forget();
  }

  #forget(): void {
    this.#opening = false;
    this.#roles.forget();
    this.#recalled = null;
    this.#firstNames = null;
    this.#signature = '';
    this.#detected = [];
    this.#remembered.clear();
  }

  setDialect(patch: DialectPatch): void {
    this.#edit((dataset) => {
      this.#remembered.set(this.#signature, namedChoices(dataset));
      // Given names fit one number of columns only.
      const { columns: _, ...rest } = withDialect(dataset, patch);
      return Object.keys(patch).every((key) => key === 'na') ? withDialect(dataset, patch) : rest;
    });
  }

  /** Reads another table of the file: a sheet, a range, a table, an array, or further files. */
  setSource(patch: SourcePatch): void {
    this.#edit((dataset) => withSource(dataset, patch));
  }

  /**
   * Gives columns a role. A new target lets the former one be a feature again, unless it would be a bad
   * one, and leaves the other roles proposals where nobody has chosen any.
   */
  setRole(names: readonly string[], role: Role): void {
    const { table } = this;
    const [first] = names;
    if (role === 'target' && this.#roles.isOpen && table !== null && first !== undefined) {
      this.#roles.choose(first);
      this.#edit((dataset) => this.#roles.applied(dataset, table, this.names));
      return;
    }
    this.#roles.isOpen = false;
    this.#edit((dataset) => {
      const changed = this.#withUnits(withRole(dataset, names, role, this.names), role, names);
      const { target } = dataset;
      const isFreed = role === 'target' && target !== null && target !== changed.target;
      if (!isFreed || names.includes(target) || !this.#isGoodFeature(target)) return changed;
      return withRole(changed, [target], 'feature', this.names);
    });
  }

  /** Columns of amounts that nobody chose a type for are read as numbers once they have a role. */
  #withUnits(dataset: FileDatasetSpec, role: Role, names: readonly string[]): FileDatasetSpec {
    if (role === 'ignore') return dataset;
    const amounts = this.columns.filter(({ name }) => names.includes(name) && this.findType(name) === null);
    return amounts.reduce(
      (now, { name, unit }) =>
        unit === undefined ? now : withColumns(now, [name], { type: 'number', unit }),
      dataset,
    );
  }

  /** Answers what is to be predicted. @param name of the target; null: nothing, the rows are grouped */
  setTarget(name: string | null): void {
    const { table } = this;
    const dataset = this.#owner.dataset();
    if (name !== null) this.setRole([name], 'target');
    else if (this.#roles.isOpen && table !== null) {
      this.#roles.choose(null);
      this.#edit((now) => this.#roles.applied(now, table, this.names));
    } else if (typeof dataset?.target === 'string') this.setRole([dataset.target], 'ignore');
  }

  #isGoodFeature(name: string): boolean {
    const { table } = this;
    if (table === null) return false;
    const named = namedColumns(table, this.names).find((column) => column.name === name);
    return named !== undefined && whyLeftOut(table, named) === null;
  }

  /** Whether nobody has changed the roles of columns. */
  get isProposed(): boolean {
    return this.#roles.isOpen;
  }

  /** Why a role is as it was proposed; null where a person changed it. */
  reasonFor(field: string): string | null {
    return this.#roles.reasonFor(this.#owner.dataset(), field);
  }

  setColumns(names: readonly string[], patch: ColumnPatch): void {
    this.#roles.touch(names);
    this.#edit((dataset) => withColumns(dataset, names, patch));
  }

  /** Renames a column of a file without a header; all that names it follows. */
  rename(position: number, name: string): void {
    this.#edit((dataset) => withName(dataset, this.names, position, name));
  }

  set(patch: Partial<FileDatasetSpec>): void {
    this.#edit((dataset) => ({ ...dataset, ...patch }));
  }

  #edit(change: (dataset: FileDatasetSpec) => FileDatasetSpec): void {
    const dataset = this.#owner.dataset();
    if (dataset !== null) this.#owner.change(change(dataset));
  }

  /** A new look: the roles follow where the columns are no longer the same. */
  #looked(look: TableLook): void {
    this.#noteTypes(look.columns);
    // With names given, the look says nothing about the file's own.
    if (this.reader.lookedAt?.columns !== undefined) return;
    const signature = look.columns.map(({ name }) => name).join('\0');
    const before = this.#signature;
    this.#signature = signature;
    const dataset = this.#owner.dataset();
    if (before === '' || this.#opening || dataset === null) return;
    const table = toKnownTable(look);
    const kept = this.#remembered.get(signature);
    if (kept !== undefined && signature === before) {
      if (kept.columns !== undefined) this.#owner.change({ ...dataset, columns: [...kept.columns] });
    } else if (kept !== undefined) {
      this.#owner.change(withNamedChoices(dataset, kept));
    } else if (signature !== before || !hasNames(table)) {
      this.#owner.change(this.#refit(dataset, table));
    }
  }

  #refit(dataset: FileDatasetSpec, table: KnownTable): FileDatasetSpec {
    const guess = proposeDataset(table).dataset;
    const names = guess.columns ?? table.columns.map(({ name }) => name);
    const fitting = onlyColumns(dataset, names);
    this.#roles.keepTarget(names);
    const isLost = fitting.features.length === 0;
    if (isLost) this.#roles.isOpen = true;
    const { features, target, weight } = this.#roles.isOpen ? guess : fitting;
    return {
      ...fitting,
      features,
      target,
      weight,
      ...(guess.columns === undefined ? {} : { columns: guess.columns }),
    };
  }

  #profiled(report: InspectReport): void {
    this.#noteTypes(report.columns);
    const dataset = this.#owner.dataset();
    if (this.#opening || dataset === null) return;
    if (!this.#roles.isOpen) {
      this.#owner.profiled();
      return;
    }
    this.#owner.change(this.#roles.applied(dataset, report, this.names));
  }

  /** Notes what columns are by themselves: main's answer for those whose type was not chosen. */
  #noteTypes(columns: readonly { readonly name: string; readonly type: ColumnType }[]): void {
    const chosen = new Map(this.reader.lookedAt?.columnSettings?.map(({ name, type }) => [name, type]));
    const own = this.reader.lookedAt?.columns;
    const before = this.#detected.length === columns.length ? this.#detected : [];
    this.#detected = columns.map(({ name, type }, position) =>
      chosen.get(own?.[position] ?? name) === undefined ? type : (before[position] ?? type),
    );
  }
}

function isSame(a: readonly string[], b: readonly string[] | undefined): boolean {
  return a.length === b?.length && a.every((name, i) => name === b[i]);
}
