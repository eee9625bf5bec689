import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExperimentInput } from '../../src-shared/experiment/schema';
import type { StoredRun } from '../../src-shared/run/record/record';
import { expect, test, type Benchtop } from '../testing/fixtures';

const experiment: ExperimentInput = {
  schemaVersion: 1,
  name: 'moons in batches',
  seed: 9,
  dataset: { kind: 'generated', generator: 'moons', params: { n: 200 }, validationSplit: 0.25 },
  model: {
    kind: 'network',
    layers: [
      { units: 6, activation: 'tanh', dropout: 0.2 },
      { units: 1, activation: 'sigmoid' },
    ],
    loss: 'binaryCrossentropy',
    optimizer: { kind: 'adam', learningRate: 0.02 },
    schedule: { kind: 'cosine', warmupSteps: 20 },
  },
  training: { steps: 600, batchSize: 16, logEvery: 5, checkpointEvery: 100, engine: 'typed' },
};

/** metrics.csv without the column of times. */
function readMetrics(benchtop: Benchtop, id: string): string[] {
  const text = readFileSync(join(benchtop.workspace, 'runs', id, 'metrics.csv'), 'utf8');
  return text.split('\n').map((line) =>
    line
      .split(',')
      .filter((_, column) => column !== 1)
      .join(','),
  );
}

test('killed in mid-training, a run that goes on ends with the numbers of one that never stopped', async ({
  benchtop,
}) => {
  const straight = await benchtop.call<StoredRun>('runsStart', {
    experiment: { ...experiment, name: 'at a stretch' },
    speed: null,
  });
  await expect.poll(() => benchtop.readStatus(straight.record.id)).toBe('finished');

  const { id } = (await benchtop.call<StoredRun>('runsStart', { experiment, speed: 100 })).record;
  await expect.poll(() => benchtop.readRecord(id).checkpoints.length).toBeGreaterThan(0);
  // Past its last checkpoint, so that rows are logged which must be made again.
  const logged = (): number => readMetrics(benchtop, id).length;
  const atCheckpoint = logged();
  await expect.poll(logged).toBeGreaterThan(atCheckpoint + 5);
  await benchtop.close(() => benchtop.app.process().kill('SIGKILL'));
  expect(benchtop.readStatus(id)).toBe('running');

  await benchtop.launch();
  await benchtop.shell.row('moons in batches').click();
  await expect(benchtop.page.getByText(/It can go on from step \d00/)).toBeVisible();
  await benchtop.page.getByRole('button', { name: 'Continue' }).first().click();
  await expect.poll(() => benchtop.readStatus(id)).toBe('finished');
  expect(readMetrics(benchtop, id)).toEqual(readMetrics(benchtop, straight.record.id));
  expect(benchtop.readRecord(id).summary).toEqual(benchtop.readRecord(straight.record.id).summary);
  await benchtop.run.expectStatus('finished');
});
