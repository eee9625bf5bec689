import { fail } from '../../../errors';
import { sentence } from '../../../language/sentence';
import { at } from '../../../present';
import { isOfValidation, toTrainingMetric, validationMetric } from '../../../run/figures/metrics';
import type { RunRecord } from '../../../run/record/record';
import { trialValue, variedPaths, type Group, type Objective, type SweepParameter } from '../../group';
import { findObjective, lastValue } from '../../outcome';
import { scoresOf, type LearningScores } from '../learning-curve';
import { findOverfit, isBetter, type Overfit, type ScoredPoint } from './overfit';

/** Positive numbers of a list that span more than this are laid out by their logarithms. */
const LOG_FROM = 30;

/** A value of a setting that a sweep tried. */
export type SettingValue = number | string;

/** A trial at one value of the setting. */
interface ValidationRun {
  readonly id: string;
  /** Index of the trial. */
  readonly place: number;
  /** Last values; NaN without one. */
  readonly train: number;
  readonly validation: number;
}

/** What the trials with one value of the setting came to. */
interface ValidationPoint extends ScoredPoint {
  readonly value: SettingValue;
  /** Of the rows that were trained on. */
  readonly train: LearningScores;
  /** Of the validation rows; null: the trials have no such score. */
  readonly validation: LearningScores | null;
  /** By trial. */
  readonly runs: readonly ValidationRun[];
}

/** Where the validation score is best. */
interface BestPoint {
  /** Index of the first point with the best mean. */
  readonly point: number;
  /** Other points with the same mean. */
  readonly tied: number;
  /** Whether it is the smallest or largest of three numbers or more, so that the best may lie beyond. */
  readonly end: 'smallest' | 'largest' | null;
}

/** Trials that are at no point of the curve. */
interface LeftOut {
  readonly failed: number;
  /** Stopped, interrupted, or not over. */
  readonly unfinished: number;
  /** Finished, but the setting is not in force there. */
  readonly without: number;
  /** Finished, without a finite score. */
  readonly notFinite: number;
}

/** Scores over the values of one setting. */
export interface ValidationCurve {
  readonly path: string;
  readonly goal: Objective['goal'];
  readonly trainMetric: string;
  /** null: no trial has a validation score. */
  readonly metric: string | null;
  /** Whether the values are numbers, which have an order; words do not. */
  readonly isOrdered: boolean;
  /** Whether the axis is better walked in ratios: a range that is searched so, or positive numbers far apart. */
  readonly isLog: boolean;
  /** Numbers ascending, words as the plan has them; values without a score are left out. */
  readonly points: readonly ValidationPoint[];
  /** null without a validation score, and of fewer than two points. */
  readonly best: BestPoint | null;
  /** Where training gets better while validation gets worse; null: nowhere, or of words. */
  readonly overfit: Overfit | null;
  /** Validation rows of each trial; null where they differ or are not known. */
  readonly validationRows: number | null;
  /** Other settings that the sweep varies. */
  readonly others: readonly string[];
  readonly leftOut: LeftOut;
}

/** Of a trial's run, what the curve is made of. */
type ValidationCurveRun = Pick<RunRecord, 'id' | 'status' | 'summary' | 'dataset' | 'group'>;

/**
 * The validation curve of a sweep (scikit-learn's `validation_curve`): training and validation score against one
 * setting, each point the mean and the standard deviation (n - 1) of the finished trials that share the value.
 *
 * Scikit-learn's spread is over folds; this one is over the trials, which differ in the other settings of the
 * sweep. Both scores are of the metric that the sweep is after: `loss` and `valLoss` of either.
 * @param runs of the group's trials
 * @param path of a setting that the sweep varies
 * @param objective another metric than the sweep's own
 * @throws BenchtopError `usage` where the group is no sweep or does not vary the setting
 */
