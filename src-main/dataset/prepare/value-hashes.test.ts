import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../src-shared/experiment/schema';
import { fairComparison } from '../../../src-shared/compare/fair-compare';
import type { Compared } from '../../../src-shared/compare/measured-values';
import type { DatasetFacts } from '../../../src-shared/run/record/dataset-facts';
import { loadDataset } from '../index';

const folder = mkdtempSync(join(tmpdir(), 'benchtop-values-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const NETWORK = { kind: 'network', layers: [{ units: 1, activation: 'linear' }] };
const KMEANS = { kind: 'kmeans', nClusters: 2 };

/** A run on a file, as far as its data goes. */
async function run(
  file: string,
  dataset: object,
  model: object = NETWORK,
): Promise<Compared & { dataset: DatasetFacts }> {
  const experiment = parseExperiment({
    schemaVersion: 1,
    name: 'values',
    dataset: { kind: 'file', path: join(folder, file), ...dataset },
    model,
  });
  const { facts } = await loadDataset(experiment.dataset, { seed: 1, model: experiment.model, trains: true });
  const names = model === KMEANS ? ['inertia'] : ['loss'];
  return { experiment, dataset: facts, summary: Object.fromEntries(names.map((name) => [name, 1])) };
}

const aspects = (...runs: Compared[]): string[] =>
  fairComparison(runs).differences.map(({ aspect }) => aspect);

/** SHA-256 of doubles, little-endian, from their bytes. */
function computeHash(values: readonly number[]): string {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, i) => bytes.writeDoubleLE(value, 8 * i));
  return createHash('sha256').update(bytes).digest('hex');
}

describe('hashes of what was measured', () => {
  it('are of the values on the used rows, and compare runs by them', async () => {
    writeFileSync(join(folder, 'plain.csv'), '1,2,3\n4,5,6\n7,8,10\n2,1,5\n');
    const named = (columns: string[], change: object = {}) =>
      run('plain.csv', { dialect: { header: 0 }, columns, features: ['b'], target: 'y', ...change });
    const one = await named(['a', 'b', 'y']);
    expect(one.dataset.valuesSha256).toEqual({
      target: computeHash([3, 6, 10, 5]),
      weight: null,
      features: null,
    });
    const other = await named(['y', 'b', 'a']);
    expect(other.dataset.valuesSha256?.target).toBe(computeHash([1, 4, 7, 2]));
    expect(aspects(one, other)).toEqual(['target']);
    expect(aspects(one, await named(['c', 'b', 'y']))).toEqual([]);
    expect(aspects(one, await named(['a', 'b', 'z'], { target: 'z' }))).toEqual([]);
  });

  it('tell a target read with a decimal point from one with a decimal comma', async () => {
    writeFileSync(join(folder, 'comma.csv'), 'x;y\n1;1,500\n2;2,250\n3;3,125\n4;9,500\n');
    const read = (decimal: string, thousands: string) =>
      run('comma.csv', {
        dialect: { delimiter: ';', decimal, thousands },
        features: ['x'],
        target: 'y',
      });
    expect(aspects(await read(',', '.'), await read('.', ','))).toEqual(['target']);
  });

  it('tell clusterings of cells that were filled otherwise, whatever the columns are called', async () => {
    writeFileSync(join(folder, 'gaps.csv'), 'x,y\n1,2\n,3\n4,\n6,7\n8,1\n');
    const filled = (dataset: object) => run('gaps.csv', { features: ['x', 'y'], ...dataset }, KMEANS);
    const mean = await filled({ missing: 'mean' });
    expect(aspects(mean, await filled({ missing: 'constant', missingValue: 500 }))).toEqual(['metric']);
    expect(aspects(mean, await filled({ missing: 'mean', features: ['y', 'x'] }))).toEqual([]);
    const { valuesSha256: _none, ...older } = mean.dataset;
    const old = { ...mean, dataset: older };
    const constant = await filled({ missing: 'constant', missingValue: 500 });
    const { valuesSha256: _gone, ...oldConstant } = constant.dataset;
    // What was filled in is in older records too.
    expect(aspects(old, { ...constant, dataset: oldConstant })).toEqual(['metric']);
    expect(aspects(old, mean)).toEqual([]);
  });

  it('hash each feature by itself, in any number of rows and columns', async () => {
    const columns = Array.from({ length: 300 }, (_, c) =>
      Array.from({ length: 500 }, (_, row) => ((c + 1) * (row + 3)) % 101),
    );
    const names = columns.map((_, c) => `c${c}`);
    const rows = Array.from({ length: 500 }, (_, row) => columns.map((column) => column[row]).join(','));
    writeFileSync(join(folder, 'wide.csv'), `${names.join(',')}\n${rows.join('\n')}\n`);
    const { dataset } = await run('wide.csv', { features: names, scaling: 'none' }, KMEANS);
    const digests = columns.map(computeHash).sort();
    expect(dataset.valuesSha256?.features).toBe(
      createHash('sha256').update(JSON.stringify(digests)).digest('hex'),
    );
  });

  it('know weights that are all 1, and classes by their texts', async () => {
    writeFileSync(join(folder, 'words.csv'), 'x,w,v,g,n\n1,1,2,b,1\n2,1,1,a,0\n3,1,1,b,1\n4,1,3,a,0\n');
    const base = { features: ['x'], target: 'g' };
    const svm = { kind: 'svm' };
    const plain = await run('words.csv', base, svm);
    expect(aspects(plain, await run('words.csv', { ...base, weight: 'w' }, svm))).toEqual([]);
    expect(aspects(plain, await run('words.csv', { ...base, weight: 'v' }, svm))).toEqual(['weight']);
    const numbers = await run('words.csv', { ...base, target: 'n' }, svm);
    expect(aspects(plain, numbers)).toEqual(['target']);
    const network = await run(
      'words.csv',
      { ...base, target: 'n' },
      {
        ...NETWORK,
        layers: [{ units: 1, activation: 'sigmoid' }],
        loss: 'binaryCrossentropy',
      },
    );
    expect(network.dataset.valuesSha256?.target).toBe(numbers.dataset.valuesSha256?.target);
  });
});
