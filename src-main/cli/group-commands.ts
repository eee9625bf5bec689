import { BAD_INPUT_KINDS, fail } from '../../src-shared/errors';
import { getPath } from '../../src-shared/experiment/change';
import type { Experiment } from '../../src-shared/experiment/schema';
import { trialRunId, type Group, type GroupPlan, type SweepParameter } from '../../src-shared/group/group';
import {
  byObjective,
  criterionWords,
  lastValue,
  objectiveOf,
  successRate,
  usualObjective,
} from '../../src-shared/group/outcome';
import { mean, std } from '../../src-shared/group/statistics';
import type { StoredRun } from '../../src-shared/run/record';
import { list, wholeNumber, type Arguments } from './arguments';
import { document, printError, printJson, printLine, ProgressLine, short, table } from './output';
import type { Services } from './services';

/** Lines of a table on a terminal; --json has all. */
const MOST_LINES = 20;

/** The experiment with as many seeds as --repeat says. @returns the exit code */
export async function repeatRuns(
  experiment: Experiment,
  args: Arguments,
  services: Services,
): Promise<number> {
  const n = wholeNumber(args.options.repeat, 'repeat', 1, 1);
  const sameData = args.options['same-data'] === true;
  const plan: GroupPlan = { kind: 'repeat', n, sameData };
  const { id } = await services.runs.groups.start({ name: experiment.name, experiment, plan });
  return finish(id, args, services);
}

/** `sweep EXPERIMENT`: trains it with other settings. @returns the exit code */
export async function sweepRuns(
  experiment: Experiment,
  args: Arguments,
  services: Services,
): Promise<number> {
  const plan = sweepPlan(experiment, args);
  const { id } = await services.runs.groups.start({ name: experiment.name, experiment, plan });
  return finish(id, args, services);
}

/** Goes on with a group that was stopped or interrupted. @returns the exit code */
export async function resumeGroup(id: string, args: Arguments, services: Services): Promise<number> {
  await services.runs.groups.resume(id);
  return finish(id, args, services);
}

async function finish(id: string, args: Arguments, services: Services): Promise<number> {
  const { group, runs } = await whenTrained(id, services);
  const isJson = args.options.json === true;
  if (group.plan.kind === 'repeat') {
    if (isJson) printJson(runs.map(document));
    else printRepeat(group, runs);
  } else if (isJson) {
    const best = bestOf(group, runs)[0]?.record.id ?? null;
    printJson({ group, best, runs: runs.map(document) });
  } else printSweep(group, runs);
  return exitCode(group, runs, args);
}

/** The plan that the options of `sweep` make. @throws BenchtopError `usage` */
export function sweepPlan(experiment: Experiment, { options }: Arguments): GroupPlan {
  const parameters = [...(options.grid ?? []).map(valuesOf), ...(options.random ?? []).map(rangeOf)];
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
    trials: wholeNumber(options.trials, 'trials', 27, 1),
    seed: experiment.seed,
    objective: { metric: options.metric ?? usual.metric, goal: options.goal ?? usual.goal },
    factor: wholeNumber(options.factor, 'factor', 3, 2),
    maxMs: minutes === null ? null : minutes * 60_000,
  };
}

function valuesOf(text: string): SweepParameter {
  const { path, rest } = split(text, 'grid', 'path=a,b,c');
  const values = (list(rest) ?? []).map((part) =>
    part !== '' && Number.isFinite(Number(part)) ? Number(part) : part,
  );
  return { kind: 'values', path, values };
}

