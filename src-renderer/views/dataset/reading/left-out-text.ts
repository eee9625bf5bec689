import { say } from '../../../../src-shared/language/say';
import type { LeftOutKind, LeftOutRows } from '../../../../src-shared/dataset/left-out';
import { formatQuantity, formatCount } from '../../../text/format';

export const KIND_LABELS: Readonly<Record<LeftOutKind, string>> = {
  footers: say('Footers'),
  repeatedHeaders: say('Repeated headers'),
  otherTables: say('Other tables'),
  emptyRows: say('Rows without values'),
};

const ONE: Readonly<Record<LeftOutKind, string>> = {
  footers: say('footer row'),
  repeatedHeaders: say('repeated header'),
  otherTables: say('row of another table'),
  emptyRows: say('row without values'),
};
const MANY: Readonly<Partial<Record<LeftOutKind, string>>> = {
  otherTables: say('rows of another table'),
  emptyRows: say('rows without values'),
};

/** Lines of the file that rows stand in, as text: `Line 7`, or `Lines 7–9`. */
export function linesText({ from, to }: Pick<LeftOutRows, 'from' | 'to'>): string {
  return from === to
    ? say('Line {from}', { from: formatCount(from) })
    : say('Lines {from}–{to}', { from: formatCount(from), to: formatCount(to) });
}

/** One sentence about all that is left out, e.g. `Left out: 1 footer row, 2 repeated headers.` */
export function leftOutText(rows: readonly LeftOutRows[]): string {
  const counts = new Map<LeftOutKind, number>();
  for (const { kind, count } of rows) counts.set(kind, (counts.get(kind) ?? 0) + count);
  const parts = [...counts].map(([kind, count]) => formatQuantity(count, ONE[kind], MANY[kind]));
  return say('Left out: {parts}.', { parts: parts.join(', ') });
}
