import { fail } from '../../../../../src-shared/errors';
import type { Experiment } from '../../../../../src-shared/experiment/schema';
import {
  ASYNC_HALVINGS,
  DEFAULT_PARALLEL,
  MAX_PARALLEL,
  MAX_TRIALS,
  type SweepParameter,
  type SweepPlan,
} from '../../../../../src-shared/group/group';
import { usualObjective } from '../../../../../src-shared/group/outcome';
import { oneOf, repeated, splitList, text, wholeNumber, type Values } from '../../../declare/option';

const DEFAULTS = { trials: 27, factor: 3 };

/** What a sweep varies, how it searches and what it is after. */
export const SWEEP_OPTIONS = {
  grid: repeated('PATH=A,B,C', 'values to try'),
  random: repeated('PATH=LOW..HIGH[log]', 'a range to search, with log behind it for ratios'),
  trials: wholeNumber('N', 'trials at most, of values and ranges', {
    min: 1,
    max: MAX_TRIALS,
    usual: DEFAULTS.trials,
  }),
  search: oneOf('HOW', 'every combination, at random, or by what was learned of the trials before (TPE)', {
    choices: ['grid', 'random', 'tpe'],
  }),
  halving: oneOf('HOW', 'many short trials, of which the best go on: rung by rung, or without waiting', {
    choices: ['successive', ...ASYNC_HALVINGS],
    preset: 'successive',
  }),
  factor: wholeNumber('N', 'with --halving: one in N goes on', { min: 2, max: 10, usual: DEFAULTS.factor }),
  parallel: wholeNumber('N', 'of TPE, ASHA and Hyperband: trials at once; another number finds others', {
    min: 1,
    max: MAX_PARALLEL,
    usual: DEFAULT_PARALLEL,
  }),
  metric: text('NAME', 'what makes a trial good'),
  goal: text('HOW', 'which way the metric is better', { choices: ['min', 'max'] }),
  minutes: text('M', 'ends the sweep after this time'),
};

/** The plan that the options of `sweep` make. @throws BenchtopError `usage` */
export function sweepPlan(experiment: Experiment, options: Values<typeof SWEEP_OPTIONS>): SweepPlan {
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
  const { halving, parallel } = options;
  const isGrid = halving === undefined && options.random === undefined && options.trials === undefined;
  const search = options.search ?? (isGrid ? 'grid' : 'random');
  const isSuccessive = halving === 'successive';
  if (isSuccessive && search !== 'random')
    throw fail('usage', `Successive halving draws at random: with --search ${search} take --halving asha.`, {
      field: 'halving',
    });
  const isAsync = halving !== undefined && !isSuccessive;
  if (parallel !== undefined && search !== 'tpe' && !isAsync)
    throw fail('usage', '--parallel is of --search tpe, --halving asha and --halving hyperband.', {
      field: 'parallel',
    });
  return {
    kind: 'sweep',
    search: isSuccessive ? 'halving' : search,
    parameters,
    trials: options.trials ?? DEFAULTS.trials,
    seed: experiment.seed,
    objective: { metric: options.metric ?? usual.metric, goal: options.goal ?? usual.goal },
    factor: options.factor ?? DEFAULTS.factor,
    ...(isAsync ? { halving } : {}),
    ...(parallel === undefined ? {} : { parallel }),
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
