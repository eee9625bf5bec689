/** The rows that a metric is measured on. */
export type MeasuredOn = 'validation' | 'training';

/** Names on disk of metrics that are measured on rows, without `val`. */
const MEASURES: Readonly<Record<string, string>> = {
  loss: 'loss',
  accuracy: 'accuracy',
  mae: 'mean absolute error',
  rmse: 'root mean squared error',
  r2: 'R²',
  inertia: 'inertia',
  meanSquaredDistance: 'J, mean squared distance',
  hingeLoss: 'hinge loss',
  objective: 'objective',
  logLoss: 'log loss',
  rocAuc: 'area under the ROC curve',
  averagePrecision: 'average precision',
  meanAbsoluteError: 'mean absolute error',
  rootMeanSquaredError: 'root mean squared error',
  medianAbsoluteError: 'median absolute error',
  silhouette: 'silhouette',
  calinskiHarabasz: 'Calinski-Harabasz',
  daviesBouldin: 'Davies-Bouldin',
};

/** Of the training itself, not of rows. */
const OF_TRAINING: Readonly<Record<string, string>> = {
  learningRate: 'learning rate',
  nIter: 'iterations',
  dualityGap: 'duality gap',
};

/** What people abbreviate where there is little room. */
const SHORT: Readonly<Record<string, string>> = {
  mae: 'MAE',
  rmse: 'RMSE',
  meanSquaredDistance: 'J',
};

const VALIDATION = /^val(?=[A-Z])/;

/** The rows of a metric by its name on disk (`valLoss`: validation); null where it is not of rows. */
export function measuredOn(metric: string): MeasuredOn | null {
  if (VALIDATION.test(metric)) return 'validation';
  return Object.hasOwn(MEASURES, metric) ? 'training' : null;
}

/** The metric of the training rows that a metric of the validation rows is beside: `valLoss`, `loss`. */
export function measureOf(metric: string): string {
  return metric
    .replace(VALIDATION, '')
    .replace(/^[A-Z]/, (letter) => (VALIDATION.test(metric) ? letter.toLowerCase() : letter));
}

/** The metric of the validation rows beside a metric of the training rows: `loss`, `valLoss`. */
export function validationMetric(metric: string): string {
  return `val${metric.charAt(0).toUpperCase()}${metric.slice(1)}`;
}

/** A metric's name without the rows, within a sentence: "loss", "R²"; a name that is not known as it is. */
export function measurePhrase(metric: string): string {
  const measure = measureOf(metric);
  return MEASURES[measure] ?? OF_TRAINING[measure] ?? measure;
}

/** A metric's name without the rows, where those stand beside it: "Loss", "R²". */
export function measureLabel(metric: string): string {
  return capitalized(measurePhrase(metric));
}

/** A metric's name with its rows, within a sentence: "validation loss", "training accuracy". */
export function metricPhrase(metric: string): string {
  const rows = measuredOn(metric);
  return rows === null ? measurePhrase(metric) : `${rows} ${measurePhrase(metric)}`;
}

/** A metric's name with the rows that it is of: "Validation loss", "Training accuracy". */
export function metricLabel(metric: string): string {
  return capitalized(metricPhrase(metric));
}

/** A metric's name with its rows for a figure's tile, with known abbreviations: "Validation RMSE", "Training J". */
export function tileLabel(metric: string): string {
  const rows = measuredOn(metric);
  const name = SHORT[measureOf(metric)] ?? measurePhrase(metric);
  return capitalized(rows === null ? name : `${rows} ${name}`);
}

/** A metric's name with its rows where there is hardly any room: "val loss", "train RMSE". */
export function railLabel(metric: string): string {
  const rows = measuredOn(metric);
  const name = SHORT[measureOf(metric)] ?? measurePhrase(metric);
  return rows === null ? name : `${rows === 'validation' ? 'val' : 'train'} ${name}`;
}

/** Rows with what they are, within a sentence: "1 validation row", "1,200 training rows". */
export function rowsPhrase(rows: number, measured: MeasuredOn): string {
  return `${rows.toLocaleString('en')} ${measured} ${rows === 1 ? 'row' : 'rows'}`;
}

/** Metrics in the order people read them: of the validation rows, of the training rows, of neither. */
export function validationFirst(metrics: readonly string[]): string[] {
  const order = [...metrics];
  const place = (metric: string): number => {
    const rows = measuredOn(metric);
    return rows === 'validation' ? 0 : rows === 'training' ? 1 : 2;
  };
  return order.sort((a, b) => place(a) - place(b));
}

function capitalized(text: string): string {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}
