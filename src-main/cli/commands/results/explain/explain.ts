import { fail } from '../../../../../src-shared/errors';
import {
  IMPORTANCE_METRICS,
  type ExplainMethod,
  type ImportanceMetric,
} from '../../../../../src-shared/run/explanation/explanation';
import { readEncoders } from '../../../../../src-shared/run/points/raw-columns';
import { command } from '../../../declare/command';
import { text, wholeNumber } from '../../../declare/option';
import { findRun, noteModel } from '../../../inputs/find-run';
import { RUN } from '../../../options/operands';
import { reading } from '../../../output/reading-progress';
import { printJson, printLine } from '../../../print/print';
import { dependenceDocument, rowDocument, summaryDocument } from './explanation-document';
import { faultsText } from './faults-text';
import { dependenceText, importanceText, rowText, summaryText } from './explanation-text';

const METHODS = ['permutation', 'dependence', 'ale', 'shap', 'gradients', 'faults'] as const;
type Method = (typeof METHODS)[number];

/** Why a run's model says what it says. */
export const explain = command({
  name: 'explain',
  group: 'Results',
  summary: 'which columns decide, what the model makes of one, and why a row’s answer is what it is',
  operands: [RUN],
  options: {
    method: text('METHOD', 'permutation without the option; with --row shap; with --column dependence', {
      choices: METHODS,
    }),
    column: text('NAME', 'what the model says while this column changes'),
    row: wholeNumber('N', 'why it says what it says of a row of the table', { min: 1 }),
    metric: text('NAME', 'by which columns are ranked', { choices: IMPORTANCE_METRICS }),
    class: text('NAME', 'of several answers, the one that is explained'),
    count: wholeNumber('N', 'rows of --method faults; 10 without the option', { min: 1, max: 1000 }),
    on: text('ROWS', 'of the rows that were set apart, once they were opened', { choices: ['test'] }),
    step: wholeNumber('N', 'of a checkpoint; the finished model without the option', { min: 0 }),
  },
  examples: [
    ['explain last', 'which columns decide, on the rows that were kept apart'],
    ['explain last --column age', 'what the model says from the youngest to the oldest'],
    ['explain last --row 17', 'which columns make up the answer to row 17'],
    ['explain last --method shap', 'the same over many rows'],
    ['explain last --on test', 'on the rows that were set apart, after evaluate --on test'],
    ['explain last --method faults', 'the rows and the kinds of rows it is most wrong on'],
  ],
  asksWorker: true,
  async run(args, services) {
    const { record } = findRun(args.operands[0], services);
    const { column, row, metric, class: named, step, json } = args.options;
    if (column !== undefined && row !== undefined)
      throw fail('usage', 'Ask about one column or one row: --column and --row do not go together.');
    const method = chooseMethod(args.options.method, column, row);
    if (args.options.on === 'test' && step !== undefined)
      throw fail('usage', 'The test part is for the finished model: leave --step out.', { field: 'step' });
    const model = { id: record.id, step: step ?? null, onTest: args.options.on === 'test' };
    await noteModel(record.id, model.step, services);
    const { explanations } = services.runs;
    const read = <T>(work: (task: string) => Promise<T>): Promise<T> =>
      reading(record.dataset?.name ?? record.name, services, work);
    const print = (document: unknown, lines: string): number => {
      if (json === true) printJson(document);
      else printLine(`${record.name} · ${record.id}\n${lines}`);
      return 0;
    };
    if (method === 'permutation') {
      const found = await read((task) => explanations.columns(model, toMetric(metric), task));
      return print(found, importanceText(found));
    }
    if (method === 'faults') {
      const found = await read((task) => explanations.faults(model, args.options.count ?? 10, task));
      return print(found, faultsText(found));
    }
    if (method === 'dependence' || method === 'ale') {
      if (column === undefined) {
        const known = record.dataset === null ? [] : readEncoders(record.dataset).map((one) => one.column);
        throw fail('usage', `Name a column with --column: ${known.join(', ')}.`, { field: 'column' });
      }
      const found = await read((task) => explanations.column(model, column, task));
      return print(dependenceDocument(found), dependenceText(found, method, toOutput(named, found)));
    }
    if (row !== undefined) {
      const found = await read((task) => explanations.row(model, { row }, method, task));
      return print(rowDocument(found), rowText(found, row, toOutput(named, found)));
    }
    const output =
      named === undefined ? null : toOutput(named, { outputs: (record.dataset?.classes ?? []).map(String) });
    const found = await read((task) => explanations.rows(model, method, output, task));
    return print(summaryDocument(found), summaryText(found));
  },
});

function chooseMethod(
  given: string | undefined,
  column: string | undefined,
  row: number | undefined,
): Method {
  const found = METHODS.find((known) => known === given);
  if (given !== undefined && found === undefined)
    throw fail('usage', `--method must be ${METHODS.join(', ')}, not "${given}".`, { field: 'method' });
  const method = found ?? (row !== undefined ? 'shap' : column !== undefined ? 'dependence' : 'permutation');
  const isOfRow = (one: Method): one is ExplainMethod => one === 'shap' || one === 'gradients';
  if (row !== undefined && !isOfRow(method))
    throw fail('usage', 'A row is explained by --method shap or gradients.', { field: 'method' });
  if (column !== undefined && method !== 'dependence' && method !== 'ale')
    throw fail('usage', 'A column is shown by --method dependence or ale.', { field: 'method' });
  return method;
}

function toMetric(name: string | undefined): ImportanceMetric | null {
  return IMPORTANCE_METRICS.find((known) => known === name) ?? null;
}

/** Place of an answer by its name. @throws BenchtopError where there is no such */
function toOutput(
  named: string | undefined,
  { outputs }: { readonly outputs: readonly string[] },
): number | null {
  if (named === undefined) return null;
  const place = outputs.indexOf(named);
  if (place >= 0) return place;
  throw fail('usage', `There is no answer "${named}": choose ${outputs.join(', ')}.`, { field: 'class' });
}
