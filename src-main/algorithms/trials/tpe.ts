import type { SweepParameter } from '../../../src-shared/group/group';
import { ENOUGH_TO_LEARN } from '../../../src-shared/group/schedule';
import type { Rng } from '../numeric/rng';
import { dimensionOf, type Dimension } from './dimension';
import { Parzen } from './parzen';
import { drawTrial, isActive, type TrialChanges } from './search';

/** Points drawn from the density of the good trials, of which the best ratio is taken. */
const CANDIDATES = 24;
/** Trials that count as good: a fifth, rounded up, and so many at most. */
const GOOD_SHARE = 0.2;
const MOST_GOOD = 25;
/** Draws of a point that was not tried before a space counts as used up. */
const MAX_DRAWS = 100;

/** A trial that was begun. */
export interface TriedTrial {
  readonly changes: TrialChanges;
  /** Its value, less being better; NaN: it failed; null: it is under way. */
  readonly value: number | null;
}

/**
 * The next trial of a tree-structured Parzen estimator (Bergstra et al., "Algorithms for Hyper-Parameter
 * Optimization", 2011), multivariate (Falkner et al., "BOHB", 2018), with the parts that Watanabe found best
 * ("Tree-Structured Parzen Estimator: Understanding Its Algorithm Components", 2023).
 *
 * Of the n trials with a value the best ceil(n / 5), at most 25, make a density l, all others g, each by
 * {@link Parzen}. A good trial weighs by how much better it is than the best of the others ("EI" in Watanabe
 * 2023). Of 24 points drawn from l the one with the largest l(x) / g(x) is taken, which maximises
 * the expected improvement. Trials under way count among the others ("constant liar"), so that several at
 * once do not try the same; trials that failed do too. Settings under one condition have their own two
 * densities over the trials in which they were in force. The first ten trials are drawn at random. A point is
 * tried once.
 * @param tried all trials before it, the oldest first
 * @returns null where every point that was drawn had been tried: the space is used up
 */
export function suggestTrial(
  parameters: readonly SweepParameter[],
  isInteger: (path: string) => boolean,
  tried: readonly TriedTrial[],
  rng: Rng,
): TrialChanges | null {
  const isNew = (changes: TrialChanges): boolean => !tried.some((trial) => isSame(trial.changes, changes));
  const known = tried.filter(({ value }) => value !== null).length;
  if (known >= ENOUGH_TO_LEARN) {
    const good = goodTrials(tried, known);
    const learned = learnedTrial(parameters, isInteger, tried, good, rng, isNew);
    if (learned !== null) return learned;
  }
  for (let draw = 0; draw < MAX_DRAWS; draw++) {
    const changes = drawTrial(parameters, rng, isInteger);
    if (isNew(changes)) return changes;
  }
  return null;
}

/** The best of those with a value; of equals the older ones. */
function goodTrials(tried: readonly TriedTrial[], known: number): ReadonlySet<TriedTrial> {
  const count = Math.min(Math.ceil(GOOD_SHARE * known), MOST_GOOD);
  const all = new Float64Array(tried.length);
  let found = 0;
  for (const { value } of tried) if (value !== null && !Number.isNaN(value)) all[found++] = value;
  const values = all.subarray(0, found).sort();
  const limit = values[Math.min(count, found) - 1];
  const good = new Set(tried.filter(({ value }) => value !== null && value < limit));
  for (const trial of tried) if (good.size < count && trial.value === limit) good.add(trial);
  return good;
}

