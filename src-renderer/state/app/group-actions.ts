import { say } from '../../../src-shared/language/say';
import type { Experiment } from '../../../src-shared/experiment/schema';
import type { GroupPlan } from '../../../src-shared/group/group';
import type { RunRecord } from '../../../src-shared/run/record/record';
import { api } from '../../api/client';
import type { GroupPlace } from '../groups/group-place.svelte';
import { openRun } from './actions';
import { later } from './later.svelte';
import { app, groups, runs } from './session';
import { attempt, toasts } from '../base/toasts.svelte';

/** Actions on groups; each leads to the view that shows the outcome. */

export function openGroup(groupId: string): void {
  app.go({ view: 'group', groupId });
}

/**
 * @param again the run whose data it trains on; null for an experiment from the form
 * @param place told where its folder is, where other machines are to train it
 * @returns whether it is under way, and shown
 */
export async function beginGroup(
  name: string,
  experiment: Experiment,
  plan: GroupPlan,
  again: string | null,
  place: GroupPlace,
): Promise<boolean> {
  const { script, cluster } = place;
  if (script !== null) {
    const job = await groups.emit({ name, experiment, plan, again, script });
    if (job !== null) place.noteWritten(job);
    return false;
  }
  const group = await groups.begin({ name, experiment, plan, again, on: cluster });
  if (group === null) return false;
  if (again === null) (await later.load()).form.markKept();
  openGroup(group.id);
  return true;
}

/** Runs a run again, beside what else trains, and says later whether the numbers are the same. */
export async function checkRun({ id, name }: Pick<RunRecord, 'id' | 'name'>): Promise<void> {
  const run = await attempt(api.runsCheck({ id }));
  if (run === null) return;
  runs.put(run);
  toasts.info(say('Re-running “{name}” to check that it gives the same numbers.', { name }), {
    label: say('Watch'),
    run: () => {
      openRun(run.record.id);
    },
  });
}

/** Takes a group apart; its runs stay. */
export async function removeGroup(id: string): Promise<void> {
  const gone = await groups.remove(id);
  if (gone && app.route.view === 'group' && app.route.groupId === id) app.go({ view: 'home' });
}
