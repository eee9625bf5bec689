import type {
  Activation,
  EngineChoice,
  InitializerName,
  LossName,
  OptimizerSpec,
} from '../../../src-shared/experiment/schema';
import { type MISSING, type SCALINGS } from '../../../src-shared/experiment/schema';
import type { DetectedDialect, InspectReport } from '../../../src-shared/dataset/report';
import { countOf, formatBytes, formatCount } from '../../state/format';

/** The words of the form: options as people know them, and lines made from what main reports. */

type Options<T extends string> = readonly { readonly value: T; readonly label: string }[];

export const ACTIVATION_OPTIONS: Options<Activation> = [
  { value: 'sigmoid', label: 'sigmoid' },
  { value: 'tanh', label: 'tanh' },
  { value: 'relu', label: 'ReLU' },
  { value: 'linear', label: 'linear' },
];

export const LOSS_OPTIONS: Options<LossName> = [
  { value: 'meanSquaredError', label: 'Mean squared error' },
  { value: 'meanAbsoluteError', label: 'Mean absolute error' },
  { value: 'binaryCrossentropy', label: 'Binary cross-entropy' },
];

export const INITIALIZER_OPTIONS: Options<InitializerName> = [
  { value: 'glorotUniform', label: 'Glorot uniform' },
  { value: 'glorotNormal', label: 'Glorot normal' },
  { value: 'heUniform', label: 'He uniform' },
  { value: 'heNormal', label: 'He normal' },
  { value: 'zeros', label: 'Zeros' },
];

export const BIAS_OPTIONS: Options<'zeros' | 'glorotUniform'> = [
  { value: 'zeros', label: 'Zeros' },
  { value: 'glorotUniform', label: 'Glorot uniform' },
];

export const OPTIMIZER_OPTIONS: Options<OptimizerSpec['kind']> = [
  { value: 'adam', label: 'Adam' },
  { value: 'sgd', label: 'SGD' },
  { value: 'momentum', label: 'Momentum' },
  { value: 'rmsprop', label: 'RMSprop' },
];

/** The parameters of each optimizer beside the learning rate, in the order of the form. */
export const OPTIMIZER_PARAMETERS: Readonly<
  Record<OptimizerSpec['kind'], readonly ('momentum' | 'rho' | 'beta1' | 'beta2' | 'epsilon')[]>
> = { sgd: [], momentum: ['momentum'], rmsprop: ['rho', 'epsilon'], adam: ['beta1', 'beta2', 'epsilon'] };

export const MISSING_OPTIONS: Options<(typeof MISSING)[number]> = [
  { value: 'drop', label: 'Leave the row out' },
  { value: 'mean', label: "The column's mean" },
  { value: 'median', label: "The column's median" },
  { value: 'mostFrequent', label: "The column's most frequent value" },
  { value: 'constant', label: 'A constant' },
  { value: 'error', label: 'Refuse the file' },
];

export const SCALING_OPTIONS: Options<(typeof SCALINGS)[number]> = [
  { value: 'none', label: 'None' },
  { value: 'standard', label: 'Standard (mean 0)' },
  { value: 'minmax', label: 'Min–max (0 to 1)' },
  { value: 'robust', label: 'Robust (median 0, quartiles)' },
];

export const ENGINE_WORDS: Readonly<Record<EngineChoice, string>> = {
  auto: 'Picks the quicker one for this size of problem; the run says which and why.',
  typed: 'Plain typed arrays in TypeScript: no call overhead, quickest on small problems.',
  tensorflow: "TensorFlow's native kernels: quickest on wide networks and large batches.",
};

/** "As fast as possible", "10 steps a second". */
export function speedWords(stepsPerSecond: number | null): string {
  if (stepsPerSecond === null) return 'As fast as possible';
  return `${countOf(stepsPerSecond, 'step')} a second`;
}

const DELIMITERS: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
  ' ': 'space',
  whitespace: 'blanks',
};

/** "CSV · blanks between columns · no header · UTF-8". */
export function dialectWords(report: InspectReport): string {
  if (report.format === 'parquet') return 'Parquet';
  if (report.format === 'jsonl') return 'JSON lines';
  const { dialect } = report;
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

/** "200 rows, 3 columns, 5.2 kB". */
export function sizeWords(report: InspectReport): string {
  return `${countOf(report.rows, 'row')}, ${countOf(report.columns.length, 'column')}, ${formatBytes(report.bytes)}`;
}

/** What to say about cells that could not be read; null when all could. */
export function rejectedWords(report: InspectReport): string | null {
  if (report.rejectedCount === 0) return null;
  const first = report.rejected[0];
  const where =
    first === undefined
      ? ''
      : `, the first on line ${formatCount(first.line)}${first.column === null ? '' : `, column ${first.column}`}: ${first.reason}`;
  return `${countOf(report.rejectedCount, 'cell or line was', 'cells or lines were')} not read${where}`;
}
