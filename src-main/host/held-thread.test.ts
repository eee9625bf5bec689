import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, it } from 'vitest';
import { slowness } from '../testing/slowness';
import { WorkerHost } from './worker-host';
import type { WorkerThread } from './worker-thread';

const folder = mkdtempSync(join(tmpdir(), 'benchtop-held-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it.skipIf(process.platform === 'win32')(
  'a thread that is held in native code holds up neither a cancelled call nor the end',
  async () => {
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const held: Worker[] = [];
    const host = new WorkerHost({
      maxWorkers: 1,
      spawn: () => {
        // Opening a FIFO that nobody writes waits in the system, where no thread can be ended.
        const code = `require('node:worker_threads').parentPort.once('message', () => require('node:fs').openSync(${JSON.stringify(fifo)}, 'r'));`;
        const thread = new Worker(code, { eval: true });
        held.push(thread);
        return thread as unknown as WorkerThread;
      },
      onRunStarted: () => undefined,
      onRunEvents: () => undefined,
      onRunCrashed: () => undefined,
    });
    const abort = new AbortController();
    const answer = host.call('hash', { path: '/nowhere' }, { signal: abort.signal });
    const cancelledAt = performance.now();
    abort.abort();
    await expect(answer).rejects.toMatchObject({ info: { kind: 'conflict' } });
    expect(performance.now() - cancelledAt).toBeLessThan(2000 * slowness());
    const closedAt = performance.now();
    expect(await host.close()).toBe(1);
    expect(performance.now() - closedAt).toBeLessThan(4000 * slowness());
    // Lets the thread go, so that this process can end.
    const over = new Promise((resolve) => held[0]?.on('exit', resolve));
    closeSync(openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK));
    await over;
  },
);
