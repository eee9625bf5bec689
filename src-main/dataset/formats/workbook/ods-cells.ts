import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import type { Source } from '../../source/source';
import type { CellWriter } from '../cell-writer';
import type { Findings } from '../conversion';
import type { CellRange } from './cell-range';
import { timeText } from './number-formats';
import { SheetGrid, type UsedColumns } from './sheet-grid';
import { readAttribute, readText, type TagListener } from './tags';

/** Spreadsheets have no more rows; repeated ones must not make more of them. */
const MAX_ROWS = 1_048_576;
/** Filled cells that one row may stand for. */
const MAX_REPEATED_CELLS = 20_000_000;
const ERROR_VALUE = 'an error in the sheet';

interface Choice {
  readonly range: CellRange;
  /** As an earlier reading found them. */
  readonly columns: UsedColumns | null;
  /** Left out: the first visible one with a table. */
  readonly sheet: string | undefined;
}

/** Cells of one sheet of a document that holds them all one after the other. */
export class OdsCells implements TagListener {
  readonly sheets: { readonly name: string; readonly isHidden: boolean }[] = [];
  /** Of the sheet that is read, once there is one. */
  grid: SheetGrid | null = null;
  chosen: string | null = null;
  /** The first visible sheet with a cell and no table, where none is chosen yet. */
  withoutTable: string | null = null;
  readonly #source: Source;
  readonly #writer: CellWriter;
  readonly #findings: Findings;
  readonly #choice: Choice;
  /** Styles of tables that are not shown. */
  readonly #hiddenStyles = new Set<string>();
  #tableStyle = '';
  #depth = 0;
  #isReading = false;
  #row = 0;
  #rowRepeats = 1;
  #isHiddenRow = false;
  #cells: { column: number; repeats: number; text: string; error: string | null }[] = [];
  #column = 0;
  #columnRepeats = 1;
  #type = '';
  #value: string | null = null;
  #isError = false;
  #text = '';
  #paragraphs = 0;
  /** Open tags whose text is no text of the cell: notes on it, pronunciations. */
  #beside = 0;
  #isParagraph = 0;
  #merged = 0;
  #hiddenRows = 0;

  constructor(source: Source, writer: CellWriter, findings: Findings, choice: Choice) {
    this.#source = source;
    this.#writer = writer;
    this.#findings = findings;
    this.#choice = choice;
  }

