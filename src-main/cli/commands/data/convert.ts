import { basename, resolve } from 'node:path';
import { fail } from '../../../../src-shared/errors';
import { command } from '../../declare/command';
import { text } from '../../declare/option';
import { findTable } from '../../inputs/table';
import { DATA_FILES } from '../../options/operands';
import { READING_OPTIONS } from '../../options/reading';
import { RAW } from '../../options/raw';
import { SOURCE_OPTIONS } from '../../options/source';
import { printJson, printLine, quantity } from '../../print/print';
import { formulasText } from '../../../../src-shared/dataset/formulas-text';
import { leftOutLines } from '../../output/reading-doubts';
import { reading } from '../../output/reading-progress';

/** Writes a data file anew, as CSV or Parquet. */
export const convert = command({
  name: 'convert',
  group: 'Data',
  summary: 'write a data file anew, as CSV or Parquet',
  operands: [DATA_FILES],
  options: { to: text('OUT', 'OUT.csv or OUT.parquet'), raw: RAW, ...SOURCE_OPTIONS, ...READING_OPTIONS },
  examples: [['convert measured.csv --to clean.parquet', 'a faster file of the same rows']],
  asksWorker: true,
  async run({ operands, options }, services) {
    const { to } = options;
    if (to === undefined)
      throw fail('usage', 'Say where to: --to OUT.csv or --to OUT.parquet.', { field: 'to' });
    const file = await findTable(operands, options, services);
    const done = await reading(basename(file.path), services, (task) =>
      services.runs.datasets.convert(file, resolve(to), task, options.raw),
    );
    if (options.json === true) printJson({ ...done, path: resolve(to) });
    else {
      printLine(
        `${quantity(done.rows, 'row')} × ${quantity(done.columns.length, 'column')} written to ${resolve(to)}`,
      );
      if (done.formulas > 0) printLine(formulasText(done.formulas));
      for (const line of leftOutLines(done.leftOut)) printLine(line);
      if (done.rejectedCount > 0)
        printLine(
          `${done.rejectedCount} ${done.rejectedCount === 1 ? 'row does' : 'rows do'} not fit the table; the file has them as well as they could be read, and "benchtop inspect" lists them.`,
        );
    }
    return 0;
  },
});
