import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { pack } from '../../../src-shared/ipc/packed';
import type { Services } from '../services/services';
import { readExperiment } from './experiment';

const folder = mkdtempSync(join(tmpdir(), 'benchtop-experiment-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const services = (columns: readonly string[] | null): Services =>
  ({
    workspace: { experiments: { list: () => [] } },
    runs: {
      datasets: {
        look: ({ path }: { path: string }) =>
          columns === null || path !== join(folder, 'data.csv')
            ? Promise.reject(new Error('unreadable'))
            : Promise.resolve(pack({ columns: columns.map((name) => ({ name })) })),
      },
    },
  }) as unknown as Services;

function written(dataset: object, more: object = {}): string {
  const path = join(folder, 'mine.json');
  const model = { kind: 'kmeans' };
  writeFileSync(path, JSON.stringify({ schemaVersion: 1, name: 'mine', dataset, model, ...more }));
  return path;
}

it('names the columns of the file where an experiment names none', async () => {
  const path = written({ kind: 'file', path: 'data.csv' });
  await expect(readExperiment(path, {}, services(['a', 'b', 'c']))).rejects.toThrow(
    'dataset.features: Name at least one column; the file has a, b, c.',
  );
  await expect(readExperiment(path, {}, services(null))).rejects.toThrow(
    'dataset.features: Name at least one column.',
  );
  await expect(
    readExperiment(written({ kind: 'file', path: 'data.csv', features: [] }), {}, services(['a'])),
  ).rejects.toThrow('dataset.features: Choose at least one feature column; the file has a.');
  const many = Array.from({ length: 25 }, (_, i) => `p${i}`);
  await expect(readExperiment(path, {}, services(many))).rejects.toThrow(/p19, and 5 more\.$/);
});

it('tells all problems, those of other fields as they are', async () => {
  const path = written({ kind: 'file', path: 'data.csv', scaling: 7 }, { seed: 'x' });
  await expect(readExperiment(path, {}, services(['a', 'b']))).rejects.toMatchObject({
    info: {
      problems: [
        { field: 'seed', message: 'Seed must be a number.' },
        { field: 'dataset.features', message: 'Name at least one column; the file has a, b.' },
        {
          field: 'dataset.scaling',
          message: 'Choose one of none, standard, minmax, robust, not 7.',
        },
      ],
    },
  });
});

it.each([
  ['a folder', '.', 'is no ordinary file'],
  ['a device', '/dev/zero', 'is no ordinary file'],
  ['a file that is deeply nested', join(folder, 'deep.json'), 'nested more than 200 levels'],
  ['a file that is very large', join(folder, 'large.json'), 'is too large for an experiment'],
  ['a FIFO', join(folder, 'fifo'), 'is no ordinary file'],
])('refuses %s in one sentence', async (_, path, message) => {
  if (process.platform === 'win32') return;
  writeFileSync(join(folder, 'deep.json'), `{"dataset":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
  writeFileSync(join(folder, 'large.json'), ' '.repeat(17 * 1024 * 1024));
  if (!existsSync(join(folder, 'fifo'))) execFileSync('mkfifo', [join(folder, 'fifo')]);
  await expect(readExperiment(path, {}, services([]))).rejects.toMatchObject({
    info: { kind: 'invalid-experiment', message: expect.stringContaining(message) as string },
  });
});
