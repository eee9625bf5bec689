import { decodeBytes, encodeText } from '../../scan/cell-text';
import type { Encoding } from '../../source/encodings/encoding';
import type { NumberReader } from '../../scan/cells/number-reader';
import { AMOUNT_SHARE, parseAmount, isKnownUnit } from '../../scan/cells/amount-text';

/** Unit of a column whose negative amounts stand in parentheses, and that has no other. */
const PARENTHESES = '()';

/** More units than this in one column are words that happen to follow numbers. */
const MAX_MIXED = 6;

/**
 * A reader of numbers with a unit beside them: plain ones too, and negative ones in parentheses.
 * Infinity where a cell has another unit.
 * @param unit `()`: none, but for the parentheses
 */
export function amountReader(readNumber: NumberReader, unit: string, encoding: Encoding): NumberReader {
  const wanted = unit === PARENTHESES ? '' : unit;
  return (bytes, start, end) => {
    const plain = readNumber(bytes, start, end);
    if (plain !== Infinity || start >= end) return plain;
    const amount = parseAmount(decodeBytes(bytes, start, end, encoding).trim());
    if (amount?.unit !== wanted) return Infinity;
    const number = Buffer.from(encodeText(amount.number, encoding));
    const value = readNumber(number, 0, number.length);
    return value !== Infinity && amount.isNegative ? -value : value;
  };
}

/**
 * What nearly all cells of a column have beside their numbers: one unit, or several, as where some
 * are in kg and some in g, which are never one column of numbers.
 * @param cells filled ones
 * @param isNumber whether a text is a number as the file writes them
 */
export function amountUnits(
  cells: readonly string[],
  isNumber: (text: string) => boolean,
): { readonly unit: string | null; readonly mixed: readonly string[] } {
  const counts = new Map<string, number>();
  let plain = 0;
  let negative = 0;
  let others = 0;
  const enough = AMOUNT_SHARE * cells.length;
  for (const cell of cells) {
    const text = cell.trim();
    if (isNumber(text)) {
      plain++;
      continue;
    }
    const amount = parseAmount(text);
    if (amount === null || !isNumber(amount.number)) {
      // The rest cannot make up for them any more.
      if (cells.length - ++others < enough) return { unit: null, mixed: [] };
      continue;
    }
    if (amount.isNegative) negative++;
    counts.set(amount.unit, (counts.get(amount.unit) ?? 0) + 1);
  }
  for (const [unit, count] of counts) if (unit !== '' && count >= enough) return { unit, mixed: [] };
  const inParentheses = counts.get('') ?? 0;
  if (negative > 0 && counts.size === 1 && inParentheses > 0 && plain + inParentheses >= enough)
    return { unit: PARENTHESES, mixed: [] };
  const known = [...counts].filter(([unit]) => isKnownUnit(unit));
  const amounts = known.reduce((sum, [, count]) => sum + count, 0);
  // A few units at many numbers; a different one in every cell is a name.
  const isMixed = known.length > 1 && known.length <= MAX_MIXED && amounts >= enough;
  return { unit: null, mixed: isMixed ? known.sort((a, b) => b[1] - a[1]).map(([unit]) => unit) : [] };
}

/** A column of numbers that have one unit here and another there, the most frequent first. */
export interface MixedUnits {
  readonly name: string;
  readonly units: readonly string[];
}

/** That columns mix units and are read as text therefore; null where there are none. */
export function mixedUnitsNote(columns: readonly MixedUnits[]): string | null {
  if (columns.length === 0) return null;
  const named = columns.slice(0, 5).map(({ name, units }) => `"${name}" (${units.join(', ')})`);
  const more = columns.length - named.length;
  const list = more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
  return columns.length === 1
    ? `Column ${list} mixes units: it is read as text. Write it in one unit to use its numbers.`
    : `Columns ${list} mix units: they are read as text. Write each in one unit to use its numbers.`;
}

/** A column of amounts and what stands beside them. */
export interface UnitColumn {
  readonly name: string;
  readonly unit: string;
}

/** That columns are numbers with a unit, and how to read them so; null where there are none. */
export function unitNote(columns: readonly UnitColumn[]): string | null {
  if (columns.length === 0) return null;
  const named = columns
    .slice(0, 5)
    .map(({ name, unit }) => `"${name}" (${unit === PARENTHESES ? 'negative ones in parentheses' : unit})`);
  const more = columns.length - named.length;
  const list = more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
  const verb = columns.length === 1 ? 'Column' : 'Columns';
  return `${verb} ${list} ${columns.length === 1 ? 'holds' : 'hold'} numbers with a unit: with type number and that unit they are read as numbers, else as words.`;
}
