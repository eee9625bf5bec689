import type { TableLook } from '../../../src-shared/dataset/look';
import type { InspectReport } from '../../../src-shared/dataset/report';
import type { ColumnType, Dialect, FileDatasetSpec } from '../../../src-shared/experiment/schema';
import type { BenchtopApi } from '../../api/client';
import { ChoicesByReading } from './edit/choices-by-reading';
import {
  onlyColumns,
  withColumns,
  withDialect,
  withName,
  withSource,
  type ColumnPatch,
  type DialectPatch,
  type Role,
  type SourcePatch,
} from './edit/dataset-edit';
import type { KnownTable } from '../../../src-shared/experiment/proposal';
import type { DatasetOwner, FileDataState } from './edit/dataset-owner';
import { absentColumns, withChosenRole } from './edit/file-edits';
import { FileColumns, type FileColumn } from './table/file-columns.svelte';
import { toKnownTable } from './known-table';
import { RecalledChoices, type Recalled } from './edit/recalled-choices.svelte';
import { RoleProposal } from './edit/role-proposal.svelte';
import { readingKey, TableReader, tableRequest } from './table/table-reader.svelte';

/**
 * The data file of an experiment: what is known of it, and the edits of its data set. Guesses give
 * way to what a person sets, and follow when the file is read in another way.
 */
export class FileData {
  readonly #owner: DatasetOwner;
  readonly reader: TableReader;
  readonly #columns: FileColumns;
  readonly #roles = new RoleProposal();
  readonly #recall: RecalledChoices;
  /** From the choice of a file until its guesses are the experiment's. */
  #opening = false;
  readonly #readings = new ChoicesByReading();
  constructor(api: BenchtopApi, owner: DatasetOwner) {
    this.#owner = owner;
    this.reader = new TableReader(api, {
      preview: (preview) => {
        this.#onPreview(preview);
      },
      report: (report) => {
        this.#profiled(report);
      },
    });
    this.#columns = new FileColumns(this.reader, owner.dataset);
    this.#recall = new RecalledChoices(api);
  }

  /** In the file's order. */
  get columns(): readonly FileColumn[] {
    return this.#columns.all;
  }

  /** Names of the columns as the experiment uses them, in the file's order. */
  get names(): readonly string[] {
    return this.#columns.names;
  }

  /** Choices of an earlier file that were applied; null: none were. */
  get recalled(): Recalled | null {
    return this.#recall.applied;
  }

  /** Columns that the data set names and the file does not have. */
  get absent(): readonly string[] {
    const dataset = this.#owner.dataset();
    if (dataset === null || !this.isOwn || this.reader.previewing) return [];
    return absentColumns(dataset, this.names);
  }

  /** Leaves out of the data set what the file does not have. */
  dropAbsent(): void {
    this.#edit((dataset) => onlyColumns(dataset, this.names));
  }

  /** Settings of the dialect that were made by hand. */
  get dialect(): Dialect {
    return this.#owner.dataset()?.dialect ?? {};
  }

  /** The type that was chosen for a column; null where it is as detected. */
  findType(name: string): ColumnType | null {
    return this.#columns.chosenType(name);
  }

  /** Columns and profile of the file, for proposals; null: it is not read yet. */
  get table(): KnownTable | null {
    const { report, preview } = this.reader;
    return report ?? (preview === null ? null : toKnownTable(preview));
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
    const preview = await this.reader.open({ path, ...source });
    if (preview === null) return false;
    const guess = { ...this.#roles.begin(toKnownTable(preview)), ...source };
    const choices = await this.#recall.find(preview);
    if (this.reader.preview !== preview) return false;
    this.#opening = false;
    this.#roles.isOpen = choices === null;
    const dataset = choices === null ? guess : { ...choices.choices, path, ...source };
    this.#recall.applied = choices === null ? null : { at: choices.at, before: guess };
    this.#owner.opened(dataset, this.table ?? toKnownTable(preview));
    // The profile may have come first.
    if (this.reader.report !== null) this.#profiled(this.reader.report);
    return true;
  }

  /** Keeps the choices for the next file with this header. Nothing is said where that fails. */
  remember(): void {
    const dataset = this.#owner.dataset();
    const { preview } = this.reader;
    if (dataset !== null && preview !== null) this.#recall.keep(dataset, preview);
  }

  /** Back to what would have been guessed without the choices of an earlier file. */
  undoRecall(): void {
    if (this.#recall.applied === null) return;
    const { before } = this.#recall.applied;
    const { table } = this;
    this.#recall.applied = null;
    this.#roles.isOpen = true;
    if (table === null) this.#owner.change(before);
    else this.#owner.opened(before, table);
    if (this.reader.report !== null) this.#profiled(this.reader.report);
  }

  dismissRecall(): void {
    this.#recall.applied = null;
  }

  /** Called after every change of the owner's data set: reads the file again where that is due. */
  follow(dataset: FileDatasetSpec): void {
    const request = tableRequest(dataset);
    const { request: body } = this.reader;
    if (body?.path !== request.path) {
      this.#forget();
      void this.reader.open(request);
    } else if (readingKey(body) !== readingKey(request)) {
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

  /** Whether the shown file is the experiment's, so that edits are about it. */
  get isOwn(): boolean {
    return this.reader.preview !== null && this.#owner.dataset()?.path === this.reader.path;
  }

  /** Drops the file, e.g. for another experiment. */
  close(): void {
    this.#forget();
    this.reader.forget();
  }

  #forget(): void {
    this.#opening = false;
    this.#roles.forget();
    this.#recall.forget();
    this.#columns.forget();
    this.#readings.forget();
  }

  get state(): FileDataState {
    const { signature } = this.#readings;
    return { signature, roles: this.#roles.state, recalled: this.#recall.applied };
  }

  /** Goes back to a data set and what was known of its choices. */
  restore(dataset: FileDatasetSpec, { signature, roles, recalled }: FileDataState): void {
    this.#opening = false;
    this.follow(dataset);
    this.#readings.signature = signature;
    this.#roles.state = roles;
    this.#recall.applied = recalled;
  }

  setDialect(patch: DialectPatch): void {
    this.#edit((dataset) => {
      this.#readings.keep(dataset);
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
    this.#edit((dataset) => withChosenRole(dataset, role, names, this.#columns, table));
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

  #onPreview(preview: TableLook): void {
    this.#columns.noteTypes(preview.columns);
    // With names given, the preview says nothing about the file's own.
    if (this.reader.previewRequest?.columns !== undefined) return;
    const dataset = this.#opening ? null : this.#owner.dataset();
    const followed = this.#readings.follow(preview, dataset, this.#roles);
    if (followed !== null) this.#owner.adjust(followed);
  }

  #profiled(report: InspectReport): void {
    this.#columns.noteTypes(report.columns);
    const dataset = this.#owner.dataset();
    if (this.#opening || dataset === null) return;
    if (this.#roles.isOpen) this.#owner.adjust(this.#roles.applied(dataset, report, this.names));
    else this.#owner.profiled();
  }
}
