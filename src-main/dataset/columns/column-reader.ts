import type { LeftOutRows } from '../../../src-shared/dataset/left-out';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import { at } from '../../../src-shared/present';
import { sha256OfFile } from '../../files/hash';
import { guessTypes, typeFound } from './column-types';
import { areNumbers, type ValueType } from '../scan/cells/value-type';
import { areCanonical, classTexts, havePowers, type ClassTexts } from './cell-types/class-texts';
import { CategoryColumn } from './typed/category-column';
import { assertReadable } from './column-errors';
import { ColumnPlans } from './column-plans';
import type { ColumnRoom } from './column-room';
import { NumberColumn } from './typed/number-column';
import type { Column } from './typed/column';
import { findDistinct, MAX_CLASSES } from './cell-types/distinct-classes';
import { MAX_CATEGORIES } from './typed/dictionary';
import { refuseTooLarge } from '../source/memory';
import { MissingMarkers } from '../scan/missing';
import { SuspectRows } from './suspect-rows';
import { RowLines } from '../table/row-lines';
import { sampleRows } from './sample';
import type { RowBatch } from '../table/batch/row-batch';
import { scanRows, type StraightRows } from '../table/scan-rows';
import { straightRows } from '../table/read-ahead/straight-rows';
import { withTable } from '../open/open-table';
import type { ColumnOptions, RawColumn, RawTable, WantedColumn } from './raw-table';
import { expectedRows, type TextTable } from '../table/text-table';

/** Files up to here are read once more for the texts of classes, whatever their first rows show. */
const ALWAYS_READ_TWICE_BYTES = 64 * 1024 * 1024;

/**
 * Reads columns of a file into typed arrays. Types that the samples made expect are checked against
 * all of the column; where they were wrong the column is read once more.
 * @throws BenchtopError where a column is not there, is too large for memory, is a category of more
 *   than 100,000 words, or a date whose order of day and month nothing tells; where there are no rows
 */
export function readColumns(
  path: string,
  wanted: readonly WantedColumn[],
  options: ColumnOptions = {},
): Promise<RawTable> {
  return withTable(path, options, (table) => readTableColumns(table, wanted, options));
}

/** Columns of an opened table, as `readColumns` does. @param mostWords distinct words that a category may have */
export function readTableColumns(
  table: TextTable,
  wanted: readonly WantedColumn[],
  options: ColumnOptions,
  mostWords = MAX_CATEGORIES,
): Promise<RawTable> {
  return new ColumnsReader(table, wanted, options, mostWords).read();
}

/** The first code of a category that is one because its numbers are codes; null where it is of words. */
function findCode({ typeCounts, filled }: CategoryColumn): string | null {
  return areNumbers(typeCounts.numbers, filled) ? typeCounts.firstCode : null;
}

class ColumnsReader {
  readonly #table: TextTable;
  readonly #wanted: readonly WantedColumn[];
  readonly #options: ColumnOptions;
  readonly #plans: ColumnPlans;
  readonly #indices: readonly number[];
  readonly #suspects: SuspectRows;
  /** Rows to read, ascending; null: all of them. */
  #chosen: Int32Array | null = null;
  /** Where the first columns lie. */
  #room: ColumnRoom | null = null;
  #rows = 0;
  #leftOut: readonly LeftOutRows[] = [];
  readonly #lines = new RowLines();

  constructor(table: TextTable, wanted: readonly WantedColumn[], options: ColumnOptions, mostWords: number) {
    this.#table = table;
    this.#options = options;
    this.#suspects = new SuspectRows(table);
    this.#plans = new ColumnPlans(table, wanted, options, mostWords);
    this.#wanted = this.#plans.wanted;
    this.#indices = this.#plans.indices;
  }