  open(name: string, attributes: string): void {
    switch (name) {
      case 'style':
        this.#tableStyle =
          readAttribute(attributes, 'family') === 'table' ? (readAttribute(attributes, 'name') ?? '') : '';
        break;
      case 'table-properties':
        if (this.#tableStyle !== '' && readAttribute(attributes, 'display') === 'false')
          this.#hiddenStyles.add(this.#tableStyle);
        break;
      case 'table':
        this.#depth++;
        if (this.#depth === 1) this.#startTable(attributes);
        break;
      case 'table-row':
        this.#row += this.#rowRepeats;
        this.#rowRepeats = readCount(attributes, 'number-rows-repeated');
        this.#isHiddenRow = ['collapse', 'filter'].includes(readAttribute(attributes, 'visibility') ?? '');
        this.#cells = [];
        this.#column = 0;
        break;
      case 'table-cell':
      case 'covered-table-cell':
        this.#startCell(name, attributes);
        break;
      case 'annotation':
      case 'ruby-text':
        this.#beside++;
        break;
      case 'p':
        this.#isParagraph++;
        if (this.#beside === 0 && this.#paragraphs++ > 0) this.#text += '\n';
        break;
      case 's':
        if (this.#isParagraph > 0 && this.#beside === 0) this.#text += ' '.repeat(readCount(attributes, 'c'));
        break;
      case 'tab':
        if (this.#isParagraph > 0 && this.#beside === 0) this.#text += '\t';
        break;
      case 'line-break':
        if (this.#isParagraph > 0 && this.#beside === 0) this.#text += '\n';
        break;
    }
  }

  close(name: string): void {
    switch (name) {
      case 'table':
        this.#depth--;
        if (this.#depth === 0) this.#endTable();
        break;
      case 'table-row':
        if (this.#isReading && this.#depth === 1) this.#endRow();
        break;
      case 'table-cell':
      case 'covered-table-cell':
        this.#endCell();
        break;
      case 'annotation':
      case 'ruby-text':
        this.#beside--;
        break;
      case 'p':
        this.#isParagraph--;
        break;
    }
  }

  text(raw: string): void {
    if (this.#isReading && this.#isParagraph > 0 && this.#beside === 0) this.#text += readText(raw);
  }

  /** Notes what a person should know of the sheet. */
  tell(): void {
    if (this.#merged > 0) {
      this.#findings.note(
        `${this.#merged === 1 ? '1 block of merged cells has its' : `${this.#merged} blocks of merged cells have their`} value in the first cell; the others are missing.`,
      );
    }
    if (this.#hiddenRows > 0) {
      this.#findings.note(
        `${this.#hiddenRows === 1 ? '1 hidden row is' : `${this.#hiddenRows} hidden rows are`} read as well.`,
      );
    }
  }

  #startTable(attributes: string): void {
    const name = readAttribute(attributes, 'name') ?? `Sheet ${this.sheets.length + 1}`;
    const isHidden = this.#hiddenStyles.has(readAttribute(attributes, 'style-name') ?? '');
    this.sheets.push({ name, isHidden });
    const { sheet, range, columns } = this.#choice;
    const isWanted = this.grid === null && (sheet === undefined ? !isHidden : name === sheet);
    this.#isReading = isWanted;
    this.#row = 1;
    this.#rowRepeats = 0;
    if (!isWanted) return;
    this.grid = new SheetGrid(this.#writer, range, columns);
    this.chosen = name;
  }

  #endTable(): void {
    this.#isReading = false;
    if (this.grid === null || this.grid.hasTable || this.#choice.sheet !== undefined) return;
    // A sheet that is empty, or has a title alone, gives way to the next one: nothing of it is written yet.
    if (this.grid.rows > 0) this.withoutTable ??= this.chosen;
    this.grid = null;
    this.chosen = null;
    this.#merged = 0;
    this.#hiddenRows = 0;
    this.#findings.clear();
  }

  #startCell(name: string, attributes: string): void {
    this.#columnRepeats = readCount(attributes, 'number-columns-repeated');
    this.#type = '';
    this.#value = null;
    this.#text = '';
    this.#paragraphs = 0;
    this.#isError = false;
    if (!this.#isReading || name !== 'table-cell' || attributes === '') return;
    this.#type = readAttribute(attributes, 'value-type') ?? '';
    this.#isError = attributes.includes('value-type="error"');
    if (attributes.includes('-spanned')) {
      const spans =
        readCount(attributes, 'number-columns-spanned') * readCount(attributes, 'number-rows-spanned');
      if (spans > 1) this.#merged++;
    }
    const key = VALUES[this.#type];
    if (key !== undefined) this.#value = readAttribute(attributes, key);
  }

  #endCell(): void {
    if (!this.#isReading) return;
    const text = this.#isError ? '' : this.#cellText();
    if (text !== '' || this.#isError) {
      this.#cells.push({
        column: this.#column,
        repeats: this.#columnRepeats,
        text,
        error: this.#isError ? this.#text : null,
      });
    }
    this.#column += this.#columnRepeats;
  }

  #cellText(): string {
    const value = this.#value;
    switch (this.#type) {
      case 'float':
      case 'percentage':
      case 'currency':
        return value === null ? this.#text : shortest(value);
      case 'date':
        return value?.replace('T', ' ').replace(/\.0+$/, '') ?? this.#text;
      case 'time':
        return value === null ? this.#text : (durationText(value) ?? value);
      case 'boolean':
        return value === null ? this.#text : value === 'true' ? 'TRUE' : 'FALSE';
      default:
        return value ?? this.#text;
    }
  }

  #endRow(): void {
    const grid = this.grid;
    if (grid === null || this.#cells.length === 0) return;
    const filled = this.#cells.reduce((sum, { repeats }) => sum + repeats, 0);
    if (this.#row + this.#rowRepeats > MAX_ROWS + 1 || filled * this.#rowRepeats > MAX_REPEATED_CELLS) {
      throw fail(
        'file-unreadable',
        sentence('{name} repeats a row more often than any table does.', { name: this.#source.name }),
        {
          file: this.#source.path,
        },
      );
    }
    if (this.#isHiddenRow) this.#hiddenRows += this.#rowRepeats;
    for (let i = 0; i < this.#rowRepeats; i++) {
      const row = this.#row + i;
      if (!grid.startRow(row)) continue;
      for (const { column, repeats, text, error } of this.#cells) {
        for (let c = column; c < column + repeats && grid.wants(c); c++) {
          if (error === null) grid.cell(c, text);
          else {
            grid.mark(c);
            this.#findings.cell(ERROR_VALUE, row, c, error);
          }
        }
      }
      grid.endRow();
    }
  }
}

/** The attribute that holds the value of each type. */
const VALUES: Readonly<Record<string, string>> = {
  float: 'value',
  percentage: 'value',
  currency: 'value',
  date: 'date-value',
  time: 'time-value',
  boolean: 'boolean-value',
  string: 'string-value',
};

function shortest(value: string): string {
  const number = Number(value);
  return value.trim() !== '' && Number.isFinite(number) ? String(number) : value;
}

/** An attribute that says how often something is repeated; 1 where it is absent. */
function readCount(attributes: string, name: string): number {
  if (!attributes.includes(name)) return 1;
  const count = Number(readAttribute(attributes, name) ?? 1);
  return Number.isInteger(count) && count > 0 ? Math.min(count, 1 << 24) : 1;
}

/** `PT12H30M05S` as a time of day; null from a day on, which is a duration. */
function durationText(value: string): string | null {
  const parts = /^PT(\d+)H(\d+)M(\d+(?:[.,]\d+)?)S$/.exec(value);
  if (parts === null) return null;
  const [hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part.replace(',', '.')));
  const ms = Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000);
  return ms < 86_400_000 ? timeText(ms) : String(ms / 86_400_000);
}
