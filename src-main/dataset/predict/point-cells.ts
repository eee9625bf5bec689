import type { PredictionRow, Cell, OutsideCell } from '../../../src-shared/run/points/query-points';
import { computeDateParts, dayOfParts } from '../../../src-shared/run/points/date-parts';
import {
  toCellType,
  readEncoders,
  inputCount,
  findSideOutOfRange,
  toRawColumns,
  type RawColumnFacts,
} from '../../../src-shared/run/points/raw-columns';
import type { DatasetFacts, Encoder } from '../../../src-shared/run/record/dataset-facts';
import { dateText, parseDay, listCategories } from '../columns/categories';

/** What of a run's facts its points are made of. */
export type PointModel = Pick<DatasetFacts, 'features' | 'encoders' | 'featureRanges'>;

/** What is wrong with a cell: `Column "a" <what> in line 7<rest>`. */
interface CellProblem {
  readonly column: string;
  readonly what: string;
  readonly rest: string;
}

interface EncodedCells {
  readonly inputs: readonly number[];
  readonly filled: readonly string[];
  readonly problem: CellProblem | null;
}

/**
 * Turns raw cells (of dates: their days) into model inputs, up to the first that cannot be used. A
 * missing cell is filled as in training. A category that training did not know cannot be used: all
 * zeros would be a point that no training row can be, and what the model says of it a guess that
 * looks like an answer.
 */
function encodeCells(encoders: readonly Encoder[], cells: readonly Cell[]): EncodedCells {
  const inputs: number[] = [];
  const filled: string[] = [];
  for (const [e, encoder] of encoders.entries()) {
    const { column, kind, categories, parts = [], fill } = encoder;
    let cell = cells[e] ?? null;
    if (cell === null && fill !== null) {
      cell = fill;
      filled.push(column);
    }
    const type = toCellType(encoder);
    const isNumeric = type !== 'category';
    if (cell === null || (isNumeric && !Number.isFinite(cell))) {
      const kindOf = isNumeric ? type : 'category';
      return {
        inputs,
        filled,
        problem: { column, what: `has no ${kindOf}`, rest: `: enter a ${kindOf}.` },
      };
    }
    if (isNumeric) {
      inputs.push(...(kind === 'dateParts' ? computeDateParts(Number(cell), parts) : [Number(cell)]));
      continue;
    }
    const category = categories.indexOf(String(cell));
    if (category < 0) {
      const what = `has "${String(cell).slice(0, 60)}"`;
      const rest = `, which the model has never seen: it knows ${listCategories(categories)}.`;
      return { inputs, filled, problem: { column, what, rest } };
    }
    if (kind === 'ordinal') inputs.push(category);
    else categories.forEach((_, c) => inputs.push(c === category ? 1 : 0));
  }
  return { inputs, filled, problem: null };
}

/** The problem as a sentence. @param where e.g. `in line 7`; empty for a point of its own */
function problemText({ column, what, rest }: CellProblem, where: string): string {
  return `Column "${column}" ${what}${where === '' ? '' : ` ${where}`}${rest}`;
}

/** The cells by column, as a person writes them: dates as 2024-05-31. */
function describeCells(encoders: readonly Encoder[], cells: readonly Cell[]): Record<string, Cell> {
  return Object.fromEntries(
    encoders.map((encoder, c): [string, Cell] => [
      encoder.column,
      written(toCellType(encoder), cells[c] ?? null),
    ]),
  );
}

function written(type: RawColumnFacts['kind'], cell: Cell): Cell {
  return type === 'date' && typeof cell === 'number' && Number.isFinite(cell) ? dateText(cell) : cell;
}

const knownColumns = new WeakMap<PointModel, readonly RawColumnFacts[]>();

/** The raw columns of a model; kept, because every row of a file asks for them. */
function findColumns(model: PointModel): readonly RawColumnFacts[] {
  const known = knownColumns.get(model) ?? toRawColumns(model);
  knownColumns.set(model, known);
  return known;
}