  async read(): Promise<RawTable> {
    const table = this.#table;
    const { original } = table;
    this.#chosen = await this.#choose();
    const expected = this.#chosen?.length ?? expectedRows(table);
    refuseTooLarge(original.name, original.path, expected, this.#wanted.length);
    const guessed = guessTypes(table, this.#indices, this.#options);
    const types = this.#wanted.map(({ type }, i) =>
      type === 'auto' ? (guessed[i]?.type ?? 'category') : type,
    );
    const capacity = this.#capacity(expected);
    this.#room = this.#options.room?.(capacity, types) ?? null;
    const columns = types.map((type, i) => this.#column(i, type, capacity));
    const { sha256 } = await this.#pass(columns, true);
    if (this.#rows === 0) {
      throw fail('invalid-data', sentence('{name} has a header but no rows.', { name: original.name }), {
        file: original.path,
      });
    }
    await this.#readAnew(columns, types);
    const texts = await this.#classTexts(columns, types);
    const found = columns.map((column, i) =>
      this.#finished(column, types[i] ?? 'number', i, texts.get(i) ?? null),
    );
    const { rejects } = this.#suspects;
    for (const column of columns) rejects.merge(column.rejects);
    return {
      name: original.name,
      file: original.path,
      isText: !table.isCopy,
      sha256: table.isCopy ? await sha256OfFile(original.path) : sha256,
      others: table.copied?.others ?? [],
      rows: this.#rows,
      columns: found,
      suspect: this.#suspects.marks,
      rowNumbers: this.#chosen,
      lines: this.#lines,
      rejected: rejects.listed,
      rejectedCount: rejects.count,
      leftOut: this.#leftOut,
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

  /** Room for rows of which the number is known, or was guessed. */
  #capacity(rows: number): number {
    return this.#chosen === null ? Math.ceil(rows * 1.02) + 64 : rows;
  }

  #column(i: number, type: ValueType, capacity: number): Column {
    if (this.#room === null || i >= this.#room.columns) return this.#plans.column(i, type, capacity);
    const { values, stride } = this.#room;
    return this.#plans.column(i, type, stride, values.subarray(i * stride, (i + 1) * stride));
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
      if (isFirst && batch.suspects.length > 0) this.#suspects.take(batch, chosen, from, next);
      count = next;
      return chosen === null || next < chosen.length;
    };
    const result = await scanRows(this.#table, take, {
      signal,
      onProgress,
      hashes: isFirst && !this.#table.isCopy,
      ...(isFirst ? { lines: this.#lines } : {}),
      straight: chosen === null ? this.#straight(columns, (rows) => (next += rows)) : null,
    });
    if (isFirst) this.#leftOut = result.leftOut;
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
    const stopsAtCodes = wanted.some(({ seeksCodes }) => seeksCodes);
    return straightRows(this.#table, wanted, {
      markersAt: (index) => this.#plans.markersAt(index),
      took,
      stopsAtCodes,
    });
  }

  /** Reads the columns once more whose type is another than was expected. */
  async #readAnew(columns: Column[], types: ValueType[]): Promise<void> {
    const tried = types.map((type) => new Set([type]));
    for (;;) {
      const wrong = columns.flatMap((column, i) => {
        const { type: wanted, isClass } = at(this.#wanted, i);
        const type = typeFound(column, at(types, i), isClass);
        if (wanted !== 'auto' || type === types[i] || at(tried, i).has(type)) return [];
        return [{ i, type }];
      });
      if (wrong.length === 0) return;
      for (const { i, type } of wrong) {
        types[i] = type;
        at(tried, i).add(type);
        columns[i] = this.#column(i, type, this.#capacity(this.#rows));
      }
      await this.#pass(
        wrong.map(({ i }) => at(columns, i)),
        false,
      );
    }
  }

  /**
   * Reads columns of numbers that name classes once more for the texts of their cells. Those whose
   * texts tell apart what the numbers do not (`1E2` and `100`) become categories.
   */
  async #classTexts(columns: Column[], types: ValueType[]): Promise<Map<number, ClassTexts>> {
    const texts = new Map<number, ClassTexts>();
    const { isCopy, source } = this.#table;
    if (isCopy) return texts;
    const indices = columns.flatMap((column, i) => {
      const { isClass = false, type } = at(this.#wanted, i);
      if (!isClass || type !== 'auto' || types[i] !== 'number') return [];
      const isSmall = source.bytes <= ALWAYS_READ_TWICE_BYTES;
      const isFew = findDistinct(column.finish()).length <= MAX_CLASSES;
      return isFew && (isSmall || !areCanonical(this.#sampledTexts(i))) ? [i] : [];
    });
    if (indices.length === 0) return texts;
    const textColumns = indices.map((i) => this.#plans.categories(i, this.#capacity(this.#rows)));
    await this.#pass(textColumns, false);
    indices.forEach((i, a) => {
      const column = at(textColumns, a);
      const all = column.dictionary.texts(this.#table.encoding);
      if (areCanonical(all)) return;
      if (havePowers(all)) {
        columns[i] = column;
        types[i] = 'category';
      } else texts.set(i, classTexts(at(columns, i).finish(), column));
    });
    return texts;
  }

  /** Texts of the i-th column in the samples that are not missing. */
  #sampledTexts(i: number): string[] {
    const index = at(this.#indices, i);
    const missing = new MissingMarkers(this.#plans.markersAt(index), this.#table.numbers, 'utf-8');
    return this.#table.sampled.flatMap((row) => {
      const bytes = Buffer.from(row[index] ?? '', 'utf8');
      return missing.has(bytes, 0, bytes.length) ? [] : [bytes.toString('utf8').trim()];
    });
  }

  #finished(column: Column, type: ValueType, i: number, texts: ClassTexts | null): RawColumn {
    const { name, field } = at(this.#wanted, i);
    assertReadable(column, { name, field, file: this.#table.original, mostWords: this.#plans.mostWords });
    const categories = column instanceof CategoryColumn ? column.sortedCategories() : null;
    const values = column.finish();
    const isGuess = at(this.#wanted, i).type === 'auto';
    const code = isGuess && column instanceof CategoryColumn ? findCode(column) : null;
    return {
      name,
      type,
      values,
      categories,
      ...(code === null ? {} : { code }),
      ...(texts === null ? {} : { classTexts: texts }),
    };
  }
}