function rangeOf(text: string): SweepParameter {
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

/** Waits for a group; Ctrl-C stops all of it, with checkpoints. */
async function whenTrained(id: string, { runs }: Services): Promise<{ group: Group; runs: StoredRun[] }> {
  const { name, trials } = runs.groups.get(id);
  const line = new ProgressLine();
  const over = new Set<string>();
  const off = runs.onPush((_, payload) => {
    if (!('run' in payload) || payload.run?.record.group?.id !== id) return;
    if (payload.run.record.endedAt === null) over.delete(payload.runId);
    else over.add(payload.runId);
    line.show(name, over.size / trials.length, `${over.size} / ${trials.length} runs`);
  });
  const stop = (): void => {
    runs.groups.stop(id);
  };
  process.once('SIGINT', stop);
  const group = await runs.groups.whenOver(id);
  process.off('SIGINT', stop);
  off();
  line.clear();
  return { group, runs: runsOf(group, runs) };
}

/** The runs of a group that were started and are still there, in their order. */
function runsOf({ id, trials }: Group, runs: Services['runs']): StoredRun[] {
  return trials.flatMap((_, place) => runs.find(trialRunId(id, place)) ?? []);
}

function bestOf(group: Group, runs: readonly StoredRun[]): StoredRun[] {
  const isHalving = group.plan.kind === 'sweep' && group.plan.search === 'halving';
  const records = byObjective(
    runs.map(({ record }) => record),
    objectiveOf(group),
    isHalving,
  );
  return records.flatMap(({ id }) => runs.find(({ record }) => record.id === id) ?? []);
}

function printRepeat(group: Group, runs: readonly StoredRun[]): void {
  const { metric } = objectiveOf(group);
  const values = runs.map(({ record }) => lastValue(record, metric)).filter(Number.isFinite);
  const seconds = short(group.elapsedMs / 1000);
  printLine(`${group.name}: ${runs.length} of ${group.trials.length} runs in ${seconds} s`);
  if (values.length > 0)
    printLine(
      `  ${metric}: mean ${short(mean(values))}${values.length > 1 ? ` · std ${short(std(values))}` : ''}`,
    );
  if (group.criterion !== null) {
    const records = runs.map(({ record }) => record);
    const { successes, trials, share, interval } = successRate(records, group.criterion);
    if (trials > 0) {
      const rate = `${successes} of ${trials} (${short(share)}, 95 % interval ${short(interval.low)} to ${short(interval.high)})`;
      printLine(`  ${criterionWords(group.criterion)}: ${rate}`);
    }
  }
  const shown = bestOf(group, runs).slice(0, MOST_LINES);
  printLine(
    table(
      ['run', 'seed', metric, 'steps', 'status'],
      shown.map(({ record }) => [
        record.id,
        record.experiment.seed,
        orNull(lastValue(record, metric)),
        record.steps,
        record.status,
      ]),
    ),
  );
  printRest(runs.length - shown.length);
}

function printSweep(group: Group, runs: readonly StoredRun[]): void {
  const { metric, goal } = objectiveOf(group);
  const paths = (group.trials[0] ?? []).map(({ path }) => path);
  printLine(
    `${group.name}: ${runs.length} of ${group.trials.length} trials in ${short(group.elapsedMs / 1000)} s, best ${metric} first (${goal})`,
  );
  if (group.endedBy === 'time') printLine('  its time was used up');
  const shown = bestOf(group, runs).slice(0, MOST_LINES);
  printLine(
    table(
      ['run', ...paths, metric, 'steps', 'status'],
      shown.map(({ record }) => [
        record.id,
        ...paths.map((path) => shownValue(group, record.group?.place ?? 0, path)),
        orNull(lastValue(record, metric)),
        record.steps,
        record.status,
      ]),
    ),
  );
  printRest(runs.length - shown.length);
}

function shownValue({ trials, experiment }: Group, place: number, path: string): string | number | null {
  const value = trials[place]?.find((change) => change.path === path)?.value ?? getPath(experiment, path);
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function printRest(count: number): void {
  if (count > 0) printLine(`  and ${count} more: --json has all of them`);
}

/** A run that failed is a result of a group; the group fails where it could not go on, or all failed. */
function exitCode({ error }: Group, runs: readonly StoredRun[], { options }: Arguments): number {
  const errors = runs.flatMap(({ record }) => (record.error === null ? [] : [record.error]));
  const all = error !== null ? [error] : errors.length === runs.length ? errors : [];
  if (options.json !== true)
    for (const failure of error === null ? errors.slice(0, 1) : [error]) printError(failure);
  if (all.length === 0) return 0;
  return all.every(({ kind }) => BAD_INPUT_KINDS.has(kind)) ? 2 : 1;
}
