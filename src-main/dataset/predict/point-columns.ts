import type { Cell } from '../../../src-shared/run/points/query-points';
import { findSideOutOfRange, type RawColumnFacts } from '../../../src-shared/run/points/raw-columns';
import type { Encoder } from '../../../src-shared/run/record/dataset-facts';
import type { CellCounts } from '../../../src-shared/run/points/point-file';
import { decodeTrimmed } from '../scan/cell-text';
import { amountReader } from '../columns/cell-types/amounts';
import { hasSlashes, NO_DATE, readDate, SlashCounts, slashDays } from '../scan/cells/date-reader';
import { Dictionary } from '../columns/typed/dictionary';
import { MissingMarkers } from '../scan/missing';
import { numberReader, type NumberReader } from '../scan/cells/number-reader';
import type { RowBatch } from '../table/batch/row-batch';
import type { TextTable } from '../table/text-table';
import { at } from '../../../src-shared/present';
import { cellText } from '../table/batch/row-batch';

const LISTED_WORDS = 20;
const MAX_TEXT_LENGTH = 60;

/** What a cell of a point is worth, as a number. */
const MISSING = NaN;
const UNUSABLE = Infinity;

/**
 * Reads the cells of one raw column out of batches of rows: a number's value, a date's days, the
 * place of a category; NaN where missing, Infinity where the cell cannot be used.
 */
export class PointColumn {
  readonly encoder: Encoder;
  /** Place in the table; -1: no column of the file stands for it. */
  readonly index: number;
  readonly #table: TextTable;
  readonly #facts: RawColumnFacts;
  readonly #missing: MissingMarkers;
  readonly #readNumber: NumberReader;
  /** Of a category: the words met, and their places among those the model knows. */
  readonly #words = new Dictionary();
  #places = new Float64Array(256);
  #known = 0;
  readonly #categories: ReadonlyMap<string, number>;
  /** Of dates with slashes: whether they begin with the day. */
  readonly #dayFirst: boolean;
  readonly #counts = { missing: 0, bad: 0, unknown: 0, below: 0, above: 0 };
  #firstBad: CellCounts['firstBad'] = null;

  constructor(
    table: TextTable,
    encoder: Encoder,
    facts: RawColumnFacts,
    index: number,
    {
      markers,
      dayFirst,
      unit,
    }: {
      readonly markers: readonly string[];
      readonly dayFirst: boolean;
      /** What may stand beside numbers; absent: nothing. */
      readonly unit?: string | undefined;
    },
  ) {
    this.#table = table;
    this.#dayFirst = dayFirst;
    this.encoder = encoder;
    this.#facts = facts;
    this.index = index;
    this.#missing = new MissingMarkers(markers, table.numbers, table.encoding);
    const readNumber = numberReader(table.numbers, table.encoding);
    this.#readNumber = unit === undefined ? readNumber : amountReader(readNumber, unit, table.encoding);
    this.#categories = new Map(encoder.categories.map((word, c) => [word, c]));
  }

  read(batch: RowBatch, row: number): number {
    if (this.index < 0) return MISSING;
    const { bytes, starts, ends, base } = batch;
    const cell = base[row]! + this.index;
    const [start, end] = [starts[cell]!, ends[cell]!];
    const { kind } = this.#facts;
    if (kind === 'number') {
      const value = this.#readNumber(bytes, start, end);
      if (Number.isFinite(value) && !this.#missing.hasNumbers) return value;
      return this.#missing.has(bytes, start, end) ? MISSING : value;
    }
    if (this.#missing.has(bytes, start, end)) return MISSING;
    if (kind === 'date') {
      const value = readDate(bytes, start, end);
      return hasSlashes(value) ? slashDays(value, this.#dayFirst) : value;
    }
    const code = this.#words.take(bytes, start, end);
    if (code === this.#known) this.#learn(bytes, start, end);
    return code < 0 ? UNUSABLE : this.#places[code]!;
  }

  /** Counts what {@link read} gave for a row. */
  count(value: number, batch: RowBatch, row: number): void {
    const counts = this.#counts;
    if (Number.isNaN(value)) counts.missing++;
    else if (value !== UNUSABLE) {
      const side = findSideOutOfRange(this.#facts, value);
      if (side !== null) counts[side]++;
    } else if (this.#facts.kind === 'category') counts.unknown++;
    else {
      counts.bad++;
      this.#firstBad ??= {
        line: at(batch.lines, row),
        text: this.text(batch, row).slice(0, MAX_TEXT_LENGTH),
      };
    }
  }

  isOutside(value: number): boolean {
    return Number.isFinite(value) && findSideOutOfRange(this.#facts, value) !== null;
  }

  /** The cell as it is written. */
  text(batch: RowBatch, row: number): string {
    if (this.index < 0) return '';
    return cellText(batch, row, this.index, this.#table.encoding);
  }

  /** For people, and for `encodeCells`: a category as its word, known or not; dates as days; else the text. */
  readCell(value: number, batch: RowBatch, row: number): Cell {
    if (Number.isNaN(value)) return null;
    const isText = value === UNUSABLE;
    if (this.#facts.kind !== 'category') return isText ? this.text(batch, row).trim() : value;
    return this.encoder.categories[value] ?? this.text(batch, row).trim();
  }

  counts(): CellCounts {
    return { ...this.#counts, firstBad: this.#firstBad, unknownCategories: this.#unknownCategories() };
  }

  #unknownCategories(): CellCounts['unknownCategories'] {
    if (this.#categories.size === 0) return [];
    const found: { word: string; count: number }[] = [];
    this.#words.texts(this.#table.encoding).forEach((word, code) => {
      if (!this.#categories.has(word)) found.push({ word, count: this.#words.count(code) });
    });
    found.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
    return found
      .slice(0, LISTED_WORDS)
      .map(({ word, count }) => ({ word: word.slice(0, MAX_TEXT_LENGTH), count }));
  }

  /** Finds the place of a word that was met for the first time. */
  #learn(bytes: Buffer, start: number, end: number): void {
    if (this.#known === this.#places.length) {
      const grown = new Float64Array(2 * this.#known);
      grown.set(this.#places);
      this.#places = grown;
    }
    const word = decodeTrimmed(bytes, start, end, this.#table.encoding);
    this.#places[this.#known++] = this.#categories.get(word) ?? UNUSABLE;
  }
}

/** Whether the dates with slashes of a column begin with the day, as all of them together tell. */
export class DayOrder {
  #notDayFirst = 0;
  #notMonthFirst = 0;
  readonly #slashes = new SlashCounts();
  readonly #place: number;

  constructor(index: number) {
    this.#place = index;
  }

  look(batch: RowBatch, row: number): void {
    const cell = batch.base[row]! + this.#place;
    const value = readDate(batch.bytes, batch.starts[cell]!, batch.ends[cell]!);
    if (!hasSlashes(value)) return;
    this.#slashes.take(value);
    if (slashDays(value, true) === NO_DATE) this.#notDayFirst++;
    if (slashDays(value, false) === NO_DATE) this.#notMonthFirst++;
  }

  /** Both orders fit every date with slashes, and there are some. */
  get isAmbiguous(): boolean {
    return this.#slashes.isOpen;
  }

  get dayFirst(): boolean {
    return this.#notDayFirst <= this.#notMonthFirst;
  }
}
