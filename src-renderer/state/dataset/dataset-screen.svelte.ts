import type { TableLook } from '../../../src-shared/dataset/look';
import type { RejectedCell } from '../../../src-shared/dataset/report';
import type { BenchtopApi } from '../../api/client';
import { ColumnSelection } from './table/column-selection.svelte';
import type { FileColumn } from './table/file-columns.svelte';
import type { FileData } from './file-data.svelte';
import { RowPages } from './table/row-pages.svelte';
import { skipLine, startHere, useAsHeader } from './edit/line-actions';

export type ScreenTab = 'columns' | 'rows' | 'problems' | 'leftOut';
export type ScreenView = 'table' | 'explore';

/** Cell of the table to scroll to; every request is a new object. */
export interface Reveal {
  /** null: as scrolled. */
  readonly row: number | null;
  /** Position of a column; null: as scrolled. */
  readonly column: number | null;
}

/** State of the view of a data file beside the data set itself: lost when it closes. */
export class DatasetScreen {
  readonly #file: FileData;
  readonly selection = new ColumnSelection();
  #tab = $state<ScreenTab>('columns');
  #view = $state<ScreenView>('table');
  #search = $state('');
  #reveal = $state.raw<Reveal | null>(null);
  #problem = $state.raw<RejectedCell | null>(null);

  /** The rows as the file is read now; null until it was looked at. */
  readonly pages: RowPages | null;
  /** Columns whose name holds what was searched for. */
  readonly shown: readonly FileColumn[];
  readonly order: readonly number[];
  /** The chosen columns, in the file's order. */
  readonly chosen: readonly FileColumn[];

  constructor(api: BenchtopApi, file: FileData) {
    this.#file = file;
    this.shown = $derived.by(() => {
      const query = this.#search.trim().toLocaleLowerCase();
      const { columns } = file;
      return query === '' ? columns : columns.filter(({ name }) => name.toLocaleLowerCase().includes(query));
    });
    this.order = $derived(this.shown.map(({ position }) => position));
    this.chosen = $derived(file.columns.filter(({ position }) => this.selection.chosen.has(position)));
    const made = new WeakMap<TableLook, RowPages>();
    this.pages = $derived.by(() => {
      const { preview, previewRequest } = file.reader;
      if (preview === null || previewRequest === null) return null;
      // The same blocks for the same preview, whoever asks.
      const pages =
        made.get(preview) ?? new RowPages(api, previewRequest, preview.page, preview.columns.length);
      made.set(preview, pages);
      return pages;
    });
  }

  get tab(): ScreenTab {
    return this.#tab;
  }
  set tab(tab: ScreenTab) {
    this.#tab = tab;
  }
  /** View in the large half. */
  get view(): ScreenView {
    return this.#view;
  }
  set view(view: ScreenView) {
    this.#view = view;
  }
  get search(): string {
    return this.#search;
  }
  set search(query: string) {
    this.#search = query;
  }
  get reveal(): Reveal | null {
    return this.#reveal;
  }
  /** The problem that was gone to last. */
  get problem(): RejectedCell | null {
    return this.#problem;
  }

  showColumn(position: number): void {
    this.#reveal = { row: null, column: position };
  }

  /** Scrolls to the row on a line of the file, or the last one before it. */
  async goToLine(line: number, column: number | null = null): Promise<boolean> {
    const { pages } = this;
    const row = (await pages?.rowOfLine(line)) ?? null;
    if (row === null || pages !== this.pages) return false;
    this.#view = 'table';
    this.#reveal = { row, column };
    return true;
  }

  async showProblem(problem: RejectedCell): Promise<void> {
    this.#problem = problem;
    const { column } = problem;
    const position = typeof column === 'number' ? column - 1 : this.#file.names.indexOf(column ?? '');
    const ofRead = this.#file.reader.preview?.columns.findIndex(({ name }) => name === column) ?? -1;
    const index = position >= 0 ? position : ofRead;
    await this.goToLine(problem.line, index >= 0 ? index : null);
  }

  useAsHeader(line: number): void {
    this.#file.setDialect(useAsHeader(line, this.#file.dialect));
  }

  /** @returns false where no more lines can be left out one by one */
  skipLine(line: number): boolean {
    const patch = skipLine(line, this.#file.dialect);
    if (patch !== null) this.#file.setDialect(patch);
    return patch !== null;
  }

  startHere(line: number): void {
    const { preview } = this.#file.reader;
    if (preview === null) return;
    const firstLine = preview.page.rows[0]?.line ?? line;
    this.#file.setDialect(startHere(line, firstLine, preview.dialect, this.#file.dialect));
  }
}
