import { say } from '../../language/say';
export const RUN_STATUSES = [
  'queued',
  'running',
  'paused',
  'stopping',
  'finished',
  'stopped',
  'failed',
  'interrupted',
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** Statuses that no longer change by themselves. */
export const TERMINAL: ReadonlySet<RunStatus> = new Set<RunStatus>([
  'finished',
  'stopped',
  'failed',
  'interrupted',
]);

export type RunSignal = 'start' | 'pause' | 'resume' | 'stop' | 'finish' | 'stopped' | 'fail' | 'interrupt';

const NEXT: Readonly<Record<RunStatus, Partial<Record<RunSignal, RunStatus>>>> = {
  queued: { start: 'running', stop: 'stopped', stopped: 'stopped', fail: 'failed', interrupt: 'interrupted' },
  running: {
    pause: 'paused',
    stop: 'stopping',
    finish: 'finished',
    stopped: 'stopped',
    fail: 'failed',
    interrupt: 'interrupted',
  },
  paused: {
    resume: 'running',
    stop: 'stopping',
    finish: 'finished',
    stopped: 'stopped',
    fail: 'failed',
    interrupt: 'interrupted',
  },
  stopping: { finish: 'finished', stopped: 'stopped', fail: 'failed', interrupt: 'interrupted' },
  finished: {},
  stopped: { start: 'queued' },
  failed: { start: 'queued' },
  interrupted: { start: 'queued' },
};

/** The status after a signal, or null where the signal does not fit (e.g. pausing a finished run). */
export function nextStatus(status: RunStatus, signal: RunSignal): RunStatus | null {
  return NEXT[status][signal] ?? null;
}

export const STATUS_WORDS: Readonly<Record<RunStatus, string>> = {
  queued: say('Queued'),
  running: say('Running'),
  paused: say('Paused'),
  stopping: say('Stopping'),
  finished: say('Finished'),
  stopped: say('Stopped'),
  failed: say('Failed'),
  interrupted: say('Interrupted'),
};
