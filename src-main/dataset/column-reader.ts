import { fail } from '../../src-shared/errors';
import { sha256OfFile } from '../files/hash';
import { guessTypes, typeFound, type CellType } from './column-types';
import { CategoryColumn, DateColumn, NumberColumn, type Column } from './columns';
import { MOST_WORDS } from './dictionary';
import { refuseTooLarge } from './memory';
import { MissingMarkers } from './missing';
import { numberReader } from './number-reader';
import { Rejects } from './rejects';
import { linesOfRows } from './row-lines';
import { sampleRows } from './sample';
import type { RowBatch } from './rows';
import { scanRows, type StraightRows } from './scan-rows';
import { straightRows } from './straight-rows';
import { withTable } from './table';
import type { ColumnOptions, RawColumn, RawTable, WantedColumn } from './raw-table';
import { expectedRows, markersOf, type TextTable } from './text-table';

/** Columns of an opened table, as `readColumns` does. @param mostWords distinct words that a category may have */
export function readTableColumns(
  table: TextTable,
  wanted: readonly WantedColumn[],
  options: ColumnOptions,
  mostWords = MOST_WORDS,
): Promise<RawTable> {
  return new ColumnsReader(table, wanted, options, mostWords).read();
}

/** A column that is not there, with the ones that are. */
export function noColumn(
  names: readonly string[],
  name: string,
  fileName: string,
  file: string,
  field: string,
): Error {
  const known = names
    .slice(0, 20)
    .map((known) => `"${known}"`)
    .join(', ');
  const more = names.length > 20 ? ` and ${names.length - 20} more` : '';
  return fail('invalid-data', `${fileName} has no column "${name}": its columns are ${known}${more}.`, {
    file,
    column: name,
    field,
  });
}

class ColumnsReader {
  readonly #table: TextTable;
  readonly #wanted: readonly WantedColumn[];
  readonly #options: ColumnOptions;
  readonly #mostWords: number;
  readonly #places: readonly number[];
  readonly #doubts = new Rejects();
  #doubtful: Uint8Array | null = null;
  /** Rows to read, ascending; null: all of them. */
  #chosen: Int32Array | null = null;
  #rows = 0;

