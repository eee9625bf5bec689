import { say } from '../language/say';
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
    label: say('Target'),
    help: say('The column to predict. Without one, rows are put into clusters.'),
    default: 'none',
    proposed: say('a column whose name or place says so, with the reason'),
  }),
  otherHelp('dataset.features', {
    label: say('Features'),
    help: say('The columns that the model learns from: numbers, dates and categories.'),
    default: say('none, at least one must be named'),
    proposed: say('all but free text, codes, row numbers, constant columns and those mostly missing'),
  }),
  otherHelp('dataset.weight', {
    label: say('Weight'),
    help: say('A column of numbers from 0 on: how much each row counts in loss, metrics and centres.'),
    formula: 'Σ v_i loss_i / Σ v_i',
    default: say('none, so that each row counts once'),
  }),
  choiceHelp<RejectPolicy>(
    'dataset.rejects',
    {
      label: say('Rows that do not fit'),
      help: say(
        'What is done with cells that are not of their column’s type, and with rows of too few or too many cells.',
      ),
      default: say('drop these rows'),
    },
    {
      drop: [say('Drop these rows'), say('they are not trained on')],
      missing: [say('Treat as missing'), say('such a cell counts as missing; the row may stay')],
      error: [say('Stop'), say('no run starts while there are any')],
    },
  ),
  choiceHelp<MissingPolicy>(
    'dataset.missing',
    {
      label: say('Missing values'),
      help: say('What is done with a row whose feature is missing. A column’s own setting overrides it.'),
      default: say('drop the row'),
      proposed: say(
        'median and most frequent category, where dropping would cost more than a tenth of the rows',
      ),
    },
    {
      drop: [say('Drop the row'), say('it is not used')],
      mean: [say("The column's mean"), say('of the training rows')],
      median: [say("The column's median"), say('of the training rows')],
      mostFrequent: [
        say("The column's most frequent value"),
        say('of the training rows; for categories too'),
      ],
      constant: ['A constant', say('a number that you give')],
      error: [say('Refuse the file'), say('no run starts while any is missing')],
    },
  ),
  numberHelp('dataset.missingValue', F['dataset.missingValue']),
  choiceHelp<Scaling>(
    'dataset.scaling',
    {
      label: say('Scaling of features'),
      help: say(
        'How each number x of a column is scaled before the model sees it; fitted on the training rows.',
      ),
      default: 'none',
      proposed: say('standard; none for k-means'),
    },
    {
      none: [say('None'), say('the file’s own units'), 'x'],
      standard: [say('Standard (mean 0)'), say('mean 0, standard deviation 1'), '(x - mean) / sd'],
      minmax: [
        say('Min–max (0 to 1)'),
        say('the training rows’ range becomes 0 to 1'),
        '(x - min) / (max - min)',
      ],
      robust: [say('Robust (median 0, quartiles)'), say('outliers count less'), '(x - median) / (q75 - q25)'],
    },
  ),
  choiceHelp<(typeof TARGET_SCALINGS)[number]>(
    'dataset.targetScaling',
    {
      label: say('Scaling of the target'),
      help: say(
        'Inside a network that predicts numbers. Answers, losses and metrics stay in the target’s own units.',
      ),
      default: 'none',
      proposed: 'standard',
    },
    {
      none: [say('None'), say('as it is'), 'y'],
      standard: [say('Standard (mean 0)'), say('mean 0, standard deviation 1'), '(y - mean) / sd'],
    },
  ),
  choiceHelp<CategoryEncoding>(
    'dataset.encoding',
    { label: say('Categories as'), help: say('How a category becomes numbers.'), default: 'one-hot' },
    {
      oneHot: [say('One-hot: one column per category'), say('0 or 1 for each category')],
      ordinal: [say('Ordinal: one column'), say('its index, from 0 on')],
    },
  ),
];