export function validationCurve(
  group: Group,
  runs: readonly ValidationCurveRun[],
  path: string,
  { metric: wanted, goal }: Objective = findObjective(group),
): ValidationCurve {
  const parameter = findParameter(group, path);
  const trainMetric = toTrainingMetric(wanted);
  const finished = runs.filter(({ status }) => status === 'finished');
  const ofValidation = validationMetric(trainMetric);
  const hasValidation =
    isOfValidation(wanted) || finished.some((run) => !Number.isNaN(lastValue(run, ofValidation)));
  const judged = hasValidation ? ofValidation : trainMetric;

  const byValue = new Map<SettingValue, ValidationCurveRun[]>();
  let [without, notFinite] = [0, 0];
  for (const run of finished) {
    const value = valueOf(group, run, path);
    if (value === null) without++;
    else if (Number.isNaN(lastValue(run, judged))) notFinite++;
    else byValue.set(value, [...(byValue.get(value) ?? []), run]);
  }
  const isOrdered = [...byValue.keys()].every((value) => typeof value === 'number');
  const points = orderValues([...byValue.keys()], parameter).map((value) =>
    toPoint(value, byValue.get(value) ?? [], trainMetric, hasValidation ? ofValidation : null),
  );
  const sign = goal === 'min' ? -1 : 1;
  const best = hasValidation && points.length > 1 ? findBest(points, sign, isOrdered) : null;
  const others = variedPaths(group).filter((other) => other !== path);
  const rest = (place: number): string =>
    JSON.stringify(others.map((other) => trialValue(group, place, other) ?? null));
  const failed = runs.filter(({ status }) => status === 'failed').length;
  return {
    path,
    goal,
    trainMetric,
    metric: hasValidation ? ofValidation : null,
    isOrdered,
    isLog: isOrdered && isByRatio(parameter, points),
    points,
    best,
    overfit: best === null || !isOrdered ? null : findOverfit(points, best.point, sign, rest),
    validationRows: hasValidation ? commonRows([...byValue.values()].flat()) : null,
    others,
    leftOut: { failed, unfinished: runs.length - finished.length - failed, without, notFinite },
  };
}

/** The settings of a sweep that a validation curve can be over, those of numbers first, the seed last; none of another group. */
export function validationSettings({ plan }: Pick<Group, 'plan'>): string[] {
  if (plan.kind !== 'sweep') return [];
  const isOfNumbers = (parameter: SweepParameter): boolean =>
    parameter.kind === 'range' || parameter.values.every((value) => typeof value === 'number');
  const rank = (parameter: SweepParameter): number =>
    parameter.path === 'seed' ? 2 : isOfNumbers(parameter) ? 0 : 1;
  return [...plan.parameters].sort((a, b) => rank(a) - rank(b)).map(({ path }) => path);
}

function findParameter({ plan, name }: Group, path: string): SweepParameter {
  const parameters = plan.kind === 'sweep' ? plan.parameters : [];
  const found = parameters.find((parameter) => parameter.path === path);
  if (found !== undefined) return found;
  if (parameters.length === 0) throw fail('usage', sentence('"{name}" is no sweep.', { name }));
  throw fail(
    'usage',
    sentence('"{name}" does not vary {setting}: take one of {settings}.', {
      name,
      setting: path,
      settings: parameters.map((parameter) => parameter.path).join(', '),
    }),
    { field: 'setting' },
  );
}

function valueOf(group: Group, { group: trial }: ValidationCurveRun, path: string): SettingValue | null {
  const value = trialValue(group, trial?.place ?? -1, path);
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

/** Numbers ascending; where a word is among them, all in the plan's order. */
function orderValues(values: readonly SettingValue[], parameter: SweepParameter): SettingValue[] {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length === values.length) return numbers.sort((a, b) => a - b);
  const order: readonly SettingValue[] = parameter.kind === 'values' ? parameter.values : [];
  return [...values].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

function toPoint(
  value: SettingValue,
  runs: readonly ValidationCurveRun[],
  trainMetric: string,
  metric: string | null,
): ValidationPoint {
  return {
    value,
    train: scoresOf(runs, trainMetric),
    validation: metric === null ? null : scoresOf(runs, metric),
    runs: runs
      .map((run) => ({
        id: run.id,
        place: run.group?.place ?? -1,
        train: lastValue(run, trainMetric),
        validation: metric === null ? NaN : lastValue(run, metric),
      }))
      .sort((a, b) => a.place - b.place),
  };
}

function findBest(points: readonly ValidationPoint[], sign: 1 | -1, isOrdered: boolean): BestPoint {
  const means = points.map(({ validation }) => sign * (validation?.mean ?? NaN));
  const most = means.reduce((better, mean) => Math.max(better, mean), -Infinity);
  const isMost = (mean: number): boolean => !isBetter(most, mean);
  const point = means.findIndex(isMost);
  const tied = means.filter(isMost).length - 1;
  const isEnd = isOrdered && points.length > 2 && tied === 0;
  const end = point === 0 ? 'smallest' : point === points.length - 1 ? 'largest' : null;
  return { point, tied, end: isEnd ? end : null };
}

function isByRatio(parameter: SweepParameter, points: readonly ValidationPoint[]): boolean {
  if (points.length < 2) return false;
  const [low, high] = [Number(at(points, 0).value), Number(at(points, -1).value)];
  if (!(low > 0)) return false;
  return parameter.kind === 'range' ? parameter.scale === 'log' : high / low > LOG_FROM;
}

function commonRows(runs: readonly ValidationCurveRun[]): number | null {
  const rows = new Set(runs.map(({ dataset }) => dataset?.validationRows ?? null));
  return rows.size === 1 ? ([...rows][0] ?? null) : null;
}
