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
