import { say } from '../../src-shared/language/say';
import type { Change } from '../../src-shared/fields/change';
import type { EngineChoice, FileDatasetSpec, RejectPolicy, Split } from '../../src-shared/experiment/schema';
import { FORMAT_WORDS } from '../../src-shared/dataset/format';
import type { TableLook } from '../../src-shared/dataset/look';
import type { DetectedDialect, InspectReport } from '../../src-shared/dataset/report';
import { formatQuantity, formatCount, formatSetting } from './format';

/** Texts of the form, made from what main reports. */

export const ENGINE_LABELS: Readonly<Record<EngineChoice, string>> = {
  auto: say('Picks the quicker one for this size of problem; the run says which and why.'),
  typed: say('Plain typed arrays in TypeScript: no call overhead, quickest on small problems.'),
  tensorflow: say("TensorFlow's native kernels: quickest on wide networks and large batches."),
};

const DELIMITERS: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
  ' ': 'space',
  whitespace: 'blanks',
};

/** "CSV · separated by whitespace · no header · UTF-8". */
export function dialectText({ format, dialect }: Pick<TableLook, 'format' | 'dialect'>): string {
  if (format !== 'csv') return FORMAT_WORDS[format];
  return [
    `${DELIMITERS[dialect.delimiter] ?? dialect.delimiter} between columns`,
    dialect.header === 0 ? 'no header' : dialect.header === 1 ? 'header' : `${dialect.header} header rows`,
    encodingText(dialect),
    ...(dialect.decimal === ',' ? ['decimal comma'] : []),
    ...(dialect.skip > 0 ? [`${formatQuantity(dialect.skip, 'line')} skipped`] : []),
  ].join(' · ');
}

function encodingText(dialect: DetectedDialect): string {
  return `${dialect.encoding.toUpperCase()}${dialect.byteOrderMark ? say(' with byte-order mark') : ''}`;
}

/** Sentence about cells and rows that do not fit; null where all do. */
export function rejectedText(
  { rejectedCount, rejected }: Pick<InspectReport, 'rejectedCount' | 'rejected'>,
  policy: RejectPolicy,
): string | null {
  if (rejectedCount === 0) return null;
  const first = rejected[0];
  const where =
    first === undefined
      ? ''
      : say(', the first on line {line}{value}: {reason}', {
          line: formatCount(first.line),
          value: first.column === null ? '' : say(', column {column}', { column: first.column }),
          reason: first.reason,
        });
  const what = {
    drop: say('such rows are left out'),
    missing: say('such cells count as missing'),
    error: say('no run starts until they fit'),
  }[policy];
  return say('{rejectedCount} not fit{where}; {what}.', {
    rejectedCount: formatQuantity(rejectedCount, 'cell or line does', 'cells or lines do'),
    where,
    what,
  });
}

const SPLIT_LABELS = {
  random: say('at random'),
  stratified: say('at random, stratified'),
  last: say('the last rows'),
} as const;

function foldText({
  fold,
  nSplits,
  repeat,
  by,
  column,
  trainSize,
}: Extract<Split, { method: 'folds' }>): string {
  const size = trainSize === undefined ? '' : say(', training size {trainSize}', { trainSize });
  const how = by === 'random' ? '' : `, ${by === 'stratified' ? by : `by ${column ?? say('order of rows')}`}`;
  return say('fold {fold} of {nSplits}{value}{how}', {
    fold,
    nSplits,
    value: repeat > 1 ? say(', repeat {repeat}', { repeat }) : '',
    how: `${how}${size}`,
  });
}

/** Differences from using all rows as they are: for the summary of a file's data set. */
export function dataChoiceText({
  filter,
  sample,
  split,
  validationSplit,
  testSize,
  columnSettings,
  copy,
}: FileDatasetSpec): readonly (readonly [string, string])[] {
  const choices: [string, string][] = [];
  if (columnSettings.length > 0) {
    choices.push([
      say('Columns'),
      say('{columnSettings} with settings of its own', {
        columnSettings: formatQuantity(columnSettings.length, 'column'),
      }),
    ]);
  }
  if (filter !== null) choices.push([say('Rows where'), filter]);
  if (sample !== null)
    choices.push([say('Sample'), say('at most {rows}', { rows: formatQuantity(sample.rows, 'row') })]);
  if (split.method === 'column') {
    choices.push([
      say('Validation'),
      say('where {column} is {validation}', {
        column: split.column,
        validation: split.validation.join(' or '),
      }),
    ]);
  } else if (split.method === 'folds') choices.push([say('Validation'), foldText(split)]);
  else if (validationSplit > 0 && split.method !== 'random') {
    choices.push([say('Validation'), SPLIT_LABELS[split.method]]);
  }
  if (validationSplit > 0 && 'groupEqualRows' in split && split.groupEqualRows === true) {
    choices.push([say('Equal rows'), say('in the same part')]);
  }
  if ((testSize ?? 0) > 0)
    choices.push([
      say('Test part'),
      say('{testSize} % of the rows, set apart', { testSize: formatSetting((testSize ?? 0) * 100) }),
    ]);
  if (copy) choices.push([say('Copy'), say('kept in the workspace')]);
  return choices;
}

/** Label of the button in the form that makes the changes of a diagnostic. */
export function changeText(changes: readonly Change[]): string {
  const [change] = changes;
  if (change?.path === 'dataset.scaling') return say('Scale the columns');
  if (change?.path === 'dataset.split.groupEqualRows') return say('Keep equal rows together');
  return change?.path === 'dataset.features' ? say('Leave them out') : say('Change it');
}
