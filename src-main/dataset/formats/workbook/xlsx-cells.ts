import type { Findings } from '../conversion';
import { dateText, numberText, type NumberMeaning } from './number-formats';
import type { SheetGrid } from './sheet-grid';
import { readAttribute, readText, type TagListener } from './tags';
import { cellText } from './xlsx-parts';

/** What cells refer to. */
export interface CellWords {
  readonly strings: readonly string[];
  /** By cell style. */
  readonly meanings: readonly NumberMeaning[];
  readonly isFrom1904: boolean;
}

const NO_STORED_VALUE =
  'a formula without a stored value: open the workbook in a spreadsheet program and save it';
const ERROR_VALUE = 'an error in the sheet';
const ODD_STRING = 'a reference to a text that the workbook does not have';

/** Cells of a worksheet as they come, given to a grid. */
export class XlsxCells implements TagListener {
  readonly #grid: SheetGrid;
  readonly #words: CellWords;
  readonly #findings: Findings;
  #row = 0;
  #isWanted = false;
  #column = -1;
  /** The cell's attributes t and s. */
  #type = '';
  #style = 0;
  #value = '';
  #part: 'value' | 'text' | 'formula' | null = null;
  #hasFormula = false;
  #phonetic = 0;
  #merged = 0;
  #hiddenRows = 0;
  #durations = 0;

  constructor(grid: SheetGrid, words: CellWords, findings: Findings) {
    this.#grid = grid;
    this.#words = words;
    this.#findings = findings;
  }

  open(name: string, attributes: string): void {
    switch (name) {
      case 'c':
        this.#startCell(attributes);
        break;
      case 'v':
        this.#part = 'value';
        break;
      case 't':
        this.#part = this.#phonetic === 0 ? 'text' : null;
        break;
      case 'f':
        this.#part = 'formula';
        this.#hasFormula = true;
        break;
      case 'rPh':
        this.#phonetic++;
        break;
      case 'row':
        this.#startRow(attributes);
        break;
      case 'mergeCell':
        this.#merged++;
        break;
    }
  }

  close(name: string): void {
    this.#part = null;
    if (name === 'c') this.#endCell();
    else if (name === 'row') this.#grid.endRow();
    else if (name === 'rPh') this.#phonetic--;
  }

  text(raw: string): void {
    if (this.#part === 'value' || this.#part === 'text') this.#value += raw;
  }

  /** Notes what a person should know of the sheet. */
  tell(): void {
    const note = (text: string): void => {
      this.#findings.note(text);
    };
    if (this.#merged > 0) {
      note(
        `${this.#merged === 1 ? '1 block of merged cells has its' : `${this.#merged} blocks of merged cells have their`} value in the first cell; the others are missing.`,
      );
    }
    if (this.#hiddenRows > 0) {
      note(
        `${this.#hiddenRows === 1 ? '1 hidden row is' : `${this.#hiddenRows} hidden rows are`} read as well.`,
      );
    }
    if (this.#durations > 0) {
      note(
        `${this.#durations === 1 ? '1 duration is' : `${this.#durations} durations are`} read in days, as the sheet stores them.`,
      );
    }
  }

  #startRow(attributes: string): void {
    const given = attributes === '' ? null : readAttribute(attributes, 'r');
    this.#row = given === null ? this.#row + 1 : Number(given);
    this.#column = -1;
    this.#isWanted = this.#grid.startRow(this.#row);
    if (this.#isWanted && attributes.includes('hidden') && readAttribute(attributes, 'hidden') === '1')
      this.#hiddenRows++;
  }

  /** Millions of them: their few attributes are told apart by their first letter. */
  #startCell(attributes: string): void {
    this.#type = '';
    this.#style = 0;
    this.#value = '';
    this.#hasFormula = false;
    let column = this.#column + 1;
    for (let at = 0; ;) {
      const equals = attributes.indexOf('=', at);
      if (equals < 0) break;
      const quote = attributes.charCodeAt(equals + 1);
      const end = attributes.indexOf(quote === 39 ? "'" : '"', equals + 2);
      if (end < 0) break;
      // r, s or t alone, with white space before it.
      if (equals === 1 || attributes.charCodeAt(equals - 2) <= 32) {
        const letter = attributes.charCodeAt(equals - 1);
        if (letter === 114) column = columnAt(attributes, equals + 2, end, column);
        else if (letter === 115) this.#style = Number(attributes.slice(equals + 2, end));
        else if (letter === 116) this.#type = attributes.slice(equals + 2, end);
      }
      at = end + 1;
    }
    this.#column = column;
  }

  #endCell(): void {
    const column = this.#column;
    if (!this.#isWanted || !this.#grid.wants(column)) return;
    const value = this.#value;
    if (value === '') {
      if (this.#hasFormula && this.#type !== 'str') this.#find(NO_STORED_VALUE, '');
      return;
    }
    this.#grid.cell(column, this.#readText(value));
  }

  #readText(value: string): string {
    switch (this.#type) {
      case '':
      case 'n':
        return this.#numberText(value);
      case 's': {
        const text = this.#words.strings[Number(value)];
        if (text === undefined) this.#find(ODD_STRING, value);
        return text ?? '';
      }
      case 'b':
        return value === '1' || value === 'true' ? 'TRUE' : 'FALSE';
      case 'e':
        this.#find(ERROR_VALUE, value);
        return '';
      case 'd':
        return readText(value).replace('T', ' ');
      default:
        return cellText(value);
    }
  }

  #numberText(value: string): string {
    const meaning = this.#words.meanings[this.#style] ?? 'number';
    if (meaning === 'number') return numberText(value);
    if (meaning === 'duration') {
      this.#durations++;
      return numberText(value);
    }
    return dateText(Number(value), this.#words.isFrom1904) ?? numberText(value);
  }

  #find(reason: string, text: string): void {
    this.#grid.mark(this.#column);
    this.#findings.cell(reason, this.#row, this.#column, readText(text));
  }
}

/** The column of a reference such as `AB12`. */
function columnAt(text: string, from: number, end: number, otherwise: number): number {
  let column = 0;
  for (let i = from; i < end; i++) {
    const letter = text.charCodeAt(i) & ~32;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column === 0 ? otherwise : column - 1;
}
