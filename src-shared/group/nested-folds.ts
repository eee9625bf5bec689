import type { Change } from '../fields/change';
import { lowerIsBetter } from '../run/figures/metric-direction';
import type { RunRecord } from '../run/record/record';
import { FOLD_PATH, INNER_FOLD_PATH, INNER_SPLITS_PATH, isInner, REPEAT_PATH, testTrainRatio } from './folds';
import type { Group, NestedFoldsPlan } from './group';
import { lastValue } from './outcome';
import { mean, std, tInterval } from './statistics';

type Trial = Group['trials'][number];

/** Settings of a sweep with the scores of one outer fold's inner folds. */
interface Candidate {
  /** Of the outer fold, with the settings; what an outer run changes. */
  readonly trial: Trial;
  readonly scores: number[];
}

/** Without what makes it one of the inner folds. */
function toOuter(trial: Trial): Trial {
  return trial.filter(({ path }) => path !== INNER_FOLD_PATH && path !== INNER_SPLITS_PATH);
}

/** By outer fold, in the order of the trials, the settings tried there. */
function candidates(
  { trials }: Pick<Group, 'trials'>,
  valueOf: (place: number) => number,
): Map<string, Map<string, Candidate>> {
  const byFold = new Map<string, Map<string, Candidate>>();
  trials.forEach((trial, place) => {
    if (!isInner(trial)) return;
    const outer = toOuter(trial);
    const fold = foldKey(outer);
    const own = byFold.get(fold) ?? new Map<string, Candidate>();
    byFold.set(fold, own);
    const key = JSON.stringify(outer);
    const candidate = own.get(key) ?? { trial: outer, scores: [] };
    own.set(key, candidate);
    candidate.scores.push(valueOf(place));
  });
  return byFold;
}

function foldKey(trial: readonly Change[]): string {
  return JSON.stringify(
    [REPEAT_PATH, FOLD_PATH].map((path) => trial.find((one) => one.path === path)?.value),
  );
}

/**
 * The settings of each outer fold: those with the best mean score over its inner folds (scikit-learn's
 * `GridSearchCV` within `cross_val_score`), the first of equal ones. Settings of which an inner fold has no score
 * are not chosen; a fold without any other has none.
 * @param valueOf the score of a trial by its place, NaN where it has none
 * @returns what the outer runs change, in the order of the folds
 */
export function chooseSettings(
  group: Pick<Group, 'trials'>,
  { sweep: { objective } }: NestedFoldsPlan,
  valueOf: (place: number) => number,
): Trial[] {
  const sign = objective.goal === 'min' ? 1 : -1;
  return [...candidates(group, valueOf).values()].flatMap((own) => {
    let best: { trial: Trial; score: number } | null = null;
    for (const { trial, scores } of own.values()) {
      const score = mean(scores);
      if (Number.isFinite(score) && (best === null || sign * (score - best.score) < 0))
        best = { trial, score };
    }
    return best === null ? [] : [best.trial];
  });
}

/** What an outer fold came to. */
interface NestedFold {
  readonly repeat: number;
  readonly fold: number;
  readonly run: string;
  /** Chosen by the inner folds. */
  readonly settings: readonly Change[];
  /** Mean over the inner folds, of the settings that were chosen: flattered, for they were the best of many. */
  readonly innerScore: number;
  /** Of the fold's own validation rows, which no choice has seen. */
  readonly score: number;
}

/** What a sweep is worth on rows that it was not chosen by. */
export interface NestedResult {
  readonly metric: string;
  readonly lowerIsBetter: boolean;
  /** Outer folds that have finished, in their order. */
  readonly folds: readonly NestedFold[];
  readonly mean: number;
  /** n - 1 below; NaN of one fold. */
  readonly sd: number;
  /** 95 %, by the corrected resampled t (Nadeau and Bengio 2003); NaN of one fold. */
  readonly low: number;
  readonly high: number;
  /** How many different settings the folds chose. */
  readonly choices: number;
}

type NestedRun = Pick<RunRecord, 'id' | 'status' | 'summary' | 'dataset' | 'group'>;

/**
 * Nested cross-validation of a group of nested folds: the score of each outer fold's validation rows, of the settings
 * that its inner folds chose, and mean and spread over them (Varma and Simon 2006, "Bias in error estimation when
 * using cross-validation for model selection").
 * @param records runs of the group, as far as they are there
 */
export function nestedResult(
  group: Group,
  plan: NestedFoldsPlan,
  records: readonly NestedRun[],
): NestedResult {
  const { metric } = plan.sweep.objective;
  const byPlace = new Map(records.map((record) => [record.group?.place ?? -1, record]));
  const valueOf = (place: number): number => {
    const record = byPlace.get(place);
    return record === undefined ? NaN : lastValue(record, metric);
  };
  const inner = candidates(group, valueOf);
  const finished = group.trials.flatMap((trial, place) => {
    const record = byPlace.get(place);
    const isOver = record !== undefined && record.status === 'finished' && !isInner(trial);
    return isOver && Number.isFinite(valueOf(place)) ? [{ trial, record, score: valueOf(place) }] : [];
  });
  const folds = finished.map(({ trial, record, score }): NestedFold => {
    const numberOf = (path: string): number => Number(trial.find((one) => one.path === path)?.value ?? 1);
    const own = inner.get(foldKey(trial))?.get(JSON.stringify(trial));
    const swept = new Set(plan.sweep.parameters.map(({ path }) => path));
    return {
      repeat: numberOf(REPEAT_PATH),
      fold: numberOf(FOLD_PATH),
      run: record.id,
      settings: trial.filter(({ path }) => swept.has(path)),
      innerScore: own === undefined ? NaN : mean(own.scores),
      score,
    };
  });
  const scores = folds.map(({ score }) => score);
  const ratio = testTrainRatio(finished.map(({ record }) => record));
  return {
    metric,
    lowerIsBetter: lowerIsBetter(metric) ?? plan.sweep.objective.goal === 'min',
    folds,
    mean: mean(scores),
    sd: std(scores),
    ...tInterval(scores, 0.95, ratio),
    choices: new Set(folds.map(({ settings }) => JSON.stringify(settings))).size,
  };
}
