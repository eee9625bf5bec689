import { say } from '../language/say';
import { DATASET_FIELDS } from '../dataset/fields';
import {
  DATE_PARTS,
  type CategoryEncoding,
  type ColumnType,
  type MissingPolicy,
  type RejectPolicy,
  type Scaling,
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
