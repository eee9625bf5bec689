import { copyFileSync, cpSync, existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fail } from '../../src-shared/errors';
import { decodeNumber } from '../../src-shared/run/record';
import { writeFileDurable } from '../files/durable';
import type { TableParams } from '../runs/dataset-service';
import { dialectOf, last, list, wholeNumber, type Arguments } from './arguments';
import { document, printJson, printLine, short, table } from './output';
import { reading } from './reading';
import { findRun } from './run-commands';
import type { Services } from './services';

/** `inspect FILE` */
export async function inspectCommand(args: Arguments, services: Services): Promise<number> {
  const file = tableOf(args);
  const report = await reading(basename(file.path), services, (task) =>
    services.runs.datasets.inspect(file, task),
  );
  if (args.options.json === true) {
    const { dialect, rows, columns, rejected, rejectedCount, name, path, bytes, sha256, format, notes } =
      report;
    printJson({ name, path, bytes, sha256, format, dialect, rows, columns, rejected, rejectedCount, notes });
    return 0;
  }
  const { dialect } = report;
  printLine(
    `${report.name}: ${report.rows.toLocaleString('en')} rows × ${report.columns.length} columns, ${report.bytes.toLocaleString('en')} bytes`,
  );
  if (report.format === 'csv') {
    printLine(
      `delimiter ${shown(dialect.delimiter)} · ${headerWords(dialect.header)} · ${dialect.encoding}${dialect.byteOrderMark ? ' with byte-order mark' : ''} · line ends ${dialect.newline} · decimal ${shown(dialect.decimal)}`,
    );
  }
  printLine('');
  printLine(
    table(
      ['column', 'type', 'missing', 'min', 'max', 'mean', 'std', 'distinct'],
      report.columns.map(({ name, type, missing, min, max, mean, std, distinct }) => [
        name,
        type,
        missing,
        min,
        max,
        mean,
        std,
        distinct,
      ]),
    ),
  );
  for (const note of report.notes) printLine(`note: ${note}`);
  if (report.rejectedCount > 0) {
    printLine(`\n${report.rejectedCount} rejected:`);
    for (const { line, column, text, reason } of report.rejected.slice(0, 20)) {
      printLine(`  line ${line}${column === null ? '' : `, column ${column}`}: ${reason}: ${text}`);
    }
  }
  return 0;
}

/** `convert FILE --to OUT` */
export async function convertCommand(args: Arguments, services: Services): Promise<number> {
  const { to } = args.options;
  if (to === undefined)
    throw fail('usage', 'Say where to: --to OUT.csv or --to OUT.parquet.', { field: 'to' });
  const file = tableOf(args);
  const done = await reading(basename(file.path), services, (task) =>
    services.runs.datasets.convert(file, resolve(to), task),
  );
  if (args.options.json === true) printJson({ ...done, path: resolve(to) });
  else {
    printLine(
      `${done.rows.toLocaleString('en')} rows × ${done.columns.length} columns written to ${resolve(to)}`,
    );
    if (done.rejectedCount > 0)
      printLine(
        `${done.rejectedCount} ${done.rejectedCount === 1 ? 'row does' : 'rows do'} not fit the table; the file has them as well as they could be read, and "benchtop inspect" lists them.`,
      );
  }
  return 0;
}

/** `show RUN` */
export function showCommand(args: Arguments, services: Services): number {
  const run = findRun(args.operands[0], services);
  if (args.options.json === true) printJson(document(run));
  else {
    const { record } = run;
    printLine(`${record.name} · ${record.id} · ${record.status}`);
    printLine(run.path);
    printLine(
      table(
        ['metric', 'last'],
        Object.entries(record.summary).map(([name, value]) => [name, decodeNumber(value)]),
      ),
    );
    printLine(
      table(
        ['checkpoint', 'bytes'],
        record.checkpoints.map(({ path, bytes }) => [join(run.path, path), bytes]),
      ),
    );
    printLine(JSON.stringify(record.experiment, null, 2));
  }
  return 0;
}

