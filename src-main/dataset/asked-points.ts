import { basename } from 'node:path';
import { fail } from '../../src-shared/errors';
import type { DatasetSpec } from '../../src-shared/experiment/schema';
import { encodersOf } from '../../src-shared/run/raw-columns';
import type { DatasetFacts, Encoder } from '../../src-shared/run/record';
import { inputsOf } from './encoders';
import { lineOf } from './lines';
import { look } from './look';
import { readColumns, type RawColumn, type WantedColumn } from './raw-table';
import { settingsOf } from './roles';
import type { ReadOptions } from './read-options';
import { dateText, dayOf, listWords } from './words';

/** A cell: a number (of a date: its days), the word of a category, null if missing. */
export type Cell = number | string | null;

/** Points to predict, from raw cells. */
export interface AskedPoints {
  /** [points][model inputs], raw units. */
  readonly points: number[][];
  /** The cells by column; dates as 2024-05-31. */
  readonly given: Record<string, Cell>[];
  /** Columns that were filled as in training, point by point. */
  readonly filled: string[][];
}

type Model = Pick<DatasetFacts, 'features' | 'encoders'>;

/** What is wrong with a cell: `Column "a" <what> in line 7<rest>`. */
interface Problem {
  readonly column: string;
  readonly what: string;
  readonly rest: string;
}

interface EncodedRow {
  readonly inputs: readonly number[];
  readonly filled: readonly string[];
  readonly problem: Problem | null;
}

/**
 * Turns raw cells into model inputs, up to the first that cannot be used. A missing cell is filled as
 * in training. A category that training did not know cannot be used: all zeros would be a point that
 * no training row can be, and what the model says of it a guess that looks like an answer.
 */
function encodeCells(encoders: readonly Encoder[], cells: readonly Cell[]): EncodedRow {
  const inputs: number[] = [];
  const filled: string[] = [];
  for (const [e, { column, kind, categories, fill }] of encoders.entries()) {
    let cell = cells[e] ?? null;
    if (cell === null && fill !== null) {
      cell = fill;
      filled.push(column);
    }
    const isNumeric = kind === 'number' || kind === 'date';
    if (cell === null || (isNumeric && !Number.isFinite(cell))) {
      const what = `has no ${isNumeric ? kind : 'word'}`;
      return { inputs, filled, problem: { column, what, rest: ': correct it.' } };
    }
    if (isNumeric) {
      inputs.push(Number(cell));
      continue;
    }
    const category = categories.indexOf(String(cell));
    if (category < 0) {
      const what = `has "${String(cell).slice(0, 60)}"`;
      const rest = `, which the model has never seen: it knows ${listWords(categories)}.`;
      return { inputs, filled, problem: { column, what, rest } };
    }
    if (kind === 'ordinal') inputs.push(category);
    else categories.forEach((_, c) => inputs.push(c === category ? 1 : 0));
  }
  return { inputs, filled, problem: null };
}

/**
 * Points of a file: the raw columns by their names, or in their order where a file without a header
 * has as many as the model needs (or as the training file had).
 * @param spec of the experiment: its names and missing markers hold here too
 * @throws BenchtopError naming the columns that are not there, or the first cell that cannot be used
 */
export async function readAskedPoints(
  path: string,
  model: Model,
  spec: DatasetSpec,
  options: ReadOptions = {},
): Promise<AskedPoints> {
  const encoders = encodersOf(model);
  const names = encoders.map(({ column }) => column);
  const columns = await namesFor(path, names, spec, options);
  const wanted = encoders.map(({ column, kind }): WantedColumn => {
    const na = settingsOf(spec, column)?.settings.na;
    const type = kind === 'number' || kind === 'date' ? kind : 'category';
    return { name: column, type, field: 'points', ...(na === undefined ? {} : { na }) };
  });
  const table = await readColumns(path, wanted, columns === null ? options : { ...options, columns });
  const asked: AskedPoints = { points: [], given: [], filled: [] };
  for (let row = 0; row < table.rows; row++) {
    const cells = table.columns.map((column) => cellOf(column, row));
    const isDoubtful = table.doubtful?.[row] === 1;
    const { inputs, filled, problem } = encodeCells(encoders, cells);
    if (isDoubtful || problem !== null) {
      const line = (await lineOf(table, row)) ?? row + 1;
      const message =
        isDoubtful || problem === null
          ? `Line ${line} of ${table.name} does not fit the table: correct it.`
          : `Column "${problem.column}" of ${table.name} ${problem.what} in line ${line}${problem.rest}`;
      const column = problem === null ? {} : { column: problem.column };
      throw fail('invalid-data', message, { ...column, file: path, line, field: 'points' });
    }
    add(asked, encoders, cells, inputs, filled);
  }
  return asked;
}

