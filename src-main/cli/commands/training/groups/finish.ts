import { BAD_INPUT_KINDS } from '../../../../../src-shared/errors';
import { trialRunId, type Group } from '../../../../../src-shared/group/group';
import type { StoredRun } from '../../../../../src-shared/run/record';
import type { CommonValues } from '../../../declare/command';
import { document, printError, printJson, ProgressLine } from '../../../output/print';
import type { Services } from '../../../services';
import { bestOf, printRepeat, printSweep } from './print';

/** Goes on with a group that was stopped or interrupted. @returns the exit code */
export async function resumeGroup(id: string, options: CommonValues, services: Services): Promise<number> {
  await services.runs.groups.resume(id);
  return finish(id, options, services);
}

/** Waits for a group and prints its result. @returns the exit code */
export async function finish(id: string, options: CommonValues, services: Services): Promise<number> {
  const { group, runs } = await whenTrained(id, services);
  const isJson = options.json === true;
  if (group.plan.kind === 'repeat') {
    if (isJson) printJson(runs.map(document));
    else printRepeat(group, runs);
  } else if (isJson) {
    const best = bestOf(group, runs)[0]?.record.id ?? null;
    printJson({ group, best, runs: runs.map(document) });
  } else printSweep(group, runs);
  return exitCode(group, runs, options);
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

/** A run that failed is a result of a group; the group fails where it could not go on, or all failed. */
function exitCode({ error }: Group, runs: readonly StoredRun[], options: CommonValues): number {
  const errors = runs.flatMap(({ record }) => (record.error === null ? [] : [record.error]));
  const all = error !== null ? [error] : errors.length === runs.length ? errors : [];
  if (options.json !== true)
    for (const failure of error === null ? errors.slice(0, 1) : [error]) printError(failure);
  if (all.length === 0) return 0;
  return all.every(({ kind }) => BAD_INPUT_KINDS.has(kind)) ? 2 : 1;
}
