import { say, sayNumber } from '../../language/say';
import { isOfValidation, toTrainingMetric, METRICS } from './metrics';

export { toTrainingMetric, validationMetric } from './metrics';

/** The rows that a metric is measured on. */
export type MeasuredOn = 'validation' | 'training';

/** The rows of a metric by its name on disk (`valLoss`: validation); null where it is not of rows. */
export function measuredOn(metric: string): MeasuredOn | null {
  if (isOfValidation(metric)) return 'validation';
  return METRICS.get(metric)?.isOfRows === true ? 'training' : null;
}

/** A metric's name without the rows, within a sentence: "loss", "R²"; a name that is not known as it is. */
export function measurePhrase(metric: string): string {
  const measure = toTrainingMetric(metric);
  return METRICS.get(measure)?.label ?? measure;
}

/** A metric's name without the rows, where those stand beside it: "Loss", "R²". */
export function measureLabel(metric: string): string {
  return capitalized(measurePhrase(metric));
}

/** A metric's name with its rows, within a sentence: "validation loss", "training accuracy". */
export function metricPhrase(metric: string): string {
  const rows = measuredOn(metric);
  return rows === null ? measurePhrase(metric) : withRows(rows, measurePhrase(metric));
}

/** A metric's name with the rows that it is of: "Validation loss", "Training accuracy". */
export function metricLabel(metric: string): string {
  return capitalized(metricPhrase(metric));
}

/** A metric's name with its rows for a figure's tile, with known abbreviations: "Validation RMSE", "Training J". */
export function tileLabel(metric: string): string {
  const rows = measuredOn(metric);
  const name = METRICS.get(toTrainingMetric(metric))?.short ?? measurePhrase(metric);
  return capitalized(rows === null ? name : withRows(rows, name));
}

/** A metric's name with its rows where there is hardly any room: "val loss", "train RMSE". */
export function railLabel(metric: string): string {
  const rows = measuredOn(metric);
  const name = METRICS.get(toTrainingMetric(metric))?.short ?? measurePhrase(metric);
  if (rows === null) return name;
  return rows === 'validation' ? say('val {name}', { name }) : say('train {name}', { name });
}

/** Rows with what they are, within a sentence: "1 validation row", "1,200 training rows". */
export function rowsPhrase(rows: number, measured: MeasuredOn): string {
  const count = sayNumber(rows);
  if (measured === 'validation')
    return rows === 1 ? say('{count} validation row', { count }) : say('{count} validation rows', { count });
  return rows === 1 ? say('{count} training row', { count }) : say('{count} training rows', { count });
}

/** Metrics in the order people read them: of the validation rows, of the training rows, of neither. */
export function validationFirst(metrics: readonly string[]): string[] {
  const order = [...metrics];
  const rank = (metric: string): number => {
    const rows = measuredOn(metric);
    return rows === 'validation' ? 0 : rows === 'training' ? 1 : 2;
  };
  return order.sort((a, b) => rank(a) - rank(b));
}

function withRows(rows: MeasuredOn, measure: string): string {
  return rows === 'validation'
    ? say('validation {measure}', { measure })
    : say('training {measure}', { measure });
}

function capitalized(text: string): string {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}
