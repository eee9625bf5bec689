import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoadedDataset } from '../../dataset';
import type { ModelState } from '../../algorithms/contract/state';
import { readCheckpoint } from '../../files/checkpoint';
import { listOrEmpty } from '../../files/durable';
import { xnorExperiment } from '../../testing/data';
import { xnorFacts } from '../../testing/files/xnor-facts';
import type { TrainJob } from '../protocol/training';
import { CheckpointQueue } from './checkpoint-queue';
import { LoggedRows } from './logged-rows';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-queue-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const state = (step: number): ModelState => ({ kind: 'network', step, tensors: {}, extra: {} });
const onDisk = (): string[] => listOrEmpty(join(folder, 'checkpoints')).sort();
const turns = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
};

function createQueue(): {
  queue: CheckpointQueue;
  logged: LoggedRows;
  requests: () => number;
  written: number[];
} {
  let requests = 0;
  const logged = new LoggedRows(() => {
    requests += 1;
  });
  const written: number[] = [];
  const queue = new CheckpointQueue({
    job: { runFolder: folder, experiment: xnorExperiment() } as TrainJob,
    loaded: { facts: xnorFacts } as LoadedDataset,
    disk: { write: async (action) => action() },
    logged,
    written: ({ step }) => {
      written.push(step);
    },
  });
  return { queue, logged, requests: () => requests, written };
}

describe(CheckpointQueue, () => {
  it('writes no checkpoint before the rows logged until then are on disk', async () => {
    const { queue, logged, requests, written } = createQueue();
    await queue.save(state(5), { loss: 1 });
    await queue.save(state(6), { loss: 1 });
    await turns();
    expect(requests()).toBe(2);
    expect(onDisk()).toEqual([]);
    logged.answer({ 'metrics.csv': 6 });
    await turns();
    expect(onDisk()).toEqual(['step-0000005']);
    expect(written).toEqual([5]);
    logged.answer({ 'metrics.csv': 7 });
    await queue.settle();
    expect(onDisk()).toEqual(['step-0000005', 'step-0000006']);
    expect((await readCheckpoint(folder, 'checkpoints/step-0000006')).log).toEqual({ 'metrics.csv': 7 });
  });

  it('writes none, and says so, where the rows cannot be written any more', async () => {
    const { queue, logged } = createQueue();
    await queue.save(state(5), { loss: 1 });
    logged.answer(null);
    await expect(queue.settle()).rejects.toMatchObject({ info: { kind: 'storage' } });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('lets training wait where four are under way', async () => {
    const { queue, logged } = createQueue();
    for (const step of [1, 2, 3]) await queue.save(state(step), { loss: 1 });
    let isThrough = false;
    const fourth = queue.save(state(4), { loss: 1 }).then(() => {
      isThrough = true;
    });
    await turns();
    expect(isThrough).toBe(false);
    for (let i = 0; i < 4; i++) logged.answer({});
    await fourth;
    expect(onDisk()).toHaveLength(4);
  });
});
