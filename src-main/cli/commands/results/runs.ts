import { join } from 'node:path';
import { fail } from '../../../../src-shared/errors';
import { unconvergedTextOfRow } from '../../../../src-shared/run/live/convergence';
import {
  readCell,
  columnId,
  collectNames,
  type Column,
  type Names,
} from '../../../../src-shared/run/library/columns';
import { mainMetricOfRow } from '../../../../src-shared/run/figures/main-metric';
import { metricPhrase } from '../../../../src-shared/run/figures/metric-labels';
import { parseFilter, parseSort, type FilterProblem } from '../../../../src-shared/run/library/filter';
import type { RunRow } from '../../../../src-shared/run/library/row';
import { sortRows, type SortKey } from '../../../../src-shared/run/library/sort';
import { decodeNumber } from '../../../../src-shared/run/record/stored-number';
import { command } from '../../declare/command';
import { flag, text, wholeNumber } from '../../declare/option';
import { document, printJson, printLine, short, table } from '../../print/print';

/** All runs, as in the window's table. */
export const runs = command({
  name: 'runs',
  group: 'Results',
  summary: 'all runs, newest first',
  about: "FILTER is as in the window: 'loss < 0.01 and nClusters = 4', 'moons tag = paper'.",
  operands: [{ name: 'FILTER', about: 'which runs', isRepeated: true, completion: [] }],
  options: {
    sort: text('KEYS', "such as '-best(loss), name'; a dash for the largest first"),
    limit: wholeNumber('N', 'shows at most so many', { min: 1 }),
    all: flag('archived ones too'),
    where: flag('only the folder they are in'),
  },
  examples: [
    ['runs "loss < 0.01 and kind = network" --sort "-best(accuracy), name"', 'good networks, best first'],
  ],
  async run(args, services) {
    const { options } = args;
    if (options.where === true) {
      printLine(`The runs are in ${join(services.workspace.folder, 'runs')}`);
      return 0;
    }
    const all = await services.runs.library.all();
    const names = collectNames(all);
    const filter = args.operands.join(' ');
    const matches = matcher(filter, names);
    const keys = parseKeys(options.sort, names);
    const limit = options.limit ?? Infinity;
    const found = sortRows(
      all.filter((row) => (options.all === true || !row.archived) && matches(row)),
      keys,
    );
    const shown = found.slice(0, limit);
    if (options.json === true)
      printJson(services.runs.library.records(shown.map(({ id }) => id)).map(document));
    else if (all.length === 0)
      printLine(`There are no runs in ${services.workspace.folder} yet: "benchtop run xnor" makes one.`);
    else if (found.length === 0) printLine(`None of ${all.length} runs matches.`);
    else {
      printRuns(shown, keys);
      if (shown.length < found.length) printLine(`… and ${found.length - shown.length} more`);
    }
    return 0;
  },
});

/** What a run was sorted by is shown as well. */
function printRuns(rows: readonly RunRow[], keys: readonly SortKey[]): void {
  const more = keys.map(({ column }) => column).filter((column) => column.kind !== 'field');
  printLine(
    table(
      ['id', 'name', 'status', 'model', 'seed', 'steps', ...more.map(toTitle), 'result'],
      rows.map((row) => [
        row.id,
        `${row.starred ? '★ ' : ''}${row.name}`,
        unconvergedTextOfRow(row) === null ? row.status : `${row.status}, not converged`,
        row.kind,
        row.seed,
        row.steps,
        ...more.map((column) => shownCell(row, column)),
        formatResult(row),
      ]),
    ),
  );
}

function toTitle(column: Column): string {
  if (column.kind === 'metric')
    return column.statistic === 'last'
      ? metricPhrase(column.name)
      : `${column.statistic} ${metricPhrase(column.name)}`;
  return column.kind === 'param' ? column.path : columnId(column);
}

function shownCell(row: RunRow, column: Column): string | number | null {
  const cell = readCell(row, column);
  return typeof cell === 'boolean' ? String(cell) : cell;
}

/** The last value of what the run is judged by, on validation rows where it has any. */
function formatResult(row: RunRow): string {
  const name = mainMetricOfRow(row);
  const last = name === null ? null : (row.metrics[name]?.[0] ?? null);
  return name === null || last === null ? '' : `${metricPhrase(name)} ${short(decodeNumber(last))}`;
}

function matcher(filterText: string, names: Names): (row: RunRow) => boolean {
  const filter = parseFilter(filterText, names);
  if (!filter.ok) throw refused(filterText, filter.problem, 'filter');
  return filter.matches;
}

function parseKeys(keys: string | undefined, names: Names): readonly SortKey[] {
  if (keys === undefined) return [];
  const sort = parseSort(keys, names);
  if (!sort.ok) throw refused(keys, sort.problem, 'sort');
  return sort.keys;
}

/** The sentence, and where in what was typed. */
function refused(typed: string, { message, from, to }: FilterProblem, field: string): Error {
  const part = typed.slice(from, to).trim();
  const at = part === '' ? 'at its end' : `at “${part}”`;
  return fail('usage', `${message} (in “${typed}”, ${at})`, { field, column: from + 1 });
}
