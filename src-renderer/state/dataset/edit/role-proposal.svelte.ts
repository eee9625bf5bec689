import type { ColumnSettings, FileDatasetSpec } from '../../../../src-shared/experiment/schema';
import {
  proposeDataset,
  proposeKind,
  proposeRoles,
  type KnownTable,
  type Reason,
} from '../../../../src-shared/experiment/proposal';
import { onlyColumns } from './dataset-edit';

/** Which roles are proposals, as a value to go back to. */
export interface RoleProposalState {
  readonly isOpen: boolean;
  readonly target: string | null | undefined;
  readonly touched: readonly string[];
  readonly reasons: readonly Reason[];
  readonly proposed: FileDatasetSpec | null;
}

/**
 * Target, features and settings of columns as proposed for a data file, and why: what a person has chosen
 * is kept, the rest follows as more of the file is known.
 */
export class RoleProposal {
  /** Whether the roles are still proposals, which a better preview may replace. */
  isOpen = $state(false);
  /** Target that a person chose while all else stayed proposed; null: none; undefined: it is proposed. */
  #target: string | null | undefined = undefined;
  /** Columns whose settings a person has changed. */
  #touched: ReadonlySet<string> = new Set<string>();
  #reasons = $state.raw<readonly Reason[]>([]);
  /** The data set that the reasons are about. */
  #proposed = $state.raw<FileDatasetSpec | null>(null);

  get state(): RoleProposalState {
    return {
      isOpen: this.isOpen,
      target: this.#target,
      touched: [...this.#touched],
      reasons: this.#reasons,
      proposed: this.#proposed,
    };
  }

  set state({ isOpen, target, touched, reasons, proposed }: RoleProposalState) {
    this.isOpen = isOpen;
    this.#target = target;
    this.#touched = new Set(touched);
    this.#reasons = reasons;
    this.#proposed = proposed;
  }

  forget(): void {
    this.isOpen = false;
    this.#target = undefined;
    this.#touched = new Set();
    this.#reasons = [];
    this.#proposed = null;
  }

  /** A person's answer to what is to be predicted. */
  choose(target: string | null): void {
    this.#target = target;
  }

  /** A person has changed settings of these columns, or taken them back: none are proposed any more. */
  touch(names: readonly string[]): void {
    this.#touched = new Set([...this.#touched, ...names]);
  }

  /** The data set to begin with. */
  begin(table: KnownTable): FileDatasetSpec {
    const { dataset, reasons } = proposeDataset(table);
    this.#reasons = reasons;
    this.#proposed = dataset;
    return dataset;
  }

  /** @param names that the table has: a target chosen for another table is one of those, or none was chosen */
  #keepTarget(names: readonly string[]): void {
    if (typeof this.#target === 'string' && !names.includes(this.#target)) this.#target = undefined;
  }

  /**
   * The data set with the roles that are proposed.
   * @param names of the columns, in the file's order
   */
  applied(dataset: FileDatasetSpec, table: KnownTable, names: readonly string[]): FileDatasetSpec {
    const target = this.#target;
    // A column that looks like the answer is no feature where clusters are looked for.
    const wish = target === undefined ? {} : target === null ? { model: proposeKind(null) } : { target };
    const { reasons, ...roles } = proposeRoles(table, wish, names);
    const own = dataset.columnSettings.filter((settings) => !this.#isProposed(settings));
    const owned = new Set([...this.#touched, ...own.map(({ name }) => name)]);
    const columnSettings = [...own, ...roles.columnSettings.filter(({ name }) => !owned.has(name))];
    const next = { ...dataset, ...roles, columnSettings };
    this.#reasons = reasons;
    this.#proposed = next;
    return next;
  }

  /** Whether the settings of a column are what was proposed for it, and nobody's choice. */
  #isProposed(settings: ColumnSettings): boolean {
    if (this.#touched.has(settings.name)) return false;
    const before = this.#proposed?.columnSettings.find(({ name }) => name === settings.name);
    return before !== undefined && JSON.stringify(before) === JSON.stringify(settings);
  }

  /** Why a role is as it was proposed; null where a person changed it. */
  reasonFor(dataset: FileDatasetSpec | null, field: string): string | null {
    const reason = this.#reasons.find((one) => one.field === field);
    if (reason === undefined || dataset === null || this.#proposed === null) return null;
    const key = field.slice('dataset.'.length) as keyof FileDatasetSpec;
    return JSON.stringify(dataset[key]) === JSON.stringify(this.#proposed[key]) ? reason.text : null;
  }

  /** Data set for a table whose columns are no longer the same: what fits stays, the rest is proposed. */
  refitted(dataset: FileDatasetSpec, table: KnownTable): FileDatasetSpec {
    const guess = proposeDataset(table).dataset;
    const names = guess.columns ?? table.columns.map(({ name }) => name);
    const fitting = onlyColumns(dataset, names);
    this.#keepTarget(names);
    const isLost = fitting.features.length === 0;
    if (isLost) this.isOpen = true;
    const { features, target, weight } = this.isOpen ? guess : fitting;
    return {
      ...fitting,
      features,
      target,
      weight,
      ...(guess.columns === undefined ? {} : { columns: guess.columns }),
    };
  }
}
