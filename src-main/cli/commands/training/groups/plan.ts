import { fail } from '../../../../../src-shared/errors';
import type { Experiment } from '../../../../../src-shared/experiment/schema';
import { MAX_TRIALS, type GroupPlan, type SweepParameter } from '../../../../../src-shared/group/group';
import { usualObjective } from '../../../../../src-shared/group/outcome';
import { repeated, flag, splitList, text, wholeNumber, type Values } from '../../../declare/option';

const DEFAULTS = { trials: 27, factor: 3 };

/** What a sweep varies, how it searches and what it is after. */
export const SWEEP_OPTIONS = {
  grid: repeated('PATH=A,B,C', 'values to try; of several options every combination'),
  random: repeated('PATH=LOW..HIGH[log]', 'a range to draw from, with log behind it for ratios'),
  trials: wholeNumber('N', 'drawn from values and ranges', {
    min: 1,
    max: MAX_TRIALS,
    usual: DEFAULTS.trials,
  }),
  halving: flag('successive halving: many short trials, of which the best go on'),
  factor: wholeNumber('N', 'with --halving: one in N goes on', { min: 2, max: 10, usual: DEFAULTS.factor }),
  metric: text('NAME', 'what makes a trial good'),
  goal: text('HOW', 'which way the metric is better', { choices: ['min', 'max'] }),
  minutes: text('M', 'ends the sweep after this time'),
};

/** The plan that the options of `sweep` make. @throws BenchtopError `usage` */
export function sweepPlan(experiment: Experiment, options: Values<typeof SWEEP_OPTIONS>): GroupPlan {
  const parameters = [...(options.grid ?? []).map(parseValues), ...(options.random ?? []).map(parseRange)];
  if (parameters.length === 0)
    throw fail('usage', 'Say what the sweep varies: --grid path=a,b,c or --random path=low..high.');
  const usual = usualObjective(experiment);
  if (options.goal !== undefined && options.goal !== 'min' && options.goal !== 'max')
    throw fail('usage', `--goal must be min or max, not "${options.goal}".`, { field: 'goal' });
  if (options.metric !== undefined && options.metric !== usual.metric && options.goal === undefined)
    throw fail('usage', `Say whether ${options.metric} is to be small or large: --goal min or --goal max.`, {
      field: 'goal',
    });
  const minutes = options.minutes === undefined ? null : Number(options.minutes);
  if (minutes !== null && !(minutes * 60_000 >= 1000))
    throw fail('usage', `--minutes must be a number above 0.02, not "${options.minutes ?? ''}".`, {
      field: 'minutes',
    });
  const isGrid = options.halving !== true && options.random === undefined && options.trials === undefined;
  return {
    kind: 'sweep',
    search: options.halving === true ? 'halving' : isGrid ? 'grid' : 'random',
    parameters,
    trials: options.trials ?? DEFAULTS.trials,
    seed: experiment.seed,
    objective: { metric: options.metric ?? usual.metric, goal: options.goal ?? usual.goal },
    factor: options.factor ?? DEFAULTS.factor,
    maxMs: minutes === null ? null : minutes * 60_000,
  };
}

function parseValues(text: string): SweepParameter {
  const { path, rest } = split(text, 'grid', 'path=a,b,c');
  const values = splitList(rest).map((part) =>
    part !== '' && Number.isFinite(Number(part)) ? Number(part) : part,
  );
  return { kind: 'values', path, values };
}

function parseRange(text: string): SweepParameter {
  const { path, rest } = split(text, 'random', 'path=low..high or path=low..highlog');
  const [, from, to, log] = /^(.+?)\.\.(.+?)(log|\[log\])?$/.exec(rest) ?? [];
  if (from === undefined || to === undefined || ![from, to].every((end) => Number.isFinite(Number(end))))
    throw fail('usage', `--random takes path=low..high, with "log" behind it for ratios, not "${text}".`, {
      field: path,
    });
  return {
    kind: 'range',
    path,
    from: Number(from),
    to: Number(to),
    scale: log === undefined ? 'linear' : 'log',
  };
}

function split(text: string, option: string, form: string): { path: string; rest: string } {
  const at = text.indexOf('=');
  if (at < 1) throw fail('usage', `--${option} takes ${form}, not "${text}".`, { field: option });
  return { path: text.slice(0, at), rest: text.slice(at + 1) };
}