function add(
  asked: AskedPoints,
  encoders: readonly Encoder[],
  cells: readonly Cell[],
  inputs: readonly number[],
  filled: readonly string[],
): void {
  asked.points.push([...inputs]);
  asked.filled.push([...filled]);
  const given = encoders.map(({ column, kind }, c): [string, Cell] => {
    const cell = cells[c] ?? null;
    return [column, kind === 'date' && typeof cell === 'number' ? dateText(cell) : cell];
  });
  asked.given.push(Object.fromEntries(given));
}

/** A cell that does not fit its type is Infinity still: nothing to predict from. */
function cellOf({ values, words }: RawColumn, row: number): Cell {
  const value = values[row]!;
  if (Number.isNaN(value)) return null;
  return words === null ? value : (words[value] ?? null);
}

/** Names to give to the columns of a file; null where its own are right. @throws where some are missing */
async function namesFor(
  path: string,
  names: readonly string[],
  spec: DatasetSpec,
  options: ReadOptions,
): Promise<readonly string[] | null> {
  const { columns, dialect } = await look(path, options);
  const known = new Set(columns.map(({ name }) => name));
  const absent = [...new Set(names)].filter((name) => !known.has(name));
  if (absent.length === 0) return null;
  const trained = spec.kind === 'file' ? spec.columns : undefined;
  if (dialect.header === 0) {
    if (trained !== undefined && trained.length === columns.length) return trained;
    if (names.length === columns.length) return names;
  }
  const list = listWords(absent, 20);
  throw fail(
    'invalid-data',
    `${basename(path)} has no column${absent.length === 1 ? '' : 's'} ${list}: its columns are ${listWords([...known], 20)}.`,
    { file: path, column: absent[0] ?? '', field: 'points' },
  );
}

/**
 * Points typed as texts, a cell for each raw column: numbers with a decimal point, dates as
 * 2024-05-31, categories as their words; an empty one is missing.
 * @throws BenchtopError naming point and column
 */
export function typedAskedPoints(rows: readonly (readonly string[])[], model: Model): AskedPoints {
  const encoders = encodersOf(model);
  const names = encoders.map(({ column }) => column);
  const asked: AskedPoints = { points: [], given: [], filled: [] };
  rows.forEach((row, p) => {
    if (row.length !== encoders.length) {
      throw fail(
        'invalid-data',
        `Point ${p + 1} has ${row.length} values, but the model takes ${encoders.length}: ${names.join(', ')}.`,
        { field: 'points' },
      );
    }
    const cells = encoders.map((encoder, c) => typedCell(encoder, (row[c] ?? '').trim(), p));
    const { inputs, filled, problem } = encodeCells(encoders, cells);
    if (problem !== null) {
      const { column, what, rest } = problem;
      throw fail('invalid-data', `Column "${column}" ${what} in point ${p + 1}${rest}`, {
        column,
        field: 'points',
      });
    }
    add(asked, encoders, cells, inputs, filled);
  });
  return asked;
}

function typedCell({ column, kind }: Encoder, text: string, point: number): Cell {
  if (text === '') return null;
  if (kind !== 'number' && kind !== 'date') return text;
  const value = kind === 'date' ? dayOf(text) : Number(text);
  if (Number.isFinite(value)) return value;
  const needed = kind === 'date' ? 'a date such as 2024-05-31' : 'a number';
  throw fail(
    'invalid-data',
    `Point ${point + 1} has "${text.slice(0, 60)}" for "${column}", which is not ${needed}.`,
    { column, field: 'points' },
  );
}

/**
 * Points drawn within what training saw: numbers uniform in their ranges, one category of each.
 * @param uniform draws from [0, 1)
 */
export function randomPoints(
  model: Model & Pick<DatasetFacts, 'featureRanges'>,
  count: number,
  uniform: () => number,
): number[][] {
  const encoders = encodersOf(model);
  return Array.from({ length: count }, () => {
    const point: number[] = [];
    for (const encoder of encoders) {
      const { kind, categories } = encoder;
      if (kind === 'number' || kind === 'date') {
        const [low, high] = model.featureRanges[point.length] ?? [0, 1];
        point.push(low + uniform() * (high - low));
        continue;
      }
      const drawn = Math.floor(uniform() * categories.length);
      if (kind === 'ordinal') point.push(drawn);
      else inputsOf(encoder).forEach((_, c) => point.push(c === drawn ? 1 : 0));
    }
    return point;
  });
}
