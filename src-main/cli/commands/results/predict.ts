import { basename, resolve } from 'node:path';
import { fail } from '../../../../src-shared/errors';
import type { PointPredictions, PredictionRow } from '../../../../src-shared/run/points/query-points';
import { cellText, describeRemark } from '../../../../src-shared/run/text/prediction-text';
import { describePointFile, unmatchedText } from '../../../../src-shared/run/text/point-file-text';
import type { ColumnMatches, PointFileCheck } from '../../../../src-shared/run/points/point-file';
import { command, type CommonValues } from '../../declare/command';
import { repeated, text, wholeNumber, type Values } from '../../declare/option';
import { RAW } from '../../options/raw';
import { readDialect, READING_OPTIONS } from '../../options/reading';
import { SOURCE_OPTIONS } from '../../options/source';
import {
  columnTexts,
  printJson,
  printLine,
  printNotice,
  ProgressLine,
  short,
  table,
  quantity,
} from '../../print/print';
import { RUN } from '../../options/operands';
import { findRun, noteModel } from '../../inputs/find-run';
import { findFile } from '../../inputs/table';
import type { Services } from '../../services/services';

/** Rows of a file fetched at a time. */
const PAGE_ROWS = 10_000;

const OPTIONS = {
  points: text('X1,X2;X1,X2', 'points in the order of the features'),
  random: wholeNumber('N', 'points drawn from the ranges of the features', { min: 1, max: 1_000_000 }),
  seed: wholeNumber('N', 'with --random; the run’s own without the option', { min: 0 }),
  step: wholeNumber('N', 'of a checkpoint; the finished model without the option', { min: 0 }),
  match: repeated('COLUMN=SOURCE', 'a column of FILE that has another name than the model’s'),
  to: text('OUT.csv', 'writes the rows of FILE with their answers'),
  raw: RAW,
  // Of FILE nothing else is asked: it is read as any other, by what is detected.
  header: READING_OPTIONS.header,
  ...SOURCE_OPTIONS,
};

/** Answers of a run's model for new points. */
export const predict = command({
  name: 'predict',
  group: 'Results',
  summary: 'answers for the rows of a file, for points, or for random ones',
  operands: [RUN, { name: 'FILE', about: 'a file of points', completion: 'files' }],
  options: OPTIONS,
  examples: [
    ['predict last --points "-0.275,-0.494;3.39,-2.137"', 'two points'],
    ['predict last new.csv --match colour=tint --to answers.csv', 'a file whose column has another name'],
  ],
  asksWorker: true,
  async run(args, services) {
    const { record } = findRun(args.operands[0], services);
    const [, file] = args.operands;
    const { points, random, step, to, match } = args.options;
    if ([file, points, random].filter((given) => given !== undefined).length !== 1) {
      throw fail('usage', 'Give the points one way: a file, --points "x1,x2;x1,x2", or --random N.');
    }
    if (file === undefined && (to !== undefined || match !== undefined)) {
      throw fail('usage', '--to and --match go with a file of points.');
    }
    const model = { id: record.id, step: step ?? null };
    await noteModel(model.id, model.step, services);
    if (file !== undefined) return predictFile(file, model, args.options, services);
    const request =
      points !== undefined
        ? { kind: 'cells' as const, points: parseCells(points) }
        : {
            kind: 'random' as const,
            n: random ?? 0,
            seed: args.options.seed ?? record.experiment.seed,
          };
    const predictions = await services.runs.predictions.predict(model, request);
    if (args.options.json === true) printJson(predictions.rows.map((row) => toDocument(row)));
    else printAnswers(predictions);
    return 0;
  },
});

type Model = { readonly id: string; readonly step: number | null };

async function predictFile(
  name: string,
  model: Model,
  options: Values<typeof OPTIONS> & CommonValues,
  services: Services,
): Promise<number> {
  const { predictions } = services.runs;
  const header = readDialect(options)?.header ?? null;
  const { path, source } = await findFile([name], options, services);
  const file = { path, source, header, matches: parseMatches(options.match ?? []) };
  const check = await predictions.check(model, file);
  requireColumns(check, file.matches);
  for (const sentence of describePointFile(check)) printNotice(sentence);
  const checked = { ...file, stamp: check.stamp };
  const { to, json } = options;
  if (to !== undefined) {
    const saved = await predictions.save(model, checked, resolve(to), null, options.raw);
    saved.notes.forEach((note) => {
      printNotice(note);
    });
    if (json === true) printJson({ path: resolve(to), rows: saved.rows, answered: check.rows?.usable ?? 0 });
    else printLine(`${quantity(saved.rows, 'row')} with their answers: ${resolve(to)}`);
    return 0;
  }
  const rows: (PredictionRow & { readonly line: number })[] = [];
  const total = check.rows?.total ?? 0;
  const progress = new ProgressLine();
  while (rows.length < total) {
    const page = await predictions.rows(model, checked, rows.length, PAGE_ROWS);
    if (page.rows.length === 0) break;
    for (const row of page.rows) rows.push(row);
    progress.show(basename(path), rows.length / total, `${rows.length.toLocaleString('en')} rows`);
  }
  progress.clear();
  if (json === true) printJson(rows.map((row) => toDocument(row, row.line)));
  else printAnswers({ columns: check.answers, rows });
  return 0;
}

