import { basename } from 'node:path';
import { FORMAT_WORDS } from '../../../../src-shared/dataset/format';
import { unpack } from '../../../../src-shared/ipc/packed';
import { command } from '../../declare/command';
import { findTable } from '../../inputs/table';
import { DATA_FILES } from '../../options/operands';
import { READING_OPTIONS } from '../../options/reading';
import { SOURCE_OPTIONS } from '../../options/source';
import { printJson, printLine, quantity, table } from '../../print/print';
import { doubtLines, leftOutLines } from '../../output/reading-doubts';
import { reading } from '../../output/reading-progress';

/** What is in a data file, and what could not be read. */
export const inspect = command({
  name: 'inspect',
  group: 'Data',
  summary: 'what is in a data file, and what could not be read',
  operands: [DATA_FILES],
  options: { ...SOURCE_OPTIONS, ...READING_OPTIONS },
  examples: [
    ['inspect measured.csv --decimal , --na NA,-999', 'decimal commas, two marks of missing cells'],
    ['inspect lab.xlsx --sheet "Run 2" --range B3:F40', 'some cells of a workbook’s sheet'],
    ['inspect "days/*.csv"', 'several files as one, with a column that says which'],
  ],
  asksWorker: true,
  async run({ operands, options }, services) {
    const file = await findTable(operands, options, services);
    const packed = await reading(basename(file.path), services, (task) =>
      services.runs.datasets.inspect(file, task),
    );
    const report = unpack(packed);
    if (options.json === true) {
      const {
        dialect,
        rows,
        columns,
        rejected,
        rejectedCount,
        path,
        bytes,
        sha256,
        format,
        sources,
        notes,
        doubts,
        leftOut,
      } = report;
      printJson({
        name: report.name,
        path,
        bytes,
        sha256,
        format,
        sources,
        dialect,
        rows,
        columns,
        rejected,
        rejectedCount,
        notes,
        doubts,
        leftOut,
      });
      return 0;
    }
    const { dialect } = report;
    printLine(
      `${report.name}: ${quantity(report.rows, 'row')} × ${quantity(report.columns.length, 'column')}, ${quantity(report.bytes, 'byte')}`,
    );
    if (report.format !== 'csv') printLine(FORMAT_WORDS[report.format]);
    for (const { key, chosen, parts } of report.sources) {
      const texts = parts.map(({ name, about }) =>
        [`${name === chosen ? '*' : ''}"${name}"`, ...(about === '' ? [] : [`(${about})`])].join(' '),
      );
      printLine(`${PARTS[key]} (* is read, --${key} chooses): ${texts.join(', ')}`);
    }
    if (report.format === 'csv') {
      printLine(
        `delimiter ${shown(dialect.delimiter)} · ${describeHeader(dialect.header)} · ${dialect.encoding}${dialect.byteOrderMark ? ' with byte-order mark' : ''} · line ends ${dialect.newline} · decimal ${shown(dialect.decimal)}`,
      );
    }
    printLine('');
    printLine(
      table(
        ['column', 'type', 'missing', 'min', 'max', 'mean', 'std', 'distinct'],
        report.columns.map(({ name: column, type, missing, min, max, mean, std, distinct }) => [
          column,
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
    for (const line of doubtLines(report.doubts)) printLine(line);
    for (const line of leftOutLines(report.leftOut)) printLine(line);
    if (report.rejectedCount > 0) {
      printLine(`\n${report.rejectedCount} rejected:`);
      for (const { line, column, text, reason } of report.rejected.slice(0, 20)) {
        printLine(`  line ${line}${column === null ? '' : `, column ${column}`}: ${reason}: ${text}`);
      }
    }
    return 0;
  },
});

const PARTS = { sheet: 'sheets', table: 'tables', array: 'arrays', entry: 'files' } as const;

function shown(character: string): string {
  return character === '\t' ? 'tab' : character === 'whitespace' ? 'white space' : `"${character}"`;
}

function describeHeader(rows: number): string {
  return rows === 0 ? 'no header' : rows === 1 ? 'header' : `${rows} header rows`;
}