function learnedTrial(
  parameters: readonly SweepParameter[],
  isInteger: (path: string) => boolean,
  tried: readonly TriedTrial[],
  good: ReadonlySet<TriedTrial>,
  rng: Rng,
  isNew: (changes: TrialChanges) => boolean,
): TrialChanges | null {
  const chosen = new Map<string, number | string>();
  const groups = byCondition(parameters);
  for (const [index, group] of groups.entries()) {
    if (!group.every((parameter) => isActive(parameter, chosen))) continue;
    const dimensions = group.map((parameter) => dimensionOf(parameter, isInteger(parameter.path)));
    const isLast = index === groups.length - 1;
    const accepts = (values: readonly (number | string)[]): boolean => {
      if (!isLast) return true;
      const all = new Map([...chosen, ...values.map((value, d) => [group[d].path, value] as const)]);
      return isNew(inOrder(parameters, all));
    };
    const values = bestCandidate(dimensions, tried, good, rng, accepts);
    if (values === null) return null;
    values.forEach((value, d) => chosen.set(group[d].path, value));
  }
  const changes = inOrder(parameters, chosen);
  return isNew(changes) ? changes : null;
}

/** Values by dimension of the candidate with the best ratio that is accepted; null where none is. */
function bestCandidate(
  dimensions: readonly Dimension[],
  tried: readonly TriedTrial[],
  good: ReadonlySet<TriedTrial>,
  rng: Rng,
  accepts: (values: readonly (number | string)[]) => boolean,
): (number | string)[] | null {
  const [below, above]: [number[][], number[][]] = [[], []];
  const values: number[] = [];
  let bestOther = Infinity;
  for (const trial of tried) {
    const point = findPoint(dimensions, trial.changes);
    if (point === null) continue;
    const value = trial.value ?? NaN;
    if (good.has(trial)) {
      below.push(point);
      values.push(value);
    } else {
      above.push(point);
      if (value < bestOther) bestOther = value;
    }
  }
  // Of a setting that was seldom in force a good trial may be no better than the others that had it.
  const weights = values.map((value) => Math.max(0, bestOther - value));
  const [l, g] = [new Parzen(dimensions, below, weights), new Parzen(dimensions, above)];
  const points = Array.from({ length: CANDIDATES }, () => l.sample(rng));
  const [likely, other] = [l.logDensity(points), g.logDensity(points)];
  const order = points
    .map((_, index) => index)
    .sort((a, b) => likely[b] - other[b] - (likely[a] - other[a]) || a - b);
  for (const index of order) {
    const candidate = dimensions.map(({ toValue }, d) => toValue(points[index][d]));
    if (accepts(candidate)) return candidate;
  }
  return null;
}

/** Parameters with the same condition together, those without one first. */
function byCondition(parameters: readonly SweepParameter[]): SweepParameter[][] {
  const groups = new Map<string, SweepParameter[]>();
  for (const parameter of parameters) {
    const key = JSON.stringify(parameter.when ?? null);
    groups.set(key, [...(groups.get(key) ?? []), parameter]);
  }
  return [...groups.values()].sort(
    (a, b) => Number(a[0]?.when !== undefined) - Number(b[0]?.when !== undefined),
  );
}

function inOrder(
  parameters: readonly SweepParameter[],
  chosen: ReadonlyMap<string, number | string>,
): TrialChanges {
  return parameters.flatMap(({ path }) => {
    const value = chosen.get(path);
    return value === undefined ? [] : [{ path, value }];
  });
}

/** Both are in the order of the parameters. */
function isSame(a: TrialChanges, b: TrialChanges): boolean {
  return a.length === b.length && a.every(({ path, value }, i) => b[i].value === value && b[i].path === path);
}

/** Places of a trial by dimension; null where one was not in force, or has a value of another plan. */
function findPoint(dimensions: readonly Dimension[], changes: TrialChanges): number[] | null {
  const point = new Array<number>(dimensions.length);
  let next = 0;
  for (let d = 0; d < dimensions.length; d++) {
    const { path, toPlace } = dimensions[d];
    // Both are in the order of the parameters.
    while (next < changes.length && changes[next].path !== path) next++;
    const place = next < changes.length ? toPlace(changes[next].value) : NaN;
    if (Number.isNaN(place)) return null;
    point[d] = place;
  }
  return point;
}
