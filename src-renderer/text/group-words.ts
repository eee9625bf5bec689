import type { Component } from 'svelte';
import Check from '@lucide/svelte/icons/check';
import CirclePause from '@lucide/svelte/icons/circle-pause';
import LoaderCircle from '@lucide/svelte/icons/loader-circle';
import Square from '@lucide/svelte/icons/square';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import { getPath } from '../../src-shared/experiment/change';
import type { Group, GroupStatus } from '../../src-shared/group/group';
import { sweepFieldAt } from '../../src-shared/group/sweep-fields';
import { countOf, formatSetting } from './format';

interface Look {
  readonly words: string;
  readonly kind: 'plain' | 'good' | 'warn' | 'bad' | 'live';
  readonly icon: Component<{ size?: number | string }>;
}

export const GROUP_STATUS: Readonly<Record<GroupStatus, Look>> = {
  running: { words: 'Running', kind: 'live', icon: LoaderCircle },
  stopping: { words: 'Stopping', kind: 'live', icon: LoaderCircle },
  finished: { words: 'Finished', kind: 'good', icon: Check },
  stopped: { words: 'Stopped', kind: 'plain', icon: Square },
  failed: { words: 'Failed', kind: 'bad', icon: TriangleAlert },
  interrupted: { words: 'Interrupted', kind: 'warn', icon: CirclePause },
};

/** "200 seeds, 1 to 200", "Grid of 12", "Successive halving of 27". */
export function searchWords({ plan, trials, experiment }: Group): string {
  if (plan.kind === 'repeat') {
    const last = experiment.seed + plan.n - 1;
    const data = plan.sameData ? ', the same data' : '';
    return `${countOf(plan.n, 'seed')}, ${experiment.seed} to ${last}${data}`;
  }
  const search = { grid: 'Grid of', random: 'Random search of', halving: 'Successive halving of' }[
    plan.search
  ];
  return `${search} ${trials.length}`;
}

/** The settings that the trials of a group differ in, by their labels. */
export function variedSettings({ experiment, trials }: Group): { path: string; label: string }[] {
  return (trials[0] ?? []).map(({ path }) => ({
    path,
    label: sweepFieldAt(experiment, path)?.label ?? path,
  }));
}

/** What a trial has there. */
export function settingText({ experiment, trials }: Group, place: number, path: string): string {
  const value = trials[place]?.find((change) => change.path === path)?.value ?? getPath(experiment, path);
  return typeof value === 'number' ? formatSetting(value) : String(value ?? '');
}