/** Cells outside the ranges that training had. */
function outsideCells(model: PointModel, cells: readonly Cell[]): OutsideCell[] {
  return findColumns(model).flatMap((column, c) => {
    const side = findSideOutOfRange(column, cells[c] ?? null);
    if (side === null || column.range === null) return [];
    const limit = written(column.kind, column.range[side === 'below' ? 0 : 1]);
    return [{ column: column.name, side, limit: limit ?? '' }];
  });
}

/** The cells that give model inputs; null where no cells do, e.g. between two categories. */
export function decodeInputs(encoders: readonly Encoder[], inputs: readonly number[]): Cell[] | null {
  const cells: Cell[] = [];
  let at = 0;
  for (const encoder of encoders) {
    const { kind, categories, parts = [] } = encoder;
    const own = inputs.slice(at, at + inputCount(encoder));
    at += own.length;
    if (kind === 'dateParts') {
      const day = dayOfParts(parts, own);
      if (day === null) return null;
      cells.push(day);
      continue;
    }
    if (kind === 'number' || kind === 'date') {
      cells.push(own[0] ?? null);
      continue;
    }
    const code = kind === 'ordinal' ? (own[0] ?? -1) : own.indexOf(1);
    const isWord =
      kind === 'ordinal' ? categories[code] !== undefined : own.every((v, c) => v === (c === code ? 1 : 0));
    if (!isWord || code < 0) return null;
    cells.push(categories[code] ?? null);
  }
  return cells;
}

/** A point before the model is asked. */
export type UnansweredRow = Omit<PredictionRow, 'answer' | 'prediction'>;

/**
 * A point from typed texts, one a raw column: numbers with a decimal point, dates as 2024-05-31,
 * categories as their words; an empty one is missing. What cannot be used is the row's problem.
 */
export function rowOfTexts(model: PointModel, texts: readonly string[]): UnansweredRow {
  const encoders = readEncoders(model);
  const cells: Cell[] = [];
  let problem: string | null = null;
  for (const [e, encoder] of encoders.entries()) {
    const text = (texts[e] ?? '').trim();
    const cell = cellOfText(encoder, text);
    if (cell === undefined)
      problem ??= `"${text.slice(0, 60)}" for "${encoder.column}" is no ${toCellType(encoder)}.`;
    cells.push(cell ?? null);
  }
  if (problem === null) return rowOfCells(model, cells);
  const given = Object.fromEntries(encoders.map(({ column }, e) => [column, texts[e] ?? null]));
  return { given, cells: texts, inputs: null, problem, filled: [], outside: outsideCells(model, cells) };
}

/** What a typed text stands for; undefined where it is nothing of the column's kind. */
export function cellOfText(encoder: Encoder, text: string): Cell | undefined {
  if (text === '') return null;
  const type = toCellType(encoder);
  if (type === 'category') return text;
  const value = type === 'date' ? parseDay(text) : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** A point from cells as they are read. @param where e.g. `in line 7` */
export function rowOfCells(model: PointModel, cells: readonly Cell[], where = ''): UnansweredRow {
  const encoders = readEncoders(model);
  const { inputs, filled, problem } = encodeCells(encoders, cells);
  const given = describeCells(encoders, cells);
  return {
    given,
    cells: encoders.map(({ column }) => toText(given[column] ?? null)),
    inputs: problem === null ? inputs : null,
    problem: problem === null ? null : problemText(problem, where),
    filled,
    outside: outsideCells(model, cells),
  };
}

/** A point from model inputs, as a click on a picture or a random draw gives. */
export function rowOfInputs(model: PointModel, inputs: readonly number[]): UnansweredRow {
  const encoders = readEncoders(model);
  const cells = decodeInputs(encoders, inputs);
  if (cells !== null) return { ...rowOfCells(model, cells), inputs };
  const given = Object.fromEntries(model.features.map((name, j) => [name, inputs[j] ?? null]));
  return { given, cells: null, inputs, problem: null, filled: [], outside: [] };
}

function toText(cell: Cell): string {
  return cell === null ? '' : String(cell);
}
