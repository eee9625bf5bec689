import { isPowerCode } from '../../scan/cells/code-cells';
import type { CategoryColumn } from '../typed/category-column';

/** Whether any text is a name that only looks like a number: `1E2` beside `100` is another class. */
export function havePowers(texts: readonly string[]): boolean {
  return texts.some(isPowerCode);
}

/** Whether every text is its number as JavaScript writes it, so that the number itself can stand for it. */
export function areCanonical(texts: readonly string[]): boolean {
  return texts.every((text) => String(Number(text)) === text);
}

/** How the classes of a column of numbers are written. */
export interface ClassTexts {
  /** Of each value the text of the first cell that has it: `1` and `1.0` are one class. */
  readonly byValue: ReadonlyMap<number, string>;
  /** Texts that are not the first of their value, each with that one. */
  readonly others: readonly { readonly first: string; readonly other: string }[];
}

/**
 * @param values of the column's cells as numbers, row after row
 * @param categories the same cells as texts
 */
export function classTexts(values: Float64Array, categories: CategoryColumn): ClassTexts {
  const texts = categories.sortedCategories();
  const codes = categories.finish();
  const byValue = new Map<number, string>();
  const first = new Map<string, string>();
  for (let row = 0; row < values.length && first.size < texts.length; row++) {
    const value = values[row]!;
    const text = texts[codes[row]!];
    if (!Number.isFinite(value) || text === undefined || first.has(text)) continue;
    const known = byValue.get(value);
    if (known === undefined) byValue.set(value, text);
    first.set(text, known ?? text);
  }
  return {
    byValue,
    others: [...first].flatMap(([other, known]) => (known === other ? [] : [{ first: known, other }])),
  };
}
