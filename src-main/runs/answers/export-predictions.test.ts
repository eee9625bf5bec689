import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../src-shared/experiment/schema';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { Programs, type Program } from '../../testing/run-harness';

const programs = new Programs('export-predictions');
let program: Program;

beforeAll(() => {
  program = programs.start('workspace');
});
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});

const FEATURES = Array.from({ length: 32 }, (_, c) => `x${c}`);

/** A file of so many rows of {@link FEATURES}; its lines. */
function writeData(name: string, rows: number): { path: string; lines: string[] } {
  const lines = Array.from({ length: rows }, (_, row) =>
    FEATURES.map((_, c) => ((row * 31 + c * c) % 97) + ((row + c) % 8) / 8).join(),
  );
  const path = join(programs.folder, name);
  writeFileSync(path, [FEATURES.join(), ...lines, ''].join('\n'));
  return { path, lines };
}

/** A finished k-means run on it. */
async function trained(path: string): Promise<StoredRun> {
  const { record } = await program.runs.start(
    parseExperiment({
      schemaVersion: 1,
      name: 'rows',
      dataset: { kind: 'file', path, features: FEATURES, scaling: 'standard' },
      model: { kind: 'kmeans', nClusters: 3, nInit: 1, maxIter: 2 },
    }),
    null,
  );
  const run = await program.runs.whenOver(record.id);
  expect(run.record.error).toBeNull();
  return run;
}

const readLines = (path: string): string[] => readFileSync(path, 'utf8').trimEnd().split('\n');
const exported = async ({ record }: StoredRun, name: string): Promise<string> => {
  const to = join(programs.folder, name);
  await program.runs.models.exportPredictions(record.id, null, to);
  return to;
};

describe('the whole table of predictions', () => {
  it('is what predictions.csv of a small table is, written anew', async () => {
    const run = await trained(writeData('small.csv', 300).path);
    expect(run.record.notices ?? []).toEqual([]);
    const own = readFileSync(join(run.path, 'predictions.csv'), 'utf8');
    expect(readFileSync(await exported(run, 'small-whole.csv'), 'utf8')).toBe(own);
  });

  it('has the features of a large table, whose own file has the answers alone', async () => {
    const { path, lines } = writeData('large.csv', 66_000);
    const run = await trained(path);
    expect(run.record.notices).toEqual([
      expect.stringContaining('The answers for all 66,000 rows, without the 32 inputs beside them'),
    ]);
    const own = join(run.path, 'predictions.csv');
    const answers = ['cluster', 'clusterName', 'distance', 'secondCluster', 'secondDistance'];
    const joined = (): string[] =>
      readLines(own).map((line, i) => {
        const [row = '', ...rest] = line.split(',');
        return [row, i === 0 ? FEATURES.join() : lines[i - 1], ...rest].join();
      });
    expect(readLines(own)[0]).toBe(['row', ...answers].join());
    expect(readLines(await exported(run, 'large-whole.csv')).join('\n') === joined().join('\n')).toBe(true);

    await program.runs.clusterNames.set(run.record.id, ['small, old', 'B', 'C']);
    const named = readFileSync(await exported(run, 'large-named.csv'), 'utf8').trimEnd();
    expect(named.includes(',"small, old",')).toBe(true);
    // The comma in the name is inside its quotes, in both.
    expect(named === joined().join('\n')).toBe(true);

    writeFileSync(path, `${readFileSync(path, 'utf8')}${lines[0] ?? ''}\n`);
    const to = join(programs.folder, 'none.csv');
    await expect(program.runs.models.exportPredictions(run.record.id, null, to)).rejects.toThrow(
      'has changed since this run',
    );
    rmSync(path);
    await expect(program.runs.models.exportPredictions(run.record.id, null, to)).rejects.toThrow(
      'no longer there',
    );
    expect(existsSync(to)).toBe(false);
  });
});
