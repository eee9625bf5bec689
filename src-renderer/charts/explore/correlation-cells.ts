import { say } from '../../../src-shared/language/say';
import type { CorrelationAnswer } from '../../../src-shared/dataset/explore';
import { formatQuantity } from '../../text/format';
import { localNumber } from '../../text/locale';
import { divergingAt, luminance, parseColour, type Rgb } from '../stage/colour';
import type { ChartTokens } from '../stage/theme';

/** Side of a cell: as large as fits, so that numbers can be read where there are few columns. */
export function cellSide(columns: number, width: number, height: number, names: number): number {
  const fitting = Math.floor(Math.min((width - names) / columns, (height - HEAD_PX) / columns));
  return Math.min(72, Math.max(18, fitting));
}

/** Height of the slanted names above the cells. */
export const HEAD_PX = 84;
/** Cells of less show no numbers. */
export const NUMBER_FROM_PX = 38;

/** `−0.12`, `1`, and a dash where there is no correlation. */
export function correlationText(value: number): string {
  if (Number.isNaN(value)) return '–';
  const rounded = Math.round(value * 100) / 100;
  if (Math.abs(rounded) === 1) return localNumber(String(rounded));
  // No minus before a zero.
  return rounded === 0 ? '0.00' : localNumber(rounded.toFixed(2));
}

/** The colour of a value from −1 to 1 on the fixed scale, and the writing that reads on it. */
export function correlationColours(tokens: ChartTokens, value: number): { back: Rgb; ink: string } {
  if (Number.isNaN(value)) return { back: parseColour(tokens.surface), ink: tokens.text3 };
  const back = divergingAt(tokens, (value + 1) / 2);
  const contrast = (colour: string): number => {
    const [a, b] = [luminance(back), luminance(parseColour(colour))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  return { back, ink: contrast(tokens.text) >= contrast(tokens.surface) ? tokens.text : tokens.surface };
}

/** The cell that an arrow key leads to; null for any other key. */
export function cellAfterKey(
  key: string,
  { row, column }: { readonly row: number; readonly column: number },
  count: number,
): { row: number; column: number } | null {
  const bounded = (value: number): number => Math.min(count - 1, Math.max(0, value));
  switch (key) {
    case 'ArrowLeft':
      return { row, column: bounded(column - 1) };
    case 'ArrowRight':
      return { row, column: bounded(column + 1) };
    case 'ArrowUp':
      return { row: bounded(row - 1), column };
    case 'ArrowDown':
      return { row: bounded(row + 1), column };
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return { row, column: count - 1 };
    default:
      return null;
  }
}

/** Sentence about a cell, e.g. "Height and Weight: 0.503 over 200 rows". */
export function cellSentence(
  { columns, values, pairs }: CorrelationAnswer,
  row: number,
  column: number,
): string {
  const at = row * columns.length + column;
  const value = values[at] ?? NaN;
  const rows = formatQuantity(pairs[at] ?? 0, 'row');
  const text = Number.isNaN(value)
    ? say('no correlation: one of them does not vary')
    : localNumber(value.toFixed(4));
  return say('{columns} and {columns2}: {text} over {rows} with both', {
    columns: columns[row] ?? '',
    columns2: columns[column] ?? '',
    text,
    rows,
  });
}
