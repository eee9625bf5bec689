import { at } from '../../../src-shared/present';
import { dominantTypes, isTelling, type CellTyper } from './cell-types';
import { isUnit } from '../scan/cells/units';

/** More header rows than this are not looked for; a person may say so. */
const MAX_GUESSED = 4;
const JUDGED_ROWS = 200;

/** What a line of names may begin with, to make it a comment for other programs. */
const MARK = /^(#|%|\/\/)/;
/** A row that only draws a line. */
const RULE = /^\s*:?[-=]{2,}:?\s*$/;

type Row = readonly string[];

/**
 * How many of the first rows name the columns: 0 to 4. One row does where its cells differ in kind
 * from those below it; more do where the rows beside the names are units, or groups of columns.
 */
export function guessHeader(rows: readonly Row[], width: number, judge: CellTyper): number {
  const [names, line] = rows;
  if (names !== undefined && line !== undefined && isRule(line)) {
    return hasHeader([names, ...rows.slice(2)], width, judge) === 'no' ? 0 : 2;
  }
  for (let count = Math.min(MAX_GUESSED, rows.length - 1); count > 1; count--) {
    if (isHeaderBlock(rows.slice(0, count), rows.slice(count, count + JUDGED_ROWS), width, judge))
      return count;
  }
  return Number(hasHeader(rows, width, judge) !== 'no');
}

/**
 * Whether the first row names the columns: `surely` where a cell differs in kind from its column,
 * `maybe` where nothing speaks against it.
 */
export function hasHeader(rows: readonly Row[], width: number, judge: CellTyper): 'surely' | 'maybe' | 'no' {
  const [first = [], ...body] = rows.slice(0, JUDGED_ROWS);
  const kinds = first.map((cell) => judge.of(cell));
  const columns = dominantTypes(body, width, judge);
  if (kinds.includes('number')) {
    return body.length > 0 && areYears(first, kinds, body, judge) ? 'surely' : 'no';
  }
  // A marker such as NA names nothing.
  if (first.every((cell, c) => kinds[c] === 'missing' || cell.trim() === '')) return 'no';
  let votes = 0;
  columns.forEach((column, c) => {
    const kind = kinds[c] ?? 'missing';
    if (isTelling(column)) {
      if (kind === column.kind) votes--;
      else if (kind !== 'missing') votes++;
      else if (first[c]?.trim() !== '') votes--;
    } else if (column.kind === 'text' && kind === 'text') votes += shapeVote(first[c] ?? '', body, c);
  });
  if (votes !== 0) return votes > 0 ? 'surely' : 'no';
  if (body.length === 0 || columns.some(({ kind }) => kind === 'number')) return 'maybe';
  const isUnique = new Set(first).size === first.length;
  return isUnique && !first.some((cell, c) => body.some((row) => row[c] === cell)) ? 'maybe' : 'no';
}

/**
 * Codes such as A-12, or of one length such as hashes, in a column: a first cell of another make is a
 * name, one of the same is none.
 */
function shapeVote(first: string, body: readonly Row[], column: number): number {
  if (body.length < 3) return 0;
  const one = body[0]?.[column] ?? '';
  if (!/\d/.test(one)) return 0;
  const isCode = one.length > 5 && body.every((row) => row[column]?.length === one.length);
  if (isCode && first.length !== one.length) return 1;
  const shape = toShape(one);
  if (body.every((row) => toShape(row[column] ?? '') === shape)) return toShape(first) === shape ? -1 : 1;
  return isCode && /\d/.test(first) ? -1 : 0;
}

function toShape(text: string): string {
  return text
    .slice(0, 100)
    .replace(/\p{L}+/gu, 'a')
    .replace(/\d+/g, '9');
}

/** Years in a row, 2019 2020 2021, over columns of other numbers are names. */
function areYears(first: Row, kinds: readonly string[], body: readonly Row[], judge: CellTyper): boolean {
  const numberColumns = first.flatMap((_, c) => (kinds[c] === 'number' ? [c] : []));
  if (numberColumns.length < 2 || numberColumns.length === first.length) return false;
  const years = numberColumns.map((c) => Number(first[c]));
  const step = at(years, 1) - at(years, 0);
  const isRow = years.every(
    (year, i) =>
      Number.isInteger(year) && year >= 1500 && year <= 2200 && (i === 0 || year - at(years, i - 1) === step),
  );
  const isYear = (cell = ''): boolean => /^\s*(1[5-9]|2[01])\d\d\s*$/.test(cell);
  return (
    isRow &&
    step !== 0 &&
    body.every((row) => numberColumns.some((c) => judge.of(row[c] ?? '') !== 'number' || !isYear(row[c])))
  );
}

function isHeaderBlock(head: readonly Row[], body: readonly Row[], width: number, judge: CellTyper): boolean {
  const columns = dominantTypes(body, width, judge);
  const numeric = columns.flatMap((column, c) => (isTelling(column) && column.kind !== 'boolean' ? [c] : []));
  if (numeric.length === 0) return false;
  const isNamed = head.every((row) =>
    row.every((cell, c) => {
      const kind = judge.of(cell);
      return kind !== 'number' && kind !== 'date' && (!numeric.includes(c) || kind !== columns[c]?.kind);
    }),
  );
  if (!isNamed) return false;
  return head.some(
    (names, at) =>
      areNames(names, numeric, width) &&
      head.slice(0, at).every((row) => areGroups(row, width)) &&
      head.slice(at + 1).every((row) => areUnits(row, numeric) || areLabels(row, names, numeric)),
  );
}

function areNames(row: Row, numeric: readonly number[], width: number): boolean {
  const filled = row.filter((cell) => cell.trim() !== '').length;
  return numeric.every((c) => (row[c] ?? '').trim() !== '') && filled >= width / 2;
}

/**
 * A row above the names that stands for several columns each: gaps, or the same text again beside it.
 * One text alone in the first cell is a title.
 */
function areGroups(row: Row, width: number): boolean {
  const filled = row.filter((cell) => cell.trim() !== '').length;
  if (filled === 1 && (row[0] ?? '').trim() !== '') return false;
  const isRepeated = row.some((cell, c) => c > 0 && cell.trim() !== '' && cell === row[c - 1]);
  return filled > 0 && (filled < width || isRepeated);
}

function areUnits(row: Row, numeric: readonly number[]): boolean {
  const given = numeric.map((c) => (row[c] ?? '').trim()).filter((cell) => cell !== '' && cell !== '-');
  const units = given.filter((cell) => isUnit(cell.replace(MARK, '')));
  return given.length * 2 >= numeric.length && units.length * 3 >= given.length * 2;
}

/** A second row of names, in full words, as questionnaires have. */
function areLabels(row: Row, names: Row, numeric: readonly number[]): boolean {
  const given = numeric.map((c) => (row[c] ?? '').trim());
  return (
    numeric.length > 2 &&
    given.every((cell, i) => cell !== '' && cell !== names[at(numeric, i)]?.trim()) &&
    new Set(given).size === given.length
  );
}

/**
 * Names for `width` columns from the header rows, made usable. Those of several rows are joined by
 * blanks, a group's name standing for the columns after it that have none. A header with one name
 * fewer than the rows have cells is R's: its first column is the rows' own name; one with a mark
 * more, `# x y`, is NumPy's.
 */
export function headerNames(head: readonly Row[], width: number): { names: string[]; notes: string[] } {
  const notes: string[] = [];
  const rows = head.map((row) => {
    const own = unmarked(row, head, width);
    const split = own.length === 1 && width > 1 ? namesIn(own[0] ?? '', width) : null;
    if (split === null) return own;
    notes.push('The names stand in one cell and are split as the rows are.');
    return split;
  });
  let given = rows.length === 1 ? [...(rows[0] ?? [])] : joined(rows);
  if (head.length > 1) notes.push(`The names are joined from ${head.length} header rows.`);
  if (given.length === width - 1) {
    given = ['row', ...given];
    notes.push('The header has one name fewer than the rows have cells: the first column is called "row".');
  } else if (given.length > width) {
    const filled = given.filter((name) => name.trim() !== '');
    if (filled.length === width && filled.length < trimmedLength(given)) {
      const count = trimmedLength(given) - width;
      notes.push(
        `The header has ${count === 1 ? 'an empty name' : `${count} empty names`} more than the rows have cells: ${count === 1 ? 'it is' : 'they are'} left out.`,
      );
      given = filled;
    }
    const surplus = given.slice(width).filter((name) => name.trim() !== '');
    if (surplus.length > 0) {
      notes.push(
        `The header names more columns than the rows have: ${surplus.map(quoted).join(', ')} left out.`,
      );
    }
  }
  const made = uniqueNames(Array.from({ length: width }, (_, c) => given[c] ?? ''));
  return { names: made.names, notes: [...notes, ...made.notes] };
}

/** Cells up to the last one that is not empty. */
function trimmedLength(cells: readonly string[]): number {
  let length = cells.length;
  while (length > 0 && cells[length - 1]?.trim() === '') length--;
  return length;
}

const SEPARATORS = [/\t/, /;/, /\|/, /,/, /\s+/] as const;
const NAME = /^["']?[\p{L}_][\p{L}\d_.()/%-]*["']?$/u;

/**
 * Names for `width` columns out of one cell, where another delimiter than that of the rows stands
 * between them: `id name v` over `1,Ann,5`. Null where there are not just as many, or they are no names.
 */
export function namesIn(cell: string, width: number): string[] | null {
  for (const separator of SEPARATORS) {
    const parts = cell
      .trim()
      .split(separator)
      .map((part) => part.trim());
    if (parts.length !== width || new Set(parts).size < width || !parts.every((part) => NAME.test(part)))
      continue;
    return parts.map((part) => part.replace(/^(["'])(.*)\1$/, '$2'));
  }
  return null;
}

/** A header row without the mark before its names: `# x y`, but not `#id,name` alone. */
function unmarked(row: Row, head: readonly Row[], width: number): Row {
  const [first = '', ...rest] = row;
  const mark = MARK.exec(first)?.[0];
  if (mark === undefined) return row;
  if (first === mark && row.length === width + 1) return rest;
  const isApart = /^\s+\S/.test(first.slice(mark.length));
  const areMarked = head.length > 1 && head.every(([cell = '']) => cell.startsWith(mark));
  return isApart || areMarked ? [first.slice(mark.length).trim(), ...rest] : row;
}

function isRule(row: Row): boolean {
  return row.some((cell) => RULE.test(cell)) && row.every((cell) => cell.trim() === '' || RULE.test(cell));
}

function joined(all: readonly Row[]): string[] {
  const head = all.filter((row) => !isRule(row));
  const width = Math.max(0, ...head.map((row) => row.length));
  const fill = (row: Row): number => row.filter((cell) => cell.trim() !== '').length;
  const rows = head.map((row, r) => {
    const fullest = Math.max(0, ...head.slice(r + 1).map(fill));
    // Only a row that says less than one below it names groups.
    return fill(row) < fullest ? filledForward(row, width, head.slice(0, r)) : row;
  });
  return Array.from({ length: width }, (_, c) => {
    const parts = rows.map((row) => (row[c] ?? '').trim()).filter((part) => part !== '');
    return parts.filter((part, i) => part !== parts[i - 1]).join(' ');
  });
}

/** Each group's name over all of its columns; a group ends where one of the rows above it begins another. */
function filledForward(row: Row, width: number, above: readonly Row[]): string[] {
  let last = '';
  return Array.from({ length: width }, (_, c) => {
    const own = (row[c] ?? '').trim();
    if (own !== '' || above.some((groups) => (groups[c] ?? '').trim() !== '')) last = own;
    return last;
  });
}

/** column1, column2, ... */
export function numberedNames(width: number): string[] {
  return Array.from({ length: width }, (_, c) => `column${c + 1}`);
}

/** Names made usable: an empty one becomes column<n>, a repeated one gets _2, _3, ... */
export function uniqueNames(names: readonly string[]): { names: string[]; notes: string[] } {
  // A name that stands once keeps itself, whatever a repeated one before it would be called.
  const counts = new Map<string, number>();
  const trimmed = names.map((name) => name.trim());
  for (const name of trimmed) counts.set(name, (counts.get(name) ?? 0) + 1);
  const taken = new Set(trimmed.filter((name) => counts.get(name) === 1 && name !== ''));
  const notes: string[] = [];
  const unique = trimmed.map((given, index) => {
    if (given !== '' && counts.get(given) === 1) return given;
    const base = given === '' ? `column${index + 1}` : given;
    let name = base;
    for (let n = 2; taken.has(name); n++) name = `${base}_${n}`;
    taken.add(name);
    if (given === '') notes.push(`Column ${index + 1} has no name and is called ${quoted(name)}.`);
    else if (name !== base) {
      notes.push(
        `The column name ${quoted(base)} stands more than once: column ${index + 1} is called ${quoted(name)}.`,
      );
    }
    return name;
  });
  return { names: unique, notes };
}

function quoted(name: string): string {
  return `"${name}"`;
}
