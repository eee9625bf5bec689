import type { ElectronApplication } from '@playwright/test';

/** When messages of a name leave main over a port from now on, by its clock. */
export interface PortMessages {
  times: () => Promise<readonly number[]>;
}

/** Looks at what main sends over ports. */
export async function watchPort(app: ElectronApplication, name: string): Promise<PortMessages> {
  await app.evaluate(({ MessageChannelMain }, wanted) => {
    const times: number[] = [];
    const { port1, port2 } = new MessageChannelMain();
    const ports = Object.getPrototypeOf(port1) as { postMessage: (message: unknown) => void };
    const post = ports.postMessage;
    ports.postMessage = function (message): void {
      if ((message as { name?: unknown }).name === wanted) times.push(Date.now());
      post.call(this, message);
    };
    port1.close();
    port2.close();
    (globalThis as unknown as { portTimes: number[] }).portTimes = times;
  }, name);
  return {
    times: () => app.evaluate(() => (globalThis as unknown as { portTimes: number[] }).portTimes),
  };
}

/** Steps of the rows that a run's messages had, counted as they leave main over a port. */
export interface SentSteps {
  readonly rows: number;
  /** Rows whose step is not the one after that of the row before. */
  readonly gaps: number;
  readonly last: number;
}

/** Counts the rows of logged metrics that main sends over ports from now on, of all runs together. */
export async function watchSteps(app: ElectronApplication): Promise<() => Promise<SentSteps>> {
  await app.evaluate(({ MessageChannelMain }) => {
    const sent = { rows: 0, gaps: 0, last: -1 };
    const { port1, port2 } = new MessageChannelMain();
    const ports = Object.getPrototypeOf(port1) as { postMessage: (message: unknown) => void };
    const post = ports.postMessage;
    ports.postMessage = function (message): void {
      const { name, payload } = message as {
        name?: unknown;
        payload?: { events?: readonly { type: string; columns?: { step: Float64Array } }[] };
      };
      if (name === 'run.events')
        for (const { columns } of payload?.events ?? [])
          for (const step of columns?.step ?? []) {
            sent.rows += 1;
            if (step !== sent.last + 1) sent.gaps += 1;
            sent.last = step;
          }
      post.call(this, message);
    };
    port1.close();
    port2.close();
    (globalThis as unknown as { sentSteps: typeof sent }).sentSteps = sent;
  });
  return () => app.evaluate(() => (globalThis as unknown as { sentSteps: SentSteps }).sentSteps);
}
