import { BAD_INPUT_KINDS } from '../../../../../src-shared/errors';
import { plannedTrials, trialRunId, type Group } from '../../../../../src-shared/group/group';
import { learningCurve } from '../../../../../src-shared/group/findings/learning-curve';
import { testTrainRatio } from '../../../../../src-shared/group/folds';
import { nestedResult } from '../../../../../src-shared/group/nested-folds';
import { groupSummary } from '../../../../../src-shared/group/summary';
import type { StoredRun } from '../../../../../src-shared/run/record/record';
import type { CommonValues } from '../../../declare/command';
import { document, printError, printJson, printLine, ProgressLine } from '../../../print/print';
import type { Services } from '../../../services/services';
import { holdGroup } from '../../results/baselines/hold';
import { printBaselines } from '../../results/baselines/print-baselines';
import { findBestRun, printRepeat, printSweep } from './print';
import { printLearningCurve } from './print-learning-curve';
import { printNested } from './print-nested';

/** Waits for a group and prints its result. @returns the exit code */
export async function finish(
  id: string,
  options: CommonValues & { readonly baselines?: boolean },
  services: Services,
): Promise<number> {
  const { group, runs } = await whenTrained(id, services);
  const isJson = options.json === true;
  const records = runs.map(({ record }) => record);
  const ratio = group.plan.kind === 'folds' ? testTrainRatio(records) : 0;
  const isMixed = group.plan.kind === 'learning-curve' || group.plan.kind === 'nested-folds';
  const counted = groupSummary(records, plannedTrials(group), ratio);
  // Runs on other numbers of rows have no mean that would say anything.
  const summary = isMixed ? { ...counted, metrics: {} } : counted;
  const held = options.baselines === true ? await holdGroup({ group, records }, {}, services) : null;
  if (isJson) {
    const best = group.plan.kind === 'sweep' ? { best: findBestRun(group, runs)?.record.id ?? null } : {};
    const baselines = held === null ? {} : { baselines: held };
    const curve =
      group.plan.kind === 'learning-curve' ? { learningCurve: learningCurve(group, records) } : {};
    const nested =
      group.plan.kind === 'nested-folds' ? { nested: nestedResult(group, group.plan, records) } : {};
    printJson({
      group,
      statistics: summary,
      ...best,
      ...curve,
      ...nested,
      ...baselines,
      runs: runs.map(document),
    });
  } else if (group.plan.kind === 'nested-folds')
    printNested(group, nestedResult(group, group.plan, records), summary);
  else if (group.plan.kind === 'sweep') printSweep(group, runs, summary);
  else if (group.plan.kind === 'learning-curve')
    printLearningCurve(group, learningCurve(group, records), summary);
  else printRepeat(group, runs, summary);
  if (held !== null && !isJson) {
    printLine('');
    printBaselines(held);
  }
  return exitCode(group, runs, options);
}

/** Waits for a group; Ctrl-C stops all of it, with checkpoints. */
async function whenTrained(id: string, { runs }: Services): Promise<{ group: Group; runs: StoredRun[] }> {
  const { name } = runs.groups.get(id);
  const line = new ProgressLine();
  const over = new Set<string>();
  const off = runs.onPush((_, payload) => {
    if (!('run' in payload) || payload.run?.record.group?.id !== id) return;
    if (payload.run.record.endedAt === null) over.delete(payload.runId);
    else over.add(payload.runId);
    const planned = plannedTrials(runs.groups.get(id));
    line.show(name, over.size / planned, `${over.size} / ${planned} runs`);
  });
  const stop = (): void => {
    runs.groups.stop(id);
  };
  process.once('SIGINT', stop);
  const group = await runs.groups.whenOver(id);
  process.off('SIGINT', stop);
  off();
  line.clear();
  return { group, runs: findRuns(group, runs) };
}

/** The runs of a group that were started and are still there, in their order. */
function findRuns({ id, trials }: Group, runs: Services['runs']): StoredRun[] {
  const found: StoredRun[] = [];
  // From the last one on: those are in memory, and whatever is read takes the place of one of them.
  for (let index = trials.length - 1; index >= 0; index--) {
    const run = runs.find(trialRunId(id, index));
    if (run !== null) found.push(run);
  }
  return found.reverse();
}

/**
 * 1 where the group could not go on or all of its runs failed, and of seeds or folds where any did: its runs
 * are one sample. A trial of a sweep that fails is a result of the search. 2 where bad input was the
 * reason of all.
 */
function exitCode({ error, plan }: Group, runs: readonly StoredRun[], options: CommonValues): number {
  if (error !== null && options.json !== true) printError(error);
  const errors = runs.flatMap(({ record }) => (record.error === null ? [] : [record.error]));
  const isFailure = plan.kind === 'sweep' ? errors.length === runs.length : errors.length > 0;
  const failures = error !== null ? [error] : isFailure ? errors : [];
  if (failures.length === 0) return 0;
  return failures.every(({ kind }) => BAD_INPUT_KINDS.has(kind)) ? 2 : 1;
}
