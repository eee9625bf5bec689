import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { parseExperiment, type Experiment } from '../../../../src-shared/experiment/schema';
import { TERMINAL } from '../../../../src-shared/run/record/status';
import { until, Programs, type Program } from '../../../testing/run-harness';
import { runCommand } from '../../testing/arguments';
import { predict } from '../results/predict';
import { importRuns } from './import';
import { pack } from './pack';
import { unpack } from './unpack';

const programs = new Programs('exchange');
const files = mkdtempSync(join(tmpdir(), 'benchtop-exchange-files-'));
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
  rmSync(files, { recursive: true, force: true });
});

async function printed(action: () => Promise<number>): Promise<string> {
  let text = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((part) => {
    text += String(part);
    return true;
  });
  expect(await action()).toBe(0);
  return text;
}

/** A regression on a file with a category, whose target is scaled. */
function fileExperiment(path: string): Experiment {
  return parseExperiment({
    schemaVersion: 1,
    name: 'file',
    dataset: {
      ...{ kind: 'file', path, features: ['a', 'kind'], target: 'y' },
      ...{ scaling: 'standard', targetScaling: 'standard', validationSplit: 0.25 },
    },
    model: {
      kind: 'network',
      layers: [
        { units: 3, activation: 'tanh' },
        { units: 1, activation: 'linear' },
      ],
      optimizer: { kind: 'adam', learningRate: 0.03 },
    },
    training: { steps: 60, logEvery: 20, engine: 'typed' },
  });
}

async function finished(program: Program, experiment: Experiment): Promise<string> {
  const { record } = await program.runs.start(experiment, null);
  await until(() => TERMINAL.has(program.workspace.runs.get(record.id).record.status), 'the run');
  expect(program.workspace.runs.get(record.id).record.status).toBe('finished');
  return record.id;
}

describe('runs that are packed with their data', () => {
  it('answer elsewhere as they did here, where their file is gone, and train there again', async () => {
    const home = programs.start('home');
    const path = join(files, 'points.csv');
    const rows = Array.from(
      { length: 80 },
      (_, i) => `${i},${['red', 'blue'][i % 2] ?? ''},${3 * i + (i % 2)}`,
    );
    writeFileSync(path, `a,kind,y\n${rows.join('\n')}\n`);
    const id = await finished(home, fileExperiment(path));
    const group = await home.runs.groups.start({
      name: 'three seeds',
      experiment: fileExperiment(path),
      plan: { kind: 'repeat', n: 3, sameData: true },
      criterion: null,
    });
    await until(() => home.workspace.groups.get(group.id).status === 'finished', 'the group');
    // It is found where it is now, by its bytes.
    const moved = join(files, 'renamed.csv');
    renameSync(path, moved);
    const capsule = join(files, 'all.benchtop');
    const said = await printed(() =>
      runCommand(pack, [id, group.id, '--to', capsule, '--with-data', '--json'], home),
    );
    expect(JSON.parse(said)).toMatchObject({
      path: capsule,
      groups: [group.id],
      runs: { length: 4 },
      data: { length: 1 },
    });

    const points = join(files, 'new.csv');
    writeFileSync(points, 'a,kind\n10,red\n33.5,blue\n');
    const answers = (program: Program): Promise<string> =>
      printed(() => runCommand(predict, [id, points, '--json'], program));
    const before = await answers(home);
    rmSync(moved);

    const there = programs.start('there');
    expect(await printed(() => runCommand(unpack, [capsule], there))).toContain('4 of 4 runs taken in');
    expect(await answers(there)).toBe(before);
    const metrics = (program: Program): string =>
      readFileSync(join(program.workspace.runs.get(id).path, 'metrics.csv'), 'utf8');
    expect(metrics(there)).toBe(metrics(home));
    expect(there.workspace.groups.get(group.id)).toMatchObject({ status: 'finished', name: group.name });
    // On the copy of the data that came along: the same numbers.
    const again = await there.runs.checks.start(id);
    const { record } = await there.runs.checks.whenChecked(again.record.id);
    expect(record.check?.outcome).toBe('same');
    // What is there already is left alone.
    expect(await printed(() => runCommand(unpack, [capsule], there))).toContain('0 of 4 runs taken in');
    // The whole workspace as a folder, into a third one.
    const third = programs.start('third');
    const folder = there.workspace.folder;
    expect(await printed(() => runCommand(importRuns, [folder], third))).toContain('5 of 5 runs taken in');
    expect(await answers(third)).toBe(before);
  });
});