/** Nothing is predicted where a column is absent, or no row can be answered. */
function requireColumns(check: PointFileCheck, matches: ColumnMatches): void {
  const unknown = Object.keys(matches).find((column) =>
    check.matched.every((pair) => pair.column !== column),
  );
  const where = { file: check.path, field: 'points' };
  if (unknown !== undefined) {
    throw fail(
      'usage',
      `--match names "${unknown}", which is no column of the model: its columns are ${check.matched.map(({ column }) => `"${column}"`).join(', ')}.`,
      where,
    );
  }
  const missing = Object.entries(matches).find(
    ([, source]) => source !== null && !check.columns.includes(source),
  );
  if (missing !== undefined) {
    throw fail(
      'usage',
      `--match names "${missing[1] ?? ''}", which ${check.name} does not have: its columns are ${check.columns.map((name) => `"${name}"`).join(', ')}.`,
      where,
    );
  }
  if (check.absent.length > 0) {
    throw fail('invalid-data', `${unmatchedText(check)} Say which is which with --match column=source.`, {
      ...where,
      column: check.absent[0] ?? '',
    });
  }
  if (check.rows?.usable === 0) {
    throw fail(
      'invalid-data',
      `No row of ${check.name} can be predicted: ${describePointFile(check).join(' ')}`,
      where,
    );
  }
}

/** What was asked, in the words it was asked in: categories and dates rather than model inputs. */
function toDocument({ given, problem, prediction, filled, outside }: PredictionRow, line?: number): unknown {
  const { input: _, ...answer } = prediction ?? { input: {} };
  return {
    ...(line === undefined ? {} : { line }),
    input: given,
    ...answer,
    ...(problem === null ? {} : { problem }),
    ...(filled.length === 0 ? {} : { filled }),
    ...(outside.length === 0 ? {} : { outside }),
  };
}

/** Texts of a column's numbers, each at its row; nothing where a row has none. */
function numberTexts(cells: readonly unknown[]): (string | undefined)[] {
  const texts = columnTexts(cells.filter((cell) => typeof cell === 'number'));
  let at = 0;
  return cells.map((cell) => (typeof cell === 'number' ? texts[at++] : undefined));
}

function printAnswers({ columns, rows }: Pick<PointPredictions, 'columns' | 'rows'>): void {
  const names = [...new Set(rows.flatMap(({ given }) => Object.keys(given)))];
  const remarks = rows.map((row) => describeRemark(row, short));
  const ofColumns = columns.map((_, c) => numberTexts(rows.map(({ answer }) => answer?.[c] ?? null)));
  const hasRemarks = remarks.some((remark) => remark !== '');
  printLine(
    table(
      [...names, ...columns, ...(hasRemarks ? ['note'] : [])],
      rows.map(({ given, answer }, i) => [
        ...names.map((name) => {
          const cell = given[name] ?? null;
          return typeof cell === 'string' ? cellText(cell) : cell;
        }),
        ...columns.map((_, c) => ofColumns[c]?.[i] ?? answer?.[c] ?? null),
        ...(hasRemarks ? [remarks[i] ?? ''] : []),
      ]),
    ),
  );
}

/** Cells of the raw columns; an empty one is missing. */
function parseCells(text: string): string[][] {
  return text
    .split(';')
    .filter((point) => point.trim() !== '')
    .map((point) => point.split(',').map((cell) => cell.trim()));
}

/** `column=source`; `column=` fills the column as in training. */
function parseMatches(pairs: readonly string[]): Record<string, string | null> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at <= 0) throw fail('usage', `--match takes column=source, not "${pair}".`, { field: 'match' });
      const source = pair.slice(at + 1).trim();
      return [pair.slice(0, at).trim(), source === '' ? null : source];
    }),
  );
}
