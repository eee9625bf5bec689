import { computeDateParts } from '../../../src-shared/run/points/date-parts';
import { inputCount } from '../../../src-shared/run/points/raw-columns';

import { rowOfCells, type PointModel, type UnansweredRow } from './point-cells';
import type { PointColumn } from './point-columns';
import type { ReadOptions } from '../source/read-options';
import type { RowBatch } from '../table/batch/row-batch';
import type { TextTable } from '../table/text-table';
import { at } from '../../../src-shared/present';
import { cellText } from '../table/batch/row-batch';

/** Some rows of a file as points. */
export interface PointBlock {
  /** The file's columns: by their own names, or where it has none by what they stand for. */
  readonly columns: readonly string[];
  readonly rows: number;
  /** 1-based line of each row. */
  readonly lines: readonly number[];
  /** Rows whose cells may not be in their right places. */
  readonly doubtful: number;
  /** [usable rows][inputs], raw units. */
  readonly inputs: Float64Array;
  /** Place of each row among the usable ones, or -1. */
  readonly slots: readonly number[];
  /** What there is to say of a row: filled or outside cells, a problem; null where that is nothing. */
  readonly details: readonly (UnansweredRow | null)[];
  /** The cells of each row as the file has them; empty unless they were asked for. */
  readonly texts: readonly (readonly string[])[];
}

export interface BlockOptions extends Pick<ReadOptions, 'signal' | 'onProgress'> {
  /** Rows handed on at a time. */
  readonly rows: number;
  /** First row, 0-based, and how many; all where they are left out. */
  readonly from?: number;
  readonly count?: number;
  /** Details of every row rather than of those with something to say. */
  readonly isDetailed?: boolean;
  readonly hasTexts?: boolean;
}

/** Gathers rows of batches into blocks. */
export class BlockMaker {
  readonly #model: PointModel;
  readonly #columns: readonly PointColumn[];
  readonly #table: TextTable;
  readonly #names: readonly string[];
  readonly #options: BlockOptions;
  readonly #fills: readonly number[];
  readonly #values: Float64Array;
  readonly #width: number;
  #inputs: Float64Array;
  #usable = 0;
  #doubtful = 0;
  #lines: number[] = [];
  #slots: number[] = [];
  #details: (UnansweredRow | null)[] = [];
  #texts: string[][] = [];

  constructor(
    model: PointModel,
    columns: readonly PointColumn[],
    table: TextTable,
    names: readonly string[],
    options: BlockOptions,
  ) {
    this.#names = names;
    this.#model = model;
    this.#columns = columns;
    this.#table = table;
    this.#options = options;
    this.#values = new Float64Array(columns.length);
    this.#width = columns.reduce((sum, { encoder }) => sum + inputCount(encoder), 0);
    this.#inputs = new Float64Array(options.rows * this.#width);
    this.#fills = columns.map(({ encoder: { fill, categories } }) =>
      fill === null ? NaN : typeof fill === 'number' ? fill : categories.indexOf(fill),
    );
  }

  get rows(): number {
    return this.#lines.length;
  }

  get isFull(): boolean {
    return this.rows >= this.#options.rows;
  }

  add(batch: RowBatch, row: number, isDoubtful: boolean): void {
    const columns = this.#columns;
    let isUsable = !isDoubtful;
    let isPlain = isUsable;
    let next = 0;
    for (const column of columns) {
      const c = next++;
      const value = column.read(batch, row);
      this.#values[c] = value;
      if (Number.isFinite(value) && !column.isOutside(value)) continue;
      isPlain = false;
      if (value === Infinity || (Number.isNaN(value) && Number.isNaN(this.#fills[c]))) isUsable = false;
    }
    if (isDoubtful) this.#doubtful++;
    this.#lines.push(at(batch.lines, row));
    this.#slots.push(isUsable ? this.#usable : -1);
    if (isUsable) this.#encode();
    const wanted = this.#options.isDetailed === true || !isPlain;
    this.#details.push(wanted ? this.#detail(batch, row, isDoubtful) : null);
    if (this.#options.hasTexts === true) this.#texts.push(readTexts(this.#table, batch, row));
  }

  /** The same as `encodeCells` gives, straight from the numbers. */
  #encode(): void {
    let to = this.#usable * this.#width;
    this.#columns.forEach(({ encoder }, c) => {
      const read = this.#values[c] ?? NaN;
      const value = Number.isNaN(read) ? (this.#fills[c] ?? NaN) : read;
      if (encoder.kind === 'dateParts') {
        for (const part of computeDateParts(value, encoder.parts ?? [])) this.#inputs[to++] = part;
      } else if (encoder.kind !== 'oneHot') this.#inputs[to++] = value;
      else {
        this.#inputs.fill(0, to, to + encoder.categories.length);
        this.#inputs[to + value] = 1;
        to += encoder.categories.length;
      }
    });
    this.#usable++;
  }

  #detail(batch: RowBatch, row: number, isDoubtful: boolean): UnansweredRow {
    const line = at(batch.lines, row);
    const cells = this.#columns.map((column, c) => column.readCell(at(this.#values, c), batch, row));
    const detail = rowOfCells(this.#model, cells, `in line ${line}`);
    if (!isDoubtful) return detail;
    return { ...detail, inputs: null, problem: `Line ${line} does not fit the table: correct it.` };
  }

  /** The block so far; the next begins. */
  hand(): PointBlock {
    const block = {
      columns: this.#names,
      rows: this.rows,
      lines: this.#lines,
      doubtful: this.#doubtful,
      inputs: this.#inputs.subarray(0, this.#usable * this.#width),
      slots: this.#slots,
      details: this.#details,
      texts: this.#texts,
    };
    this.#inputs = new Float64Array(this.#inputs.length);
    this.#usable = 0;
    this.#doubtful = 0;
    this.#lines = [];
    this.#slots = [];
    this.#details = [];
    this.#texts = [];
    return block;
  }
}

function readTexts({ names, encoding }: TextTable, batch: RowBatch, row: number): string[] {
  return names.map((_, column) => cellText(batch, row, column, encoding));
}
