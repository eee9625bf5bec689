import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../../src-shared/run/record/record';
import { expect, test, type Benchtop } from '../testing/fixtures';

/** Lines of metrics.csv without the time, which is another one in each run. */
async function trained(
  benchtop: Benchtop,
  engine: 'tensorflow' | 'typed',
  optimizer: 'adam' | 'sgd',
): Promise<string[]> {
  const { record } = await benchtop.call<{ record: RunRecord }>('runsStart', {
    experiment: {
      schemaVersion: 1,
      name: `${engine} ${optimizer}`,
      seed: 5,
      dataset: { kind: 'generated', generator: 'moons', params: { n: 600 }, validationSplit: 0.25 },
      model: {
        kind: 'network',
        layers: [
          { units: 96, activation: 'relu' },
          { units: 64, activation: 'tanh' },
          { units: 1, activation: 'sigmoid' },
        ],
        loss: 'binaryCrossentropy',
        optimizer: { kind: optimizer, learningRate: 0.01 },
      },
      training: { steps: 300, batchSize: 64, logEvery: 10, checkpointEvery: 100, engine },
    },
    speed: null,
  });
  await expect.poll(() => benchtop.readStatus(record.id), { timeout: 120_000 }).toBe('finished');
  expect(benchtop.readRecord(record.id).engine?.kind).toBe(engine);
  const [head = '', ...lines] = readFileSync(
    join(benchtop.workspace, 'runs', record.id, 'metrics.csv'),
    'utf8',
  )
    .trim()
    .split('\n');
  const time = head.split(',').indexOf('elapsedMs');
  return lines.map((line) =>
    line
      .split(',')
      .filter((_, column) => column !== time)
      .join(),
  );
}

for (const optimizer of ['adam', 'sgd'] as const) {
  test(`TensorFlow in Electron comes to the same numbers twice, near the typed loops': ${optimizer}`, async ({
    benchtop,
  }) => {
    const isThere = await benchtop.shell.rail
      .getByText('TensorFlow ready')
      .waitFor({ timeout: 20_000 })
      .then(
        () => true,
        () => false,
      );
    test.skip(!isThere, 'TensorFlow is not there');
    const first = await trained(benchtop, 'tensorflow', optimizer);
    expect(first).toHaveLength(30);
    expect(await trained(benchtop, 'tensorflow', optimizer)).toEqual(first);
    const typed = await trained(benchtop, 'typed', optimizer);
    const readLoss = (line = ''): number => Number(line.split(',')[1]);
    expect(readLoss(first[0])).toBeCloseTo(readLoss(typed[0]), 4);
    expect(Math.abs(readLoss(first.at(-1)) - readLoss(typed.at(-1)))).toBeLessThan(0.02);
  });
}
