import { fail } from '../../../src-shared/errors';
import { MAX_TRIALS, type SweepParameter, type SweepPlan } from '../../../src-shared/group/group';
import { exp } from '../../../src-shared/portable-math/exp';
import { log } from '../../../src-shared/portable-math/log';
import type { Rng } from '../numeric/rng';

/** Settings that a trial changes, by their path in the experiment. */
export type TrialChanges = readonly { readonly path: string; readonly value: number | string }[];

/** Draws of one point before a search space counts as used up. */
const MAX_DRAWS = 100;

/**
 * Every combination of the values, the last parameter changing fastest; one whose condition does not hold is
 * left out of it.
 * @throws BenchtopError `usage` where a parameter is a range, or there are more than 10,000
 */
export function gridTrials(parameters: readonly SweepParameter[]): TrialChanges[] {
  let trials: TrialChanges[] = [[]];
  for (const parameter of parameters) {
    if (parameter.kind === 'range') {
      throw fail('usage', `A grid needs the values of ${parameter.path}, not a range.`, {
        field: parameter.path,
      });
    }
    const { path, values } = parameter;
    const holds = trials.map((trial) =>
      isActive(parameter, new Map(trial.map((change) => [change.path, change.value]))),
    );
    const active = holds.filter(Boolean).length;
    if (trials.length + active * (values.length - 1) > MAX_TRIALS) {
      throw fail('usage', `The grid has more than ${MAX_TRIALS} points: leave some values out.`, {
        field: path,
      });
    }
    trials = trials.flatMap((trial, index) =>
      holds[index] ? values.map((value) => [...trial, { path, value }]) : [trial],
    );
  }
  return trials;
}

/**
 * Points drawn independently: ranges uniformly (of a log scale, in the logarithm), values with equal
 * chances (Bergstra and Bengio, "Random Search for Hyper-Parameter Optimization", 2012). No point
 * comes twice; there are fewer than asked for where the space has no more.
 * @param isInteger whether a path takes whole numbers only
 */
export function randomTrials(
  parameters: readonly SweepParameter[],
  count: number,
  rng: Rng,
  isInteger: (path: string) => boolean,
): TrialChanges[] {
  const seen = new Set<string>();
  const trials: TrialChanges[] = [];
  while (trials.length < count) {
    let isNew = false;
    for (let draw = 0; draw < MAX_DRAWS && !isNew; draw++) {
      const trial = drawTrial(parameters, rng, isInteger);
      const key = JSON.stringify(trial);
      isNew = !seen.has(key);
      if (isNew) trials.push(trial);
      seen.add(key);
    }
    if (!isNew) break;
  }
  return trials;
}

/** One point: a value for each parameter whose condition holds. A condition's own parameter comes before it. */
export function drawTrial(
  parameters: readonly SweepParameter[],
  rng: Rng,
  isInteger: (path: string) => boolean,
): TrialChanges {
  const chosen = new Map<string, number | string>();
  for (const parameter of parameters)
    if (isActive(parameter, chosen))
      chosen.set(parameter.path, drawn(parameter, rng, isInteger(parameter.path)));
  return [...chosen].map(([path, value]) => ({ path, value }));
}

/** Whether a parameter is in force beside what was chosen for others. */
export function isActive({ when }: SweepParameter, chosen: ReadonlyMap<string, number | string>): boolean {
  if (when === undefined) return true;
  const value = chosen.get(when.path);
  if (value === undefined) return false;
  return 'atLeast' in when ? Number(value) >= when.atLeast : when.values.includes(value);
}

function drawn(parameter: SweepParameter, rng: Rng, isInteger: boolean): number | string {
  if (parameter.kind === 'values') return parameter.values[rng.integer(parameter.values.length)];
  const { from, to, scale } = parameter;
  const share = rng.uniform();
  // Whole numbers have equal chances too: each stands for a span of one.
  const [low, high] = isInteger ? [from - 0.5, to + 0.5] : [from, to];
  if (scale === 'linear') return clamped(low + share * (high - low), from, to, isInteger);
  const logLow = log(Math.max(low, Number.MIN_VALUE));
  return clamped(exp(logLow + share * (log(high) - logLow)), from, to, isInteger);
}

function clamped(value: number, from: number, to: number, isInteger: boolean): number {
  // Six digits tell draws apart, and can be read and typed again.
  const short = isInteger ? Math.round(value) : Number(value.toPrecision(6));
  return Math.min(to, Math.max(from, short));
}

/** The trials of a plan. @throws BenchtopError `usage` where there are none, or too many */
export function planTrials(
  { search, parameters, trials }: Pick<SweepPlan, 'search' | 'parameters' | 'trials'>,
  rng: Rng,
  isInteger: (path: string) => boolean,
): TrialChanges[] {
  return search === 'grid' ? gridTrials(parameters) : randomTrials(parameters, trials, rng, isInteger);
}
