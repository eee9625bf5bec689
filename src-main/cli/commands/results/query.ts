import { csvText } from '../../../files/csv/csv-text';
import { command } from '../../declare/command';
import { flag, wholeNumber } from '../../declare/option';
import { printJson, printLine, printNotice, table } from '../../print/print';

/** Rows that are printed without --limit: as a table for people, and as data for programs. */
const SHOWN = 1000;
const ALL = 1_000_000;

/** Answers a question in SQL about all runs. */
export const query = command({
  name: 'query',
  group: 'Results',
  summary: 'a question in SQL about all runs, their settings and metrics',
  about:
    'One SELECT, by DuckDB, which sees these tables and nothing else of your disk:\n' +
    'runs: id, name, status, kind, project, group_id, group_name, dataset, seed, steps, elapsed_ms, created_at, started_at, ended_at, engine, parent_id, tags, note, starred, archived, error\n' +
    'params: run_id, name, value (text), number\n' +
    'metrics: run_id, step, elapsed_ms, metric, value; every logged number',
  operands: [
    {
      name: 'SQL',
      about: 'one SELECT',
      missing: () => 'Write a SELECT, in quotation marks.',
      completion: [],
    },
  ],
  options: {
    csv: flag('as CSV'),
    limit: wholeNumber('N', 'rows at most', { min: 1 }),
  },
  examples: [
    [
      'query "SELECT run_id, min(value) FROM metrics WHERE metric = \'loss\' GROUP BY run_id"',
      'the least loss of each run',
    ],
    [
      'query "SELECT name, number, count(*) FROM params GROUP BY ALL" --csv',
      'every setting with its values, for another program',
    ],
  ],
  asksWorker: true,
  async run({ operands, options }, services) {
    const isData = options.json === true || options.csv === true;
    const most = options.limit ?? (isData ? ALL : SHOWN);
    const { columns, rows, isCut } = await services.runs.queries.query(operands[0] ?? '', most);
    if (options.json === true)
      printJson(rows.map((row) => Object.fromEntries(columns.map((name, c) => [name, row[c] ?? null]))));
    else if (options.csv === true) {
      printLine(columns.map(csvText).join(','));
      for (const row of rows)
        printLine(
          row.map((value) => (typeof value === 'string' ? csvText(value) : String(value ?? ''))).join(','),
        );
    } else {
      printLine(
        table(
          columns,
          rows.map((row) => row.map((value) => (typeof value === 'boolean' ? String(value) : value))),
        ),
      );
    }
    if (isCut && options.limit === undefined)
      printNotice(`only the first ${most.toLocaleString('en')} rows: --limit says how many there may be.`);
    return 0;
  },
});
