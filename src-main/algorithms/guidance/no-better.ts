import { counted, sentence, type Sentence } from '../../../src-shared/language/sentence';
import type { Finding, Offer } from '../../../src-shared/run/live/guidance';
import type { TrainingData } from '../contract/trainer';
import { finding } from './offers';
import { lookedAt } from './one-class';

/** Share of what the most frequent class gets wrong that a classifier puts right, below which it is hardly better. */
const LEAST_GAIN = 0.1;
/** Of fewer rows chance decides. */
const MIN_ROWS = 20;

/**
 * A classifier that is hardly better than always answering the training rows' most frequent class: on validation
 * rows where there are any, else on training rows. One that gives all rows one class is told of elsewhere.
 * @param classify gives the classes of rows of the data; none where the model cannot be asked
 * @param why the model may not do better, as a sentence
 */
export function noBetter(
  data: TrainingData,
  classify: (rows: readonly number[]) => readonly number[],
  { step, why, offer }: { readonly step: number; readonly why: Sentence; readonly offer: Offer },
): Finding[] {
  const { target, weights, rows: all, trainRows } = data;
  if (target === null) return [];
  // Rows of weight 0 are not learned from.
  const counts = (row: number): boolean => weights === null || weights[row] > 0;
  const trained = lookedAt(trainRows).filter(counts);
  const heldOut = lookedAt(all - trainRows)
    .map((row) => trainRows + row)
    .filter(counts);
  const isHeldOut = heldOut.length >= MIN_ROWS;
  const rows = isHeldOut ? heldOut : trained;
  const classes = classify(rows);
  if (rows.length < MIN_ROWS || new Set(classes).size < 2) return [];
  const most = mostFrequent(trained.map((row) => target[row]));
  const usual = rows.filter((row) => target[row] === most).length;
  const right = rows.filter((row, i) => target[row] === classes[i]).length;
  if (right - usual >= LEAST_GAIN * (rows.length - usual)) return [];
  const percent = (part: number): number => Math.round((100 * part) / rows.length);
  const values = {
    right: percent(right),
    rows: counted(rows.length),
    most: String(data.classes[most] ?? most),
    usual: percent(usual),
    why,
  };
  const said = isHeldOut
    ? sentence(
        'The model is right for {right} % of {rows} validation rows; always answering {most} is right for {usual} %. {why}',
        values,
      )
    : sentence(
        'The model is right for {right} % of {rows} training rows; always answering {most} is right for {usual} %. {why}',
        values,
      );
  return [finding('noBetter', said, step, offer)];
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])[0];
}
