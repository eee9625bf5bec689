import { DATASET_FIELDS } from '../dataset/fields';
import {
  DATE_PARTS,
  type CategoryEncoding,
  type ColumnType,
  type MissingPolicy,
  type RejectPolicy,
  type SampleMethod,
  type Scaling,
  type FoldsBy,
  type SplitMethod,
  type TARGET_SCALINGS,
} from '../dataset/schema';
import { choiceHelp, numberHelp, otherHelp, type SettingHelp } from './setting-help';

const F = DATASET_FIELDS;

/** What the columns are for, and how cells become numbers; fitted on the training rows. */
export const PREPARATION_HELP: readonly SettingHelp[] = [
  otherHelp('dataset.target', {
    label: 'Target',
    help: 'The column to predict. Without one, rows are put into clusters.',
    default: 'none',
    proposed: 'a column whose name or place says so, with the reason',
  }),
  otherHelp('dataset.features', {
    label: 'Features',
    help: 'The columns that the model learns from: numbers, dates and categories.',
    default: 'none, at least one must be named',
    proposed: 'all but free text, codes, row numbers, constant columns and those mostly missing',
  }),
  otherHelp('dataset.weight', {
    label: 'Weight',
    help: 'A column of numbers from 0 on: how much each row counts in loss, metrics and centres.',
    formula: 'Σ v_i loss_i / Σ v_i',
    default: 'none, so that each row counts once',
  }),
  choiceHelp<RejectPolicy>(
    'dataset.rejects',
    {
      label: 'Rows that do not fit',
      help: 'What is done with cells that are not of their column’s type, and with rows of too few or too many cells.',
      default: 'drop these rows',
    },
    {
      drop: ['Drop these rows', 'they are not trained on'],
      missing: ['Treat as missing', 'such a cell counts as missing; the row may stay'],
      error: ['Stop', 'no run starts while there are any'],
    },
  ),
  choiceHelp<MissingPolicy>(
    'dataset.missing',
    {
      label: 'Missing values',
      help: 'What is done with a row whose feature is missing. A column’s own setting overrides it.',
      default: 'drop the row',
      proposed: 'median and most frequent category, where dropping would cost more than a tenth of the rows',
    },
    {
      drop: ['Drop the row', 'it is not used'],
      mean: ["The column's mean", 'of the training rows'],
      median: ["The column's median", 'of the training rows'],
      mostFrequent: ["The column's most frequent value", 'of the training rows; for categories too'],
      constant: ['A constant', 'a number that you give'],
      error: ['Refuse the file', 'no run starts while any is missing'],
    },
  ),
  numberHelp('dataset.missingValue', F['dataset.missingValue']),
  choiceHelp<Scaling>(
    'dataset.scaling',
    {
      label: 'Scaling of features',
      help: 'How each number x of a column is scaled before the model sees it; fitted on the training rows.',
      default: 'none',
      proposed: 'standard; none for k-means',
    },
    {
      none: ['None', 'the file’s own units', 'x'],
      standard: ['Standard (mean 0)', 'mean 0, standard deviation 1', '(x - mean) / sd'],
      minmax: ['Min–max (0 to 1)', 'the training rows’ range becomes 0 to 1', '(x - min) / (max - min)'],
      robust: ['Robust (median 0, quartiles)', 'outliers count less', '(x - median) / (q75 - q25)'],
    },
  ),
  choiceHelp<(typeof TARGET_SCALINGS)[number]>(
    'dataset.targetScaling',
    {
      label: 'Scaling of the target',
      help: 'Inside a network that predicts numbers. Answers, losses and metrics stay in the target’s own units.',
      default: 'none',
      proposed: 'standard',
    },
    {
      none: ['None', 'as it is', 'y'],
      standard: ['Standard (mean 0)', 'mean 0, standard deviation 1', '(y - mean) / sd'],
    },
  ),
  choiceHelp<CategoryEncoding>(
    'dataset.encoding',
    { label: 'Categories as', help: 'How a category becomes numbers.', default: 'one-hot' },
    {
      oneHot: ['One-hot: one column per category', '0 or 1 for each category'],
      ordinal: ['Ordinal: one column', 'its index, from 0 on'],
    },
  ),
];

