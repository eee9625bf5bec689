import type { Pushes } from '../../src-shared/ipc/pushes';
import type { RunService } from '../runs/run-service';
import type { HandlerDeps } from './handler-deps';
import { RunPort, type PageLine } from './run-port';
import { RunPushes } from './run-pushes';
import type { RunWishes } from './run-wishes';

/** What of a window's handlers is about its line to the runs. */
export type RunLine = Pick<HandlerDeps, 'connectRuns' | 'watchRuns' | 'drawUnits'>;

/**
 * Has runs tell the page of one window what they do, over the port that it asks for.
 * @returns its line, and what ends it when the window is closed
 */
export function joinRuns(
  runs: Pick<RunService, 'onPush'>,
  wishes: RunWishes,
  { now, ...line }: PageLine & { now: () => number },
): RunLine & { readonly leaveRuns: () => void } {
  const port = new RunPort(line);
  const pushes = new RunPushes({ push: port.push, now });
  const off = runs.onPush((name, payload) => {
    if (name === 'run.events') pushes.events(payload.runId, (payload as Pushes['run.events']).events);
    else pushes.changed(payload.runId, (payload as Pushes['run.changed']).run);
  });
  return {
    connectRuns: (key) => {
      // Those of the page before.
      wishes.end();
      port.open(key, pushes);
    },
    watchRuns: (ids) => {
      pushes.watch(ids);
      wishes.watch(ids);
    },
    drawUnits: wishes.drawUnits,
    leaveRuns: () => {
      off();
      pushes.reset();
      wishes.end();
    },
  };
}
