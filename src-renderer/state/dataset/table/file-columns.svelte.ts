import type { ColumnProfile } from '../../../../src-shared/dataset/report';
import type { ColumnType, FileDatasetSpec } from '../../../../src-shared/experiment/schema';
import type { TableReader } from './table-reader.svelte';

/** A column of the file as it stands: its name and type as chosen, and what the profile found. */
export interface FileColumn {
  readonly position: number;
  readonly name: string;
  readonly type: ColumnType;
  /** Type that the column has without a choice by hand. */
  readonly detected: ColumnType;
  /** Unit beside the column's numbers; absent: there is none. */
  readonly unit?: string;
  /** null until the file was read to its end. */
  readonly profile: ColumnProfile | null;
}

/** Columns of a data file: as they were read, with the names and types that the data set gives them. */
export class FileColumns {
  readonly #reader: TableReader;
  readonly #dataset: () => FileDatasetSpec | null;
  #detected = $state.raw<readonly ColumnType[]>([]);

  readonly #types: ReadonlyMap<string, ColumnType | undefined> = $derived.by(
    () => new Map(this.#dataset()?.columnSettings.map(({ name, type }) => [name, type])),
  );
  /** In the file's order. */
  readonly all: readonly FileColumn[] = $derived.by(() => this.#columns());
  /** Names as the experiment uses them, in the file's order. */
  readonly names: readonly string[] = $derived(this.all.map(({ name }) => name));

  /** @param dataset null where the data does not come from a file */
  constructor(reader: TableReader, dataset: () => FileDatasetSpec | null) {
    this.#reader = reader;
    this.#dataset = dataset;
  }

  #columns(): FileColumn[] {
    const { preview, report } = this.#reader;
    if (preview === null) return [];
    const dataset = this.#dataset();
    const own = dataset?.columns?.length === preview.columns.length ? dataset.columns : undefined;
    return preview.columns.map((column, position) => {
      const name = own?.[position] ?? column.name;
      const profile = report?.columns[position] ?? null;
      const detected = this.#detected[position] ?? profile?.type ?? column.type;
      const unit = profile?.unit ?? column.unit;
      // Amounts are numbers only where the experiment says so.
      const type = this.#types.get(name) ?? (unit === undefined ? detected : 'category');
      return { position, name, type, detected, profile, ...(unit === undefined ? {} : { unit }) };
    });
  }

  /** The type that was chosen for a column; null where it is as detected. */
  chosenType(name: string): ColumnType | null {
    return this.#types.get(name) ?? null;
  }

  /** Notes what columns are by themselves: main's answer for those whose type was not chosen. */
  noteTypes(columns: readonly { readonly name: string; readonly type: ColumnType }[]): void {
    const chosen = new Map(
      this.#reader.previewRequest?.columnSettings?.map(({ name, type }) => [name, type]),
    );
    const own = this.#reader.previewRequest?.columns;
    const before = this.#detected.length === columns.length ? this.#detected : [];
    this.#detected = columns.map(({ name, type }, position) =>
      chosen.get(own?.[position] ?? name) === undefined ? type : (before[position] ?? type),
    );
  }

  /** Another file. */
  forget(): void {
    this.#detected = [];
  }
}
