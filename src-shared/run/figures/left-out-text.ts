import { say, sayNumber } from '../../language/say';
import type { LeftOutKind } from '../../dataset/left-out';
import type { DatasetFacts, DropReason } from '../record/dataset-facts';

/** What is known of the rows that a run did not use. */
export type LeftOutFacts = Pick<
  DatasetFacts,
  | 'rows'
  | 'droppedRows'
  | 'droppedByReason'
  | 'filter'
  | 'filteredRows'
  | 'sample'
  | 'unsampledRows'
  | 'leftOut'
>;

/** The rows that a run did not use, with why, and those it did. */
export interface LeftOut {
  /** "14 of 40 rows used", "14 rows used" where it is not known of how many. */
  readonly used: string;
  /** "20 with missing cells", "6 by the filter": each reason with its count. */
  readonly reasons: readonly string[];
}

const REASONS: Readonly<Record<DropReason, string>> = {
  missing: say('with missing cells'),
  target: say('without a target'),
  weight: say('without a usable weight'),
  badCell: say('with cells that do not fit their column'),
  doubtful: say('that do not fit the table'),
};

const KINDS: Readonly<Record<LeftOutKind, readonly [one: string, many: string]>> = {
  footers: ['footer', 'footers'],
  repeatedHeaders: [say('repeated header'), say('repeated headers')],
  otherTables: [say('row of another table'), say('rows of other tables')],
  emptyRows: [say('row without values'), say('rows without values')],
};

/** null where a run used all that its file or generator has. */
export function leftOut(facts: LeftOutFacts): LeftOut | null {
  const reasons = [...choices(facts), ...unusable(facts), ...besides(facts)];
  if (reasons.length === 0) return null;
  return { used: used(facts), reasons };
}

/** One line of it: "14 of 40 rows used; left out: 20 with missing cells, 6 by the filter age > 60". */
export function leftOutText(facts: LeftOutFacts): string | null {
  const found = leftOut(facts);
  return found === null
    ? null
    : say('{used}; left out: {reasons}', { used: found.used, reasons: found.reasons.join(', ') });
}

function used({ rows, droppedRows, filter, filteredRows, sample, unsampledRows }: LeftOutFacts): string {
  const isKnown =
    (filter === null || filteredRows !== undefined) && (sample === null || unsampledRows !== undefined);
  const all = rows + droppedRows + (filteredRows ?? 0) + (unsampledRows ?? 0);
  return isKnown && all > rows
    ? say('{rows} of {all} rows used', { rows: count(rows), all: count(all) })
    : rows === 1
      ? say('1 row used')
      : say('{rows} rows used', { rows: count(rows) });
}

/** What a person chose not to use. */
function choices({ filter, filteredRows, sample, unsampledRows }: LeftOutFacts): string[] {
  const found: string[] = [];
  if (filter !== null && filteredRows !== 0)
    found.push(
      say('{value} by the filter {filter}', {
        value: filteredRows === undefined ? 'some' : count(filteredRows),
        filter,
      }),
    );
  if (sample !== null && unsampledRows !== 0)
    found.push(
      unsampledRows === undefined
        ? say('all beside a sample')
        : say('{unsampledRows} beside the sample', { unsampledRows: count(unsampledRows) }),
    );
  return found;
}

function unusable({ droppedRows, droppedByReason }: LeftOutFacts): string[] {
  const entries = (Object.keys(REASONS) as DropReason[]).flatMap((reason) => {
    const rows = droppedByReason[reason] ?? 0;
    return rows === 0 ? [] : [{ rows, text: `${count(rows)} ${REASONS[reason]}` }];
  });
  // Records from before reasons were kept have the number alone.
  const rest = droppedRows - entries.reduce((sum, { rows }) => sum + rows, 0);
  return [
    ...entries.map(({ text }) => text),
    ...(rest > 0 ? [say('{rest} that could not be used', { rest: count(rest) })] : []),
  ];
}

/** What stands in the file beside the table. */
function besides({ leftOut: parts = [] }: LeftOutFacts): string[] {
  return (Object.keys(KINDS) as LeftOutKind[]).flatMap((kind) => {
    const own = parts.filter((part) => part.kind === kind);
    const rows = own.reduce((sum, part) => sum + part.count, 0);
    const [first] = own;
    if (first === undefined) return [];
    const [one, many] = KINDS[kind];
    const where = own.length > 1 ? say('from line {from}', { from: count(first.from) }) : linesText(first);
    return [`${count(rows)} ${rows === 1 ? one : many} (${where})`];
  });
}

/** "line 41", "lines 41 to 44". */
export function linesText({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to
    ? say('line {from}', { from: count(from) })
    : say('lines {from} to {to}', { from: count(from), to: count(to) });
}

function count(value: number): string {
  return sayNumber(value);
}
