import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { slowness } from '../../src-main/testing/slowness';
import { at } from '../../src-shared/present';
import type { RunRecord } from '../../src-shared/run/record/record';
import type { Benchtop } from '../testing/fixtures';
import { expect, test } from '../testing/fixtures';

/** Takes gigabytes and obeys no interrupt. */
const GROWING = 'len(range(3000000000)) > 0';

const folder = mkdtempSync(join(tmpdir(), 'benchtop-endless-'));
const file = join(folder, 'table.csv');
writeFileSync(file, 'x,y\n1,2\n3,4\n5,6\n7,8\n');
test.afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const experiment = {
  schemaVersion: 1,
  name: 'growing',
  dataset: { kind: 'file', path: file, features: ['x', 'y'], filter: GROWING },
  model: { kind: 'kmeans', nClusters: 2 },
};

/** The page may name the file once main has handed it out. */
async function grant(benchtop: Benchtop): Promise<void> {
  await benchtop.answerFileDialog(file);
  await benchtop.call('datasetsChooseFile');
}

test('quitting takes seconds while a filter grows without end', async ({ benchtop }) => {
  await grant(benchtop);
  // The program ends before it answers.
  const asked = benchtop.ask('runsStart', { experiment, speed: null }).catch(() => null);
  // Until its process has begun.
  await benchtop.page.waitForTimeout(3000);
  const { code, tookMs } = await benchtop.close();
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(5000 * slowness());
  await asked;
});

/** Runs of a large sweep. */
const QUEUED = 1500;

test('quitting takes seconds with many runs in the queue', async ({ benchtop }) => {
  // Each start writes a folder of its own.
  test.setTimeout(600_000);
  await benchtop.startEndlessRun();
  const { record } = await benchtop.call<{ record: RunRecord }>('runsStart', {
    experiment: { ...benchtop.readRecord(at(benchtop.runIds(), 0)).experiment, name: 'queued' },
    speed: null,
  });
  for (let i = 0; i < QUEUED; i += 100)
    await Promise.all(
      Array.from({ length: 100 }, () =>
        benchtop.call('runsStart', { experiment: { ...record.experiment, name: 'queued' }, speed: null }),
      ),
    );
  const { code, tookMs } = await benchtop.close();
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(5000 * slowness());
  await benchtop.launch();
  const open = (): string[] =>
    benchtop
      .runIds()
      .map((id) => benchtop.readStatus(id))
      .filter((status) => status === 'queued' || status === 'running');
  await expect.poll(open, { timeout: 200_000 * slowness() }).toEqual([]);
});

test('the command line ends at Ctrl-C while a filter grows without end', async () => {
  const cli = resolve(import.meta.dirname, '../..', 'out', 'cli', 'index.cjs');
  const path = join(folder, 'experiment.json');
  writeFileSync(path, JSON.stringify(experiment));
  const child = spawn(process.execPath, [cli, 'run', path, '--workspace', join(folder, 'ws')], {
    stdio: 'ignore',
  });
  const ended = new Promise((settle) => child.on('exit', (code, signal) => settle(code ?? signal)));
  await new Promise((settle) => setTimeout(settle, 3000));
  const startedAt = Date.now();
  child.kill('SIGINT');
  await ended;
  expect(Date.now() - startedAt).toBeLessThan(5000 * slowness());
});