/** `surface RUN [--grid 100]` */
export async function surfaceCommand(args: Arguments, services: Services): Promise<number> {
  const { record } = findRun(args.operands[0], services);
  const grid = wholeNumber(last(args.options.grid), 'grid', 100, 2);
  const at = args.options.step === undefined ? null : wholeNumber(args.options.step, 'step', 0);
  const { x1, x2, values } = await services.runs.models.surface(record.id, at, grid);
  const rows = Array.from(x2, (_, i) => Array.from(values.subarray(i * x1.length, (i + 1) * x1.length)));
  if (args.options.json === true) {
    printJson({ x1, x2, values: rows });
    return 0;
  }
  const shades = ' ░▒▓█';
  const every = Math.max(1, Math.floor(grid / 30));
  for (let i = grid - 1; i >= 0; i -= every) {
    const row = rows[i] ?? [];
    printLine(
      row
        .filter((_, j) => j % every === 0)
        .map((value) => (shades[Math.min(4, Math.max(0, Math.floor(value * 5)))] ?? ' ').repeat(2))
        .join(''),
    );
  }
  const corner = (i: number, j: number): string => short(rows[i]?.[j] ?? NaN);
  printLine(
    `corners: (low, low) ${corner(0, 0)} · (low, high) ${corner(grid - 1, 0)} · (high, low) ${corner(0, grid - 1)} · (high, high) ${corner(grid - 1, grid - 1)}`,
  );
  return 0;
}

const FILES: Readonly<Record<string, string>> = {
  metrics: 'metrics.csv',
  predictions: 'predictions.csv',
  centers: 'centers.csv',
  hyperplane: 'hyperplane.csv',
};

/** Made from the run's data, at a step: by the format of the file. */
const EVALUATIONS = { evaluation: 'json', curves: 'csv' } as const;

/** `export RUN --format FORMAT --to PATH` */
export async function exportCommand(args: Arguments, services: Services): Promise<number> {
  const run = findRun(args.operands[0], services);
  const { format, to } = args.options;
  const formats = [...Object.keys(FILES), ...Object.keys(EVALUATIONS), 'json', 'checkpoint', 'folder'];
  if (format === undefined || !formats.includes(format) || to === undefined) {
    throw fail('usage', `Say what and where: --format ${formats.join('|')} --to PATH.`, { field: 'format' });
  }
  const target = resolve(to);
  if (existsSync(target))
    throw fail('usage', `${target} exists already: choose another name.`, { file: target, field: 'to' });
  if (format === 'evaluation' || format === 'curves') {
    const at = args.options.step === undefined ? null : wholeNumber(args.options.step, 'step', 0);
    const file = { to: target, format: EVALUATIONS[format] };
    await reading(run.record.dataset?.name ?? run.record.name, services, (task) =>
      services.runs.models.exportEvaluation(run.record.id, at, file, task),
    );
  } else if (format === 'json') {
    const metrics = await services.workspace.runs.logs.readMetrics(run.record.id);
    const series = Object.fromEntries(
      Object.entries(metrics.series).map(([name, values]) => [name, [...values]]),
    );
    writeFileDurable(
      target,
      `${JSON.stringify({ ...run.record, metrics: { step: [...metrics.step], elapsedMs: [...metrics.elapsedMs], ...series } }, null, 2)}\n`,
    );
  } else if (format === 'folder') cpSync(run.path, target, { recursive: true });
  else if (format === 'checkpoint') {
    const last = run.record.checkpoints[run.record.checkpoints.length - 1];
    if (last === undefined) throw fail('not-found', 'This run has no checkpoint.');
    cpSync(join(run.path, last.path), target, { recursive: true });
  } else {
    const source = join(run.path, FILES[format] ?? '');
    if (!existsSync(source))
      throw fail('not-found', `This run has no ${FILES[format] ?? format}.`, { file: source });
    copyFileSync(source, target);
  }
  if (args.options.json === true) printJson({ path: target });
  else printLine(target);
  return 0;
}

/** The file that is named, and how it is to be read. */
function tableOf(args: Arguments): TableParams {
  return { path: fileOperand(args), columns: list(args.options.columns), dialect: dialectOf(args) };
}

function fileOperand(args: Arguments): string {
  const [file] = args.operands;
  if (file === undefined) throw fail('usage', 'Name a data file.');
  return resolve(file);
}

function shown(character: string): string {
  return character === '\t' ? 'tab' : character === 'whitespace' ? 'white space' : `"${character}"`;
}

function headerWords(rows: number): string {
  return rows === 0 ? 'no header' : rows === 1 ? 'header' : `${rows} header rows`;
}
