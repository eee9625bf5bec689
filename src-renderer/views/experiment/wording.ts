import type { Change } from '../../../src-shared/fields/change';
import {
  ACTIVATIONS,
  HIDDEN_ACTIVATIONS,
  LOSSES,
  OPTIMIZERS,
  type Activation,
  type EngineChoice,
  type FileDatasetSpec,
  type InitializerName,
  type LossName,
  type OptimizerKind,
  type RejectPolicy,
  type ScheduleKind,
  type SvmSpec,
} from '../../../src-shared/experiment/schema';
import { FORMAT_WORDS } from '../../../src-shared/dataset/format';
import type { TableLook } from '../../../src-shared/dataset/look';
import type { DetectedDialect, InspectReport } from '../../../src-shared/dataset/report';
import { countOf, formatCount } from '../../text/format';
import { ACTIVATION_NAMES, LOSS_NAMES, OPTIMIZER_NAMES } from '../../text/network-words';

/** The words of the form: options as people know them, and lines made from what main reports. */

type Options<T extends string> = readonly { readonly value: T; readonly label: string }[];

const optionsOf = <T extends string>(values: readonly T[], names: Readonly<Record<T, string>>): Options<T> =>
  values.map((value) => ({ value, label: names[value] }));
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

export const OUTPUT_OPTIONS = optionsOf<Activation>(ACTIVATIONS, ACTIVATION_NAMES);
/** Of the layers before the last. */
export const HIDDEN_OPTIONS = optionsOf<Activation>(HIDDEN_ACTIVATIONS, ACTIVATION_NAMES);

export const LOSS_OPTIONS: Options<LossName> = LOSSES.map((value) => ({
  value,
  label: capital(LOSS_NAMES[value]),
}));

export const INITIALIZER_OPTIONS: Options<InitializerName> = [
  { value: 'glorotUniform', label: 'Glorot uniform' },
  { value: 'glorotNormal', label: 'Glorot normal' },
  { value: 'heUniform', label: 'He uniform' },
  { value: 'heNormal', label: 'He normal' },
  { value: 'lecunUniform', label: 'LeCun uniform' },
  { value: 'lecunNormal', label: 'LeCun normal' },
  { value: 'randomUniform', label: 'Uniform, -0.05 to 0.05' },
  { value: 'randomNormal', label: 'Normal, deviation 0.05' },
  { value: 'zeros', label: 'Zeros' },
];

export const BIAS_OPTIONS: Options<'zeros' | 'glorotUniform'> = [
  { value: 'zeros', label: 'Zeros' },
  { value: 'glorotUniform', label: 'Glorot uniform' },
];

export const OPTIMIZER_OPTIONS: Options<OptimizerKind> = OPTIMIZERS.map((value) => ({
  value,
  label: capital(OPTIMIZER_NAMES[value]),
}));

export const SVM_LOSS_OPTIONS: Options<SvmSpec['loss']> = [
  { value: 'hinge', label: 'Hinge' },
  { value: 'squaredHinge', label: 'Squared hinge' },
];

export const CLASS_WEIGHT_OPTIONS: Options<'none' | 'balanced' | 'own'> = [
  { value: 'none', label: 'None' },
  { value: 'balanced', label: 'Balanced' },
  { value: 'own', label: 'One for each class' },
];

export const CALIBRATION_OPTIONS: Options<SvmSpec['calibration']> = [
  { value: 'none', label: 'None' },
  { value: 'validation', label: 'On the validation rows' },
  { value: 'crossValidation', label: 'By cross-validation' },
];

/** The parameters of each optimizer beside the learning rate, in the order of the form. */
export const OPTIMIZER_PARAMETERS = {
  sgd: [],
  momentum: ['momentum'],
  nesterov: ['momentum'],
  rmsprop: ['rho', 'epsilon'],
  adagrad: ['initialAccumulatorValue', 'epsilon'],
  adam: ['beta1', 'beta2', 'epsilon'],
  adamw: ['beta1', 'beta2', 'epsilon', 'weightDecay'],
} as const satisfies Record<OptimizerKind, readonly string[]>;

export const SCHEDULE_OPTIONS: Options<ScheduleKind> = [
  { value: 'constant', label: 'Constant' },
  { value: 'step', label: 'In steps' },
  { value: 'exponential', label: 'Exponential' },
  { value: 'cosine', label: 'Cosine' },
  { value: 'plateau', label: 'On plateau' },
];

