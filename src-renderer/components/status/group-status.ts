import { say } from '../../../src-shared/language/say';
import type { Component } from 'svelte';
import Check from '@lucide/svelte/icons/check';
import CirclePause from '@lucide/svelte/icons/circle-pause';
import LoaderCircle from '@lucide/svelte/icons/loader-circle';
import Square from '@lucide/svelte/icons/square';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import type { GroupStatus } from '../../../src-shared/group/group';

/** Label, icon and colour of a status of a group. */
interface StatusStyle {
  readonly label: string;
  readonly kind: 'plain' | 'good' | 'warn' | 'bad' | 'live';
  readonly icon: Component<{ size?: number | string }>;
}

export const GROUP_STATUS: Readonly<Record<GroupStatus, StatusStyle>> = {
  running: { label: say('Running'), kind: 'live', icon: LoaderCircle },
  stopping: { label: say('Stopping'), kind: 'live', icon: LoaderCircle },
  finished: { label: say('Finished'), kind: 'good', icon: Check },
  stopped: { label: say('Stopped'), kind: 'plain', icon: Square },
  failed: { label: say('Failed'), kind: 'bad', icon: TriangleAlert },
  interrupted: { label: say('Interrupted'), kind: 'warn', icon: CirclePause },
};