/** Which rows are used, and which of them only to validate. */
export const ROWS_HELP: readonly SettingHelp[] = [
  choiceHelp<SplitMethod>(
    'dataset.split.method',
    {
      label: say('Rows for validation'),
      help: say('How the rows are chosen that training never sees and every figure is best read on.'),
      default: say('drawn at random'),
      proposed: say('stratified, where the target is a class'),
    },
    {
      random: [say('Drawn at random'), say('with the seed')],
      stratified: [say('At random, stratified by target'), say('each class keeps its share')],
      last: [say('The last part'), say('for rows in the order of time')],
      column: [say('By a column'), say('rows whose cell has one of the values you name')],
      folds: [say('One of several folds'), say('each row validates in one of them; made by Folds…')],
    },
  ),
  numberHelp('dataset.validationSplit', F['dataset.validationSplit'], {
    formula: say('validation rows = share · rows'),
    proposed: say('0.2 from 50 rows on'),
  }),
  numberHelp('dataset.testSize', F['dataset.testSize'], {
    help: say(
      'Share of the rows that is set apart before all else, neither trained on nor validated with: evaluate it once, at the end.',
    ),
  }),
  otherHelp('dataset.split.column', {
    label: say('Column of the split'),
    help: say('The column that says which rows are for validation.'),
    default: 'none',
  }),
  otherHelp('dataset.split.validation', {
    label: say('Values that mean validation'),
    help: say('Rows with one of these values validate; rows with any other are trained on.'),
    default: 'none',
  }),
  numberHelp('dataset.split.seed', F.seed, {
    label: say('Seed of the split'),
    help: say('Keeps the split while the experiment’s seed changes.'),
    default: say('the experiment’s seed'),
  }),
  otherHelp('dataset.split.groupEqualRows', {
    label: say('Keep equal rows together'),
    help: say(
      'Rows alike in every feature and the target go to the same part, so that nothing is validated on rows it was trained on.',
    ),
    default: 'off',
  }),
  otherHelp('dataset.split.nSplits', {
    label: say('Folds'),
    help: say('How many parts the rows are dealt into; a run validates with one and trains on the others.'),
    default: say('none, so that the rows are split once'),
  }),
  otherHelp('dataset.split.fold', {
    label: say('Fold'),
    help: say('Which of the parts this run validates with, from 1 on.'),
    default: 'none',
  }),
  otherHelp('dataset.split.repeat', {
    label: say('Repeat of the folds'),
    help: say('Which way of dealing the rows out, from 1 on: each one makes other parts.'),
    default: '1',
  }),
  otherHelp('dataset.split.trainSize', {
    label: say('Training size'),
    help: say(
      'How much of a fold’s training rows is trained on: a part up to 1, or a number of rows above it.',
    ),
    default: say('all of them'),
  }),
  choiceHelp<FoldsBy>(
    'dataset.split.by',
    {
      label: say('Folds by'),
      help: say(
        'What keeps the parts apart. Which rows a part has follows from the rows and the seed of the folds (1), not from the experiment’s.',
      ),
      default: say('single rows'),
    },
    {
      random: [say('Single rows'), say('dealt out at random')],
      stratified: [say('Single rows, stratified by target'), say('each class keeps its share in every part')],
      group: [say('Groups'), say('rows with one value in a column stay together')],
      time: [say('Time'), say('earlier rows train, the next ones validate')],
    },
  ),
  otherHelp('dataset.filter', {
    label: say('Only rows where'),
    help: say('A DuckDB expression over the columns; rows where it holds are used.'),
    formula: '"Height" > 60 AND "City" <> \'Ulm\'',
    default: say('none, so that all rows are used'),
  }),
  choiceHelp<SampleMethod>(
    'dataset.sample.method',
    {
      label: say('Sample'),
      help: say('Which of the rows are used where there are more than wanted.'),
      default: say('none, so that all rows are used'),
    },
    {
      first: [say('The first rows'), say('from the top')],
      every: [say('Evenly spread'), say('one in so many')],
      random: [say('At random'), say('with the seed')],
    },
  ),
  numberHelp('dataset.sample.rows', F['dataset.sample.rows'], {
    label: say('Rows at most'),
  }),
  numberHelp('dataset.sample.seed', F.seed, {
    label: say('Seed of the sample'),
    help: say('Keeps the sample while the experiment’s seed changes.'),
    default: say('the experiment’s seed'),
  }),
  numberHelp('dataset.stream.passes', F['dataset.stream.passes'], {
    label: say('Passes over streamed rows'),
  }),
  otherHelp('dataset.copy', {
    label: say('Keep a copy of the file in the workspace'),
    help: say('So that its runs can go on when the file has moved or changed.'),
    default: 'off',
  }),
];

/** What one column has of its own. */
export const COLUMN_HELP: readonly SettingHelp[] = [
  choiceHelp<ColumnType>(
    'dataset.columnSettings.type',
    {
      label: say('Type'),
      help: say('What the cells of the column are read as.'),
      default: say('as detected'),
    },
    {
      number: [say('Number'), say('also amounts with a unit')],
      category: [say('Category'), say('one of some words')],
      text: ['Text', say('is never trained on')],
      date: [say('Date'), say('with or without a time of day')],
    },
  ),
  otherHelp('dataset.columnSettings.unit', {
    label: say('Amounts as'),
    help: say(
      'The unit written beside the numbers (5 kg, $10.50, 10%); () for negative amounts in parentheses. A cell with another unit is listed as not a number.',
    ),
    default: say('as detected'),
  }),
  otherHelp('dataset.columnSettings.dateParts', {
    label: say('Parts of the date'),
    help: say(
      'The numbers that the model gets of a date: {DATE_PARTS}. Weekdays count from 0 (Monday); elapsed are days since 1970-01-01.',
      { DATE_PARTS: DATE_PARTS.join(', ') },
    ),
    default: 'elapsed',
    proposed: say('the parts that vary'),
  }),
  otherHelp('dataset.columnSettings.missing', {
    label: say('Missing values of the column'),
    help: say('As Missing values, for this column alone.'),
    default: say('as for all columns'),
  }),
  otherHelp('dataset.columnSettings.missingValue', {
    label: say('Constant of the column'),
    help: say('Number, or category, that stands in for a missing one.'),
    default: say('that of all columns'),
  }),
  otherHelp('dataset.columnSettings.scaling', {
    label: say('Scaling of the column'),
    help: say('As Scaling of features, for this column alone.'),
    default: say('as for all columns'),
  }),
  otherHelp('dataset.columnSettings.encoding', {
    label: say('Categories of the column as'),
    help: say('As Categories as, for this column alone.'),
    default: say('as for all columns'),
  }),
  otherHelp('dataset.columnSettings.na', {
    label: say('Missing-value codes of the column'),
    help: say('Cells that mean "no value" in this column.'),
    default: say('those of the file'),
  }),
];