/** Which rows are used, and which of them only to validate. */
export const ROWS_HELP: readonly SettingHelp[] = [
  choiceHelp<SplitMethod>(
    'dataset.split.method',
    {
      label: 'Rows for validation',
      help: 'How the rows are chosen that training never sees and every figure is best read on.',
      default: 'drawn at random',
      proposed: 'stratified, where the target is a class',
    },
    {
      random: ['Drawn at random', 'with the seed'],
      stratified: ['At random, stratified by target', 'each class keeps its share'],
      last: ['The last part', 'for rows in the order of time'],
      column: ['By a column', 'rows whose cell has one of the values you name'],
      folds: ['One of several folds', 'each row validates in one of them; made by Folds…'],
    },
  ),
  numberHelp('dataset.validationSplit', F['dataset.validationSplit'], {
    formula: 'validation rows = share · rows',
    proposed: '0.2 from 50 rows on',
  }),
  numberHelp('dataset.testSize', F['dataset.testSize'], {
    help: 'Share of the rows that is set apart before all else, neither trained on nor validated with: evaluate it once, at the end.',
  }),
  otherHelp('dataset.split.column', {
    label: 'Column of the split',
    help: 'The column that says which rows are for validation.',
    default: 'none',
  }),
  otherHelp('dataset.split.validation', {
    label: 'Values that mean validation',
    help: 'Rows with one of these values validate; rows with any other are trained on.',
    default: 'none',
  }),
  numberHelp('dataset.split.seed', F.seed, {
    label: 'Seed of the split',
    help: 'Keeps the split while the experiment’s seed changes.',
    default: 'the experiment’s seed',
  }),
  otherHelp('dataset.split.groupEqualRows', {
    label: 'Keep equal rows together',
    help: 'Rows alike in every feature and the target go to the same part, so that nothing is validated on rows it was trained on.',
    default: 'off',
  }),
  otherHelp('dataset.split.nSplits', {
    label: 'Folds',
    help: 'How many parts the rows are dealt into; a run validates with one and trains on the others.',
    default: 'none, so that the rows are split once',
  }),
  otherHelp('dataset.split.fold', {
    label: 'Fold',
    help: 'Which of the parts this run validates with, from 1 on.',
    default: 'none',
  }),
  otherHelp('dataset.split.repeat', {
    label: 'Repeat of the folds',
    help: 'Which way of dealing the rows out, from 1 on: each one makes other parts.',
    default: '1',
  }),
  choiceHelp<FoldsBy>(
    'dataset.split.by',
    {
      label: 'Folds by',
      help: 'What keeps the parts apart. Which rows a part has follows from the rows and the seed of the folds (1), not from the experiment’s.',
      default: 'single rows',
    },
    {
      random: ['Single rows', 'dealt out at random'],
      stratified: ['Single rows, stratified by target', 'each class keeps its share in every part'],
      group: ['Groups', 'rows with one value in a column stay together'],
      time: ['Time', 'earlier rows train, the next ones validate'],
    },
  ),
  otherHelp('dataset.filter', {
    label: 'Only rows where',
    help: 'A DuckDB expression over the columns; rows where it holds are used.',
    formula: '"Height" > 60 AND "City" <> \'Ulm\'',
    default: 'none, so that all rows are used',
  }),
  choiceHelp<SampleMethod>(
    'dataset.sample.method',
    {
      label: 'Sample',
      help: 'Which of the rows are used where there are more than wanted.',
      default: 'none, so that all rows are used',
    },
    {
      first: ['The first rows', 'from the top'],
      every: ['Evenly spread', 'one in so many'],
      random: ['At random', 'with the seed'],
    },
  ),
  numberHelp('dataset.sample.rows', F['dataset.sample.rows'], {
    label: 'Rows at most',
  }),
  numberHelp('dataset.sample.seed', F.seed, {
    label: 'Seed of the sample',
    help: 'Keeps the sample while the experiment’s seed changes.',
    default: 'the experiment’s seed',
  }),
  otherHelp('dataset.copy', {
    label: 'Keep a copy of the file in the workspace',
    help: 'So that its runs can go on when the file has moved or changed.',
    default: 'off',
  }),
];

/** What one column has of its own. */
export const COLUMN_HELP: readonly SettingHelp[] = [
  choiceHelp<ColumnType>(
    'dataset.columnSettings.type',
    { label: 'Type', help: 'What the cells of the column are read as.', default: 'as detected' },
    {
      number: ['Number', 'also amounts with a unit'],
      category: ['Category', 'one of some words'],
      text: ['Text', 'is never trained on'],
      date: ['Date', 'with or without a time of day'],
    },
  ),
  otherHelp('dataset.columnSettings.unit', {
    label: 'Amounts as',
    help: 'The unit written beside the numbers (5 kg, $10.50, 10%); () for negative amounts in parentheses. A cell with another unit is listed as not a number.',
    default: 'as detected',
  }),
  otherHelp('dataset.columnSettings.dateParts', {
    label: 'Parts of the date',
    help: `The numbers that the model gets of a date: ${DATE_PARTS.join(', ')}. Weekdays count from 0 (Monday); elapsed are days since 1970-01-01.`,
    default: 'elapsed',
    proposed: 'the parts that vary',
  }),
  otherHelp('dataset.columnSettings.missing', {
    label: 'Missing values of the column',
    help: 'As Missing values, for this column alone.',
    default: 'as for all columns',
  }),
  otherHelp('dataset.columnSettings.missingValue', {
    label: 'Constant of the column',
    help: 'Number, or category, that stands in for a missing one.',
    default: 'that of all columns',
  }),
  otherHelp('dataset.columnSettings.scaling', {
    label: 'Scaling of the column',
    help: 'As Scaling of features, for this column alone.',
    default: 'as for all columns',
  }),
  otherHelp('dataset.columnSettings.encoding', {
    label: 'Categories of the column as',
    help: 'As Categories as, for this column alone.',
    default: 'as for all columns',
  }),
  otherHelp('dataset.columnSettings.na', {
    label: 'Missing-value codes of the column',
    help: 'Cells that mean "no value" in this column.',
    default: 'those of the file',
  }),
];
