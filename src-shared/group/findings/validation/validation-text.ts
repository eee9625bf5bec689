import { settingPhrase } from '../../../experiment/setting-label';
import { say, sayNumber } from '../../../language/say';
import { at } from '../../../present';
import { metricPhrase, rowsPhrase } from '../../../run/figures/metric-labels';
import type { LearningScores } from '../learning-curve';
import type { SettingValue, ValidationCurve } from './validation-curve';

/** Where validation is best, and where training gets better while validation gets worse, as far as the trials tell. */
export function validationSentence(curve: ValidationCurve): string {
  const { points, metric, best, path, validationRows } = curve;
  const setting = settingPhrase(path);
  if (points.length < 2)
    return say('A validation curve needs finished trials of two values of {setting}.', { setting });
  if (metric === null || best === null)
    return say(
      'Only the {metric} is known: no rows were kept apart, so where {setting} is best, and where it overfits, cannot be told.',
      { metric: metricPhrase(curve.trainMetric), setting },
    );
  const { value, validation } = at(points, best.point);
  const values = {
    metric: metricPhrase(metric),
    setting,
    value: settingValue(value),
    score: scoreText(validation),
    rows: validationRows === null ? say('the validation rows') : rowsPhrase(validationRows, 'validation'),
  };
  const found =
    best.tied === 0
      ? say('On {rows} the {metric} is best at {setting} = {value}: {score}.', values)
      : say(
          'On {rows} the {metric} is best at {setting} = {value}, and as good at {tied} other values: {score}.',
          {
            ...values,
            tied: best.tied,
          },
        );
  return [found, endText(curve), overfitText(curve)].filter((text) => text !== '').join(' ');
}

/** That the best may lie beyond what was tried. */
function endText({ best }: ValidationCurve): string {
  if (best?.end === 'smallest') return say('That is the smallest value tried: smaller ones may be better.');
  if (best?.end === 'largest') return say('That is the largest value tried: larger ones may be better.');
  return '';
}

function overfitText({ overfit, points, metric, isOrdered, trainMetric }: ValidationCurve): string {
  if (!isOrdered) return '';
  if (overfit === null || metric === null)
    return say('Nowhere beside it do the trials show training getting better while validation gets worse.');
  const [from, to] = [at(points, overfit.from), at(points, overfit.to)];
  const [trainFrom, trainTo] = apart(from.train.mean, to.train.mean);
  const [validationFrom, validationTo] = apart(from.validation?.mean ?? NaN, to.validation?.mean ?? NaN);
  const values = {
    from: settingValue(from.value),
    to: settingValue(to.value),
    train: metricPhrase(trainMetric),
    validation: metricPhrase(metric),
    trainFrom,
    trainTo,
    validationFrom,
    validationTo,
  };
  const { pairs, agreeing } = overfit;
  if (overfit.outcome === 'open')
    return say(
      'From {from} to {to} the mean of the {train} gets better, from {trainFrom} to {trainTo}, and that of the {validation} worse, from {validationFrom} to {validationTo}, but only in {agreeing} of {pairs} pairs of trials that differ in nothing else: whether it overfits is open.',
      { ...values, agreeing, pairs },
    );
  const stretch = say(
    'From {from} to {to} it overfits: the {train} gets better, from {trainFrom} to {trainTo}, and the {validation} worse, from {validationFrom} to {validationTo}',
    values,
  );
  if (pairs > 1)
    return say('{stretch}; so it is in {agreeing} of {pairs} pairs of trials that differ in nothing else.', {
      stretch,
      agreeing,
      pairs,
    });
  return pairs === 1
    ? say('{stretch}; one pair of trials alone differs in nothing else, so it may be chance.', { stretch })
    : say('{stretch}; those trials differ in other settings too.', { stretch });
}

/** What a point is of, what the scores were used for, and which trials are at no point. */
export function validationNotes({ points, others, metric, leftOut }: ValidationCurve): string[] {
  const most = points.reduce((largest, { runs }) => Math.max(largest, runs.length), 0);
  const settings = others.map(settingPhrase).join(', ');
  const spread =
    most < 2
      ? others.length > 0
        ? say('One trial a value, of different {settings}: no spread is known.', { settings })
        : say('One trial a value: no spread is known.')
      : say(
          'A point is the mean of up to {most} trials ± one standard deviation; they differ in {settings}.',
          {
            most,
            settings: others.length > 0 ? settings : say('nothing else'),
          },
        );
  const counts = [
    leftOut.failed > 0 ? say('{count} failed', { count: leftOut.failed }) : '',
    leftOut.unfinished > 0 ? say('{count} not trained to the end', { count: leftOut.unfinished }) : '',
    leftOut.without > 0 ? say('{count} without this setting', { count: leftOut.without }) : '',
    leftOut.notFinite > 0 ? say('{count} without a finite score', { count: leftOut.notFinite }) : '',
  ].filter((text) => text !== '');
  return [
    ...(points.length > 0 ? [spread] : []),
    ...(metric === null
      ? []
      : [say('The best value is chosen on these rows: on others it will be a little worse.')]),
    ...(counts.length > 0 ? [say('Left out are trials: {counts}.', { counts: counts.join(', ') })] : []),
  ];
}

/** A value of a setting: words as they are, numbers with six significant digits. */
export function settingValue(value: SettingValue): string {
  return typeof value === 'string' ? value : significant(value, 6);
}

function scoreText(scores: LearningScores | null): string {
  const { mean, sd, scores: all } = scores ?? { mean: NaN, sd: NaN, scores: [] };
  return Number.isNaN(sd)
    ? short(mean)
    : say('{mean} ± {sd} over {trials} trials', { mean: short(mean), sd: short(sd), trials: all.length });
}

function short(value: number): string {
  return significant(value, 3);
}

/** Two numbers with three significant digits, or with as many as tell them apart. */
function apart(a: number, b: number): readonly [string, string] {
  for (let digits = 3; digits < 15; digits++) {
    const texts = [significant(a, digits), significant(b, digits)] as const;
    if (texts[0] !== texts[1]) return texts;
  }
  return [short(a), short(b)];
}

/** As the language writes it; tiny numbers by a power of ten: 1e-7. */
function significant(value: number, digits: number): string {
  const rounded = Number(value.toPrecision(digits));
  if (rounded !== 0 && Math.abs(rounded) < 1e-4) return rounded.toExponential();
  // Rounded already; six decimals would cut 0.000123456.
  return Math.abs(rounded) < 1
    ? rounded.toLocaleString(globalThis.benchtopWords?.locale ?? 'en', { maximumSignificantDigits: digits })
    : sayNumber(rounded);
}
