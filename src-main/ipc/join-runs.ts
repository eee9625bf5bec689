import type { Pushes } from '../../src-shared/ipc/pushes';
import type { RunService } from '../runs/run-service';
import type { HandlerDeps } from './handler-deps';
import { RunPort, type PageLine } from './run-port';
import { RunPushes } from './run-pushes';

/** Has runs tell the page what they do, over the port that it asks for. */
export function joinRuns(
  runs: Pick<RunService, 'onPush' | 'controls'>,
  { now, ...line }: PageLine & { now: () => number },
): Pick<HandlerDeps, 'connectRuns' | 'watchRuns'> {
  const port = new RunPort(line);
  const pushes = new RunPushes({ push: port.push, now });
  runs.onPush((name, payload) => {
    if (name === 'run.events') pushes.events(payload.runId, (payload as Pushes['run.events']).events);
    else pushes.changed(payload.runId, (payload as Pushes['run.changed']).run);
  });
  return {
    connectRuns: (key) => {
      port.open(key, pushes);
    },
    watchRuns: (ids) => {
      pushes.watch(ids);
      runs.controls.watch(ids);
    },
  };
}
