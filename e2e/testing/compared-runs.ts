import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../../src-shared/run/record/record';
import { expect, type Benchtop } from './fixtures';

/** A short run of two moons with some settings changed; its id. */
export async function startRun(
  benchtop: Benchtop,
  name: string,
  change: { learningRate?: number; units?: number; seed?: number; validationSplit?: number },
): Promise<string> {
  const { learningRate = 0.03, units = 6, seed = 1, validationSplit = 0.25 } = change;
  const { record } = await benchtop.call<{ record: RunRecord }>('runsStart', {
    experiment: {
      schemaVersion: 1,
      name,
      seed,
      dataset: { kind: 'generated', generator: 'moons', validationSplit },
      model: {
        kind: 'network',
        layers: [
          { units, activation: 'tanh' },
          { units: 1, activation: 'sigmoid' },
        ],
        loss: 'binaryCrossentropy',
        optimizer: { kind: 'adam', learningRate },
      },
      training: { steps: 400, logEvery: 2, engine: 'typed' },
    },
    speed: null,
  });
  await expect.poll(() => benchtop.readStatus(record.id), { timeout: 120_000 }).toBe('finished');
  return record.id;
}

/** Lines of a run's metrics.csv, the header first. */
export function readMetrics(benchtop: Benchtop, id: string): string[] {
  return readFileSync(join(benchtop.workspace, 'runs', id, 'metrics.csv'), 'utf8')
    .trim()
    .split('\n');
}

/** Chooses runs in the rail by their names, and opens the view that compares them. */
export async function openCompare(benchtop: Benchtop, names: readonly string[]): Promise<void> {
  await benchtop.shell.choose(names);
  await benchtop.shell.rail
    .getByRole('button', { name: /^Compare/ })
    .first()
    .click();
}