export const SCHEDULE_HELP: Readonly<Record<ScheduleKind, string>> = {
  constant: 'The learning rate stays as it is.',
  step: 'After every so many steps the learning rate is multiplied by the factor.',
  exponential: 'As in steps, but a little at every step.',
  cosine: 'The learning rate falls along half a cosine to its last share.',
  plateau: 'The learning rate is multiplied by the factor where the loss no longer falls.',
};

/** The parameters of each schedule beside the warm-up, in the order of the form. */
export const SCHEDULE_PARAMETERS = {
  constant: [],
  step: ['every', 'factor'],
  exponential: ['every', 'factor'],
  cosine: ['alpha'],
  plateau: ['patience', 'factor', 'minDelta', 'minLearningRate'],
} as const satisfies Record<ScheduleKind, readonly string[]>;

export const ENGINE_WORDS: Readonly<Record<EngineChoice, string>> = {
  auto: 'Picks the quicker one for this size of problem; the run says which and why.',
  typed: 'Plain typed arrays in TypeScript: no call overhead, quickest on small problems.',
  tensorflow: "TensorFlow's native kernels: quickest on wide networks and large batches.",
};

const DELIMITERS: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
  ' ': 'space',
  whitespace: 'blanks',
};

/** "CSV · blanks between columns · no header · UTF-8". */
export function dialectWords({ format, dialect }: Pick<TableLook, 'format' | 'dialect'>): string {
  if (format !== 'csv') return FORMAT_WORDS[format];
  return [
    `${DELIMITERS[dialect.delimiter] ?? dialect.delimiter} between columns`,
    dialect.header === 0 ? 'no header' : dialect.header === 1 ? 'header' : `${dialect.header} header rows`,
    encodingWords(dialect),
    ...(dialect.decimal === ',' ? ['decimal comma'] : []),
    ...(dialect.skip > 0 ? [`${countOf(dialect.skip, 'line')} skipped`] : []),
  ].join(' · ');
}

function encodingWords(dialect: DetectedDialect): string {
  return `${dialect.encoding.toUpperCase()}${dialect.byteOrderMark ? ' with byte-order mark' : ''}`;
}

/** What to say about cells and rows that do not fit; null where all do. */
export function rejectedWords(
  { rejectedCount, rejected }: Pick<InspectReport, 'rejectedCount' | 'rejected'>,
  policy: RejectPolicy,
): string | null {
  if (rejectedCount === 0) return null;
  const first = rejected[0];
  const where =
    first === undefined
      ? ''
      : `, the first on line ${formatCount(first.line)}${first.column === null ? '' : `, column ${first.column}`}: ${first.reason}`;
  const what = {
    drop: 'such rows are left out',
    missing: 'such cells count as missing',
    error: 'no run starts until they fit',
  }[policy];
  return `${countOf(rejectedCount, 'cell or line does', 'cells or lines do')} not fit${where}; ${what}.`;
}

const SPLIT_WORDS = {
  random: 'at random',
  stratified: 'at random, stratified',
  last: 'the last rows',
} as const;

/** What differs from using all rows as they are: for the summary of a file's data set. */
export function dataChoiceWords({
  filter,
  sample,
  split,
  validationSplit,
  columnSettings,
  copy,
}: FileDatasetSpec): readonly (readonly [string, string])[] {
  const words: [string, string][] = [];
  if (columnSettings.length > 0) {
    words.push(['Columns', `${countOf(columnSettings.length, 'column')} with settings of its own`]);
  }
  if (filter !== null) words.push(['Rows where', filter]);
  if (sample !== null) words.push(['Sample', `at most ${countOf(sample.rows, 'row')}`]);
  if (split.method === 'column') {
    words.push(['Validation', `where ${split.column} is ${split.validation.join(' or ')}`]);
  } else if (validationSplit > 0 && split.method !== 'random') {
    words.push(['Validation', SPLIT_WORDS[split.method]]);
  }
  if (validationSplit > 0 && 'groupEqualRows' in split && split.groupEqualRows === true) {
    words.push(['Equal rows', 'in the same part']);
  }
  if (copy) words.push(['Copy', 'kept in the workspace']);
  return words;
}

/** What a button in the form says that makes the changes of a finding. */
export function changeWords(changes: readonly Change[]): string {
  const [change] = changes;
  if (change?.path === 'dataset.scaling') return 'Scale the columns';
  if (change?.path === 'dataset.split.groupEqualRows') return 'Keep equal rows together';
  return change?.path === 'dataset.features' ? 'Leave them out' : 'Change it';
}
