import type { TableLook } from '../../../../src-shared/dataset/look';
import type { Dialect } from '../../../../src-shared/experiment/schema';
import type { DialectPatch } from './dataset-edit';

/** Actions of a row's menu that change how the file is read. Lines are 1-based. */

/** Limit of omitted lines, as the dialect has it. */
const MAX_OMITTED = 1000;

/** The line holds the names of the columns: what stands before it is left out. */
export function useAsHeader(line: number, { omit = [] }: Dialect = {}): DialectPatch {
  return { skip: line - 1, header: 1, ...omitting(omit.filter((other) => other > line)) };
}

/** One line more is left out; null where no more can be. */
export function skipLine(line: number, { omit = [] }: Dialect = {}): DialectPatch | null {
  if (omit.includes(line)) return {};
  return omit.length >= MAX_OMITTED ? null : omitting([...omit, line].sort((a, b) => a - b));
}

/**
 * The first row of data is on this line. The header stays where there is one and the lines between
 * can be left out one by one; otherwise the file begins here, without names.
 * @param firstLine of the first row as the file is read now
 */
export function startHere(
  line: number,
  firstLine: number,
  { header }: Pick<TableLook['dialect'], 'header'>,
  { omit = [] }: Dialect = {},
): DialectPatch {
  const between = Array.from({ length: Math.max(0, line - firstLine) }, (_, i) => firstLine + i);
  const all = [...new Set([...omit, ...between])].sort((a, b) => a - b);
  if (header > 0 && all.length <= MAX_OMITTED) return omitting(all);
  return { skip: line - 1, header: 0, ...omitting(omit.filter((other) => other > line)) };
}

function omitting(lines: readonly number[]): DialectPatch {
  return { omit: lines.length === 0 ? undefined : [...lines] };
}
