import type { Component } from 'svelte';
import Ban from '@lucide/svelte/icons/circle-slash';
import Check from '@lucide/svelte/icons/circle-check';
import CircleAlert from '@lucide/svelte/icons/circle-alert';
import Clock from '@lucide/svelte/icons/clock';
import Pause from '@lucide/svelte/icons/circle-pause';
import Play from '@lucide/svelte/icons/circle-play';
import Square from '@lucide/svelte/icons/circle-stop';
import Unplug from '@lucide/svelte/icons/unplug';
import type { RunStatus } from '../../../src-shared/run/record/status';

type Kind = 'plain' | 'good' | 'warn' | 'bad' | 'live';

/** Icon and colour of a status; its word comes from STATUS_WORDS. */
export const STATUS_STYLES: Readonly<
  Record<RunStatus, { readonly kind: Kind; readonly icon: Component<{ size?: number | string }> }>
> = {
  queued: { kind: 'plain', icon: Clock },
  running: { kind: 'live', icon: Play },
  paused: { kind: 'warn', icon: Pause },
  stopping: { kind: 'plain', icon: Square },
  finished: { kind: 'good', icon: Check },
  stopped: { kind: 'plain', icon: Ban },
  failed: { kind: 'bad', icon: CircleAlert },
  interrupted: { kind: 'warn', icon: Unplug },
};