  constructor(table: TextTable, wanted: readonly WantedColumn[], options: ColumnOptions, mostWords: number) {
    this.#mostWords = mostWords;
    this.#table = table;
    this.#wanted = wanted;
    this.#options = options;
    const { names, original } = table;
    this.#places = wanted.map(({ name, field }) => {
      const place = names.indexOf(name);
      if (place < 0) throw noColumn(names, name, original.name, original.path, field);
      return place;
    });
    for (const aside of table.aside) this.#doubts.add(aside.reason, { ...aside, column: null });
  }

  async read(): Promise<RawTable> {
    const table = this.#table;
    const { original } = table;
    this.#chosen = await this.#choose();
    const expected = this.#chosen?.length ?? expectedRows(table);
    refuseTooLarge(original.name, original.path, expected, this.#wanted.length);
    const guessed = guessTypes(table, this.#places, this.#options);
    const types = this.#wanted.map(({ type }, i) => (type === 'auto' ? (guessed[i] ?? 'category') : type));
    const columns = types.map((type, i) => this.#column(i, type, expected));
    const { sha256 } = await this.#pass(columns, true);
    if (this.#rows === 0) {
      throw fail('invalid-data', `${original.name} has a header but no rows.`, { file: original.path });
    }
    await this.#readAnew(columns, types);
    const found = columns.map((column, i) => this.#finished(column, types[i] ?? 'number', i));
    const rejects = this.#doubts;
    for (const column of columns) rejects.merge(column.rejects);
    return {
      name: original.name,
      file: original.path,
      sha256: table.isCopy ? await sha256OfFile(original.path) : sha256,
      rows: this.#rows,
      columns: found,
      doubtful: this.#doubtful,
      rowNumbers: this.#chosen,
      linesOf: (rows) => this.#linesOf(rows),
      rejected: rejects.listed,
      rejectedCount: rejects.count,
    };
  }

  /** The rows of the sample; they are counted first where their number is not known yet. */
  async #choose(): Promise<Int32Array | null> {
    const { sample, signal, onProgress } = this.#options;
    if (sample === undefined || sample === null) return null;
    const { index } = this.#table;
    const seed = sample.seed ?? 0;
    if (sample.method === 'first') return sampleRows(index.total ?? sample.rows, sample, seed);
    if (index.total === null) await scanRows(this.#table, () => true, { signal, onProgress });
    const total = index.total ?? 0;
    return total <= sample.rows ? null : sampleRows(total, sample, seed);
  }

  #column(i: number, type: CellType, rows: number): Column {
    const { numbers, encoding, names } = this.#table;
    const place = this.#places[i] ?? 0;
    const name = names[place] ?? '';
    const markers = this.#wanted[i]?.na ?? markersOf(name, this.#options);
    const plan = {
      place,
      name,
      readNumber: numberReader(numbers, encoding),
      missing: new MissingMarkers(markers, numbers, encoding),
      encoding,
      capacity: this.#chosen === null ? Math.ceil(rows * 1.02) + 64 : rows,
    };
    if (type === 'number') return new NumberColumn(plan);
    return type === 'date' ? new DateColumn(plan) : new CategoryColumn(plan, this.#mostWords);
  }

  async #pass(columns: readonly Column[], isFirst: boolean): Promise<{ sha256: string }> {
    const chosen = this.#chosen;
    const { signal, onProgress } = this.#options;
    let next = 0;
    let count = 0;
    const take = (batch: RowBatch): boolean => {
      const from = next;
      if (chosen === null) {
        for (const column of columns) column.takeAll(batch);
        next += batch.rows;
      } else {
        const end = batch.firstRow + batch.rows;
        for (; next < chosen.length && chosen[next]! < end; next++) {
          const row = chosen[next]! - batch.firstRow;
          for (const column of columns) column.takeOne(batch, row);
        }
        for (const column of columns) column.rejects.settle();
      }
      if (isFirst && batch.doubts.length > 0) this.#noteDoubts(batch, from, next);
      count = next;
      return chosen === null || next < chosen.length;
    };
    const result = await scanRows(this.#table, take, {
      signal,
      onProgress,
      hashes: isFirst && !this.#table.isCopy,
      straight: chosen === null ? this.#straight(columns, (rows) => (next += rows)) : null,
    });
    count = next;
    this.#rows = count;
    // A file may end before the first rows that were asked for.
    if (chosen !== null && count < chosen.length) this.#chosen = chosen.slice(0, count);
    return result;
  }

  #straight(columns: readonly Column[], took: (rows: number) => void): StraightRows | null {
    const wanted = columns.flatMap((column) =>
      column instanceof NumberColumn && column.isPlain ? [column] : [],
    );
    if (wanted.length !== columns.length) return null;
    return straightRows(this.#table, wanted, { markersAt: (place) => this.#markersAt(place), took });
  }

  /** Markers of a wanted column by its place in the table. */
  #markersAt(place: number): readonly string[] {
    const own = this.#wanted[this.#places.indexOf(place)]?.na;
    return own ?? markersOf(this.#table.names[place] ?? '', this.#options);
  }

  /** @param from first row of the result that the batch gave @param to the row after the last */
  #noteDoubts({ doubts, lines, firstRow }: RowBatch, from: number, to: number): void {
    const chosen = this.#chosen;
    for (const { row, reason, text } of doubts) {
      let at = from + row;
      if (chosen !== null) {
        at = from;
        while (at < to && chosen[at]! < firstRow + row) at++;
        if (at === to || chosen[at] !== firstRow + row) continue;
      }
      this.#doubts.add(reason, { line: lines[row]!, column: null, text });
      this.#mark(at);
    }
    this.#doubts.settle();
  }

  #mark(row: number): void {
    const known = this.#doubtful;
    if (known === null || row >= known.length) {
      this.#doubtful = new Uint8Array(Math.max(2 * row, expectedRows(this.#table)) + 64);
      if (known !== null) this.#doubtful.set(known);
    }
    this.#doubtful![row] = 1;
  }

  /** Reads the columns once more whose type is another than was expected. */
  async #readAnew(columns: Column[], types: CellType[]): Promise<void> {
    const tried = types.map((type) => new Set([type]));
    for (;;) {
      const wrong = columns.flatMap((column, i) => {
        const type = typeFound(column, types[i]!);
        if (this.#wanted[i]!.type !== 'auto' || type === types[i] || tried[i]!.has(type)) return [];
        return [{ i, type }];
      });
      if (wrong.length === 0) return;
      for (const { i, type } of wrong) {
        types[i] = type;
        tried[i]!.add(type);
        columns[i] = this.#column(i, type, this.#rows);
      }
      await this.#pass(
        wrong.map(({ i }) => columns[i]!),
        false,
      );
    }
  }

  #finished(column: Column, type: CellType, i: number): RawColumn {
    const { name, field } = this.#wanted[i]!;
    const { original } = this.#table;
    const where = { file: original.path, column: name, field };
    if (column instanceof DateColumn && column.isAmbiguous) {
      throw fail(
        'invalid-data',
        `Column "${name}" of ${original.name} has dates such as 1/2/2024 only: nothing tells the day from the month. Write them as 2024-02-01, or read the column as a category.`,
        where,
      );
    }
    if (column instanceof CategoryColumn && column.dictionary.isFull) {
      throw fail(
        'invalid-data',
        `Column "${name}" of ${original.name} holds more than ${this.#mostWords.toLocaleString('en')} different texts: leave it out, or read it as numbers.`,
        where,
      );
    }
    const words = column instanceof CategoryColumn ? column.sortedWords() : null;
    const values = column.finish();
    return { name, type, values, words };
  }

  #linesOf(rows: readonly number[]): Promise<Map<number, number>> {
    // The file may have left the tables that are kept, or be a copy that is gone.
    return withTable(this.#table.original.path, this.#options, (table) =>
      linesOfRows(table, rows, this.#options.signal),
    );
  }
}
