import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { parseExperiment, type Experiment } from '../../../src-shared/experiment/schema';
import { trialRunId, type GroupPlan } from '../../../src-shared/group/group';
import { JOB_FILE, type Job } from '../../../src-shared/group/job';
import type { StartGroup } from '../groups/plan-group';
import { commandFile } from '../../testing/places';
import { Programs, until, type Program } from '../../testing/run-harness';

const programs = new Programs('elsewhere');
afterEach(() => programs.closeAll());
afterAll(() => {
  programs.remove();
});

/** The command line as a node of a cluster has it, with a home of its own. */
const env = {
  ...process.env,
  HOME: join(programs.folder, 'home'),
  XDG_CONFIG_HOME: join(programs.folder, 'home'),
  BENCHTOP: `${process.execPath} ${commandFile}`,
};
const rates: GroupPlan = {
  kind: 'sweep',
  search: 'grid',
  parameters: [{ kind: 'values', path: 'model.optimizer.learningRate', values: [0.3, 0.1, 0.03] }],
  trials: 3,
  seed: 1,
  objective: { metric: 'loss', goal: 'min' },
  factor: 3,
  maxMs: null,
};

function experiment(dataset: object, training: object = {}): Experiment {
  return parseExperiment({
    schemaVersion: 1,
    name: 'élan “1”',
    seed: 3,
    dataset,
    model: {
      kind: 'network',
      layers: [
        { units: 3, activation: 'tanh' },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'binaryCrossentropy',
    },
    training: { steps: 300, logEvery: 50, checkpointEvery: 100, engine: 'typed', ...training },
  });
}

function writeTable(name: string): string {
  const path = join(programs.folder, name);
  const rows = Array.from({ length: 60 }, (_, i) => {
    const [a, b] = [Math.sin(i * 1.7), Math.cos(i * 2.3)];
    return `${a},${b},${a * b > 0 ? 'yes' : 'no'}`;
  });
  writeFileSync(path, `a,b,label\n${rows.join('\n')}\n`);
  return path;
}

const onFile = (path: string): Experiment =>
  experiment({ kind: 'file', path, features: ['a', 'b'], target: 'label', scaling: 'standard' });
const job = (name: string): string => join(programs.folder, name);
const start = (trained: Experiment, plan: GroupPlan = rates): StartGroup => ({
  name: trained.name,
  experiment: trained,
  plan,
});

function summaries({ runs }: Program, groupId: string, count: number): unknown[] {
  return Array.from({ length: count }, (_, place) => {
    const { record } = runs.get(trialRunId(groupId, place));
    const { status, steps, summary, group, dataset } = record;
    return { status, steps, summary, place: group?.place, sha256: dataset?.sha256 };
  });
}

describe.skipIf(process.platform === 'win32')('a group that other machines train', () => {
  it('as an array of Slurm gives the numbers that it gives here, also where its data is gone', async () => {
    const program = programs.start('slurm', 2);
    const path = writeTable('slurm.csv');
    const local = await program.runs.groups.start(start(onFile(path)));
    await program.runs.groups.whenOver(local.id);
    const folder = job('slurm-job');
    const emitted = await program.runs.elsewhere.emit(start(onFile(path)), 'slurm', folder);
    expect(emitted).toMatchObject({ trials: 3, script: 'job.slurm', start: 'sbatch job.slurm' });
    // Only the job has the data now.
    rmSync(path);
    for (const task of ['2', '1', '3'])
      execFileSync('bash', ['job.slurm'], {
        cwd: folder,
        env: { ...env, SLURM_JOB_ID: '9', SLURM_ARRAY_JOB_ID: '7', SLURM_ARRAY_TASK_ID: task },
      });
    expect(readdirSync(join(folder, 'work'))).toEqual([]);

    const taken = await program.runs.elsewhere.takeIn(folder);
    expect(taken.runs.map(({ how }) => how)).toEqual(['new', 'new', 'new']);
    expect(program.runs.groups.get(emitted.groupId)).toMatchObject({ status: 'finished', started: 3 });
    expect(summaries(program, emitted.groupId, 3)).toEqual(summaries(program, local.id, 3));
    const { record } = program.runs.get(trialRunId(emitted.groupId, 1));
    expect(record.environment.cluster).toBe('slurm cluster, job 7_2');
    expect(record.experiment.dataset).toMatchObject({ path });
    expect(program.runs.get(trialRunId(local.id, 1)).record.environment.cluster).toBeUndefined();

    const again = await program.runs.elsewhere.takeIn(folder);
    expect(again.runs.map(({ how }) => how)).toEqual(['there', 'there', 'there']);
    expect(program.runs.groups.list()).toHaveLength(2);
  });

  it('goes on where a trial was killed, and lands what is there so far', async () => {
    const program = programs.start('killed', 2);
    const long = experiment(
      { kind: 'generated', generator: 'xor' },
      { steps: 400_000, checkpointEvery: 500 },
    );
    const plan: GroupPlan = { kind: 'repeat', n: 2, sameData: false };
    const folder = job('killed-job');
    const { groupId, start: line } = await program.runs.elsewhere.emit(start(long, plan), 'shell', folder);
    expect(line).toBe('sh job.sh');
    const child = spawn(process.execPath, [commandFile, 'trial', folder, '2'], { env, stdio: 'ignore' });
    const checkpoints = join(folder, 'work', '0002', 'runs', trialRunId(groupId, 1), 'checkpoints');
    await until(() => existsSync(checkpoints) && readdirSync(checkpoints).length > 0, 'a checkpoint');
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expect(program.runs.elsewhere.takeIn(folder)).rejects.toThrow('has left a result yet');

    const second = execFileSync(process.execPath, [commandFile, 'trial', folder, '2'], { env });
    expect(String(second)).toContain('finished after 400000 steps');
    await program.runs.elsewhere.takeIn(folder);
    expect(program.runs.groups.get(groupId)).toMatchObject({ status: 'stopped', started: 0 });
    execFileSync('sh', ['job.sh', '2'], { cwd: folder, env });
    await program.runs.elsewhere.takeIn(folder);
    expect(program.runs.groups.get(groupId)).toMatchObject({ status: 'finished', started: 2 });
    const local = await program.runs.groups.start(start(long, plan));
    await program.runs.groups.whenOver(local.id);
    expect(summaries(program, groupId, 2)).toEqual(summaries(program, local.id, 2));
  });

  it('is refused in one sentence where it cannot be, and leaves nothing', async () => {
    const program = programs.start('refused', 1);
    const path = writeTable('refused.csv');
    const { elsewhere } = program.runs;
    const halving: GroupPlan = { ...rates, search: 'halving' };
    await expect(elsewhere.emit(start(onFile(path), halving), 'slurm', job('no'))).rejects.toThrow(
      'leave out the halving',
    );
    const timed: GroupPlan = { ...rates, maxMs: 5000 };
    await expect(elsewhere.emit(start(onFile(path), timed), 'slurm', job('no'))).rejects.toThrow(
      'leave out the time limit',
    );
    await expect(elsewhere.emit(start(onFile(`${path}x`)), 'slurm', job('no'))).rejects.toThrow(
      'refused.csvx',
    );
    expect(existsSync(job('no'))).toBe(false);
    await expect(elsewhere.emit(start(onFile(path)), 'slurm', programs.folder)).rejects.toThrow(
      'is there already and not empty',
    );

    const folder = job('refused-job');
    await elsewhere.emit(start(onFile(path)), 'shell', folder);
    await expect(elsewhere.trainTrial(folder, 3)).rejects.toThrow('has the trials 1 to 3, and no 4');
    const content = readFileSync(join(folder, JOB_FILE), 'utf8');
    const { files } = JSON.parse(content) as Job;
    writeFileSync(join(folder, files[0]?.copy ?? ''), 'a,b,label\n1,2,yes\n2,1,no\n3,4,yes\n');
    await expect(elsewhere.trainTrial(folder, 0)).rejects.toThrow('was changed');
    writeFileSync(join(folder, JOB_FILE), content.replace(/"benchtop": "[^"]+"/, '"benchtop": "0.0.9"'));
    await expect(elsewhere.trainTrial(folder, 0)).rejects.toThrow('was made by 0.0.9: install that version');
    writeFileSync(join(folder, JOB_FILE), content.slice(0, -30));
    await expect(elsewhere.takeIn(folder)).rejects.toThrow('cannot be read');
    writeFileSync(join(folder, JOB_FILE), content.replace('"schemaVersion": 1', '"schemaVersion": 2'));
    await expect(elsewhere.takeIn(folder)).rejects.toThrow('update Benchtop');
    rmSync(join(folder, JOB_FILE));
    await expect(elsewhere.trainTrial(folder, 0)).rejects.toThrow('holds no benchtop-job.json');
  });

  it('takes no result for that of another trial, and none that is torn', async () => {
    const program = programs.start('mixed', 1);
    const nodes = programs.start('node', 1);
    const folder = job('mixed-job');
    const plan: GroupPlan = { kind: 'repeat', n: 3, sameData: false };
    const trained = experiment({ kind: 'generated', generator: 'xor' });
    const { groupId } = await program.runs.elsewhere.emit(start(trained, plan), 'shell', folder);
    for (const place of [0, 1, 2]) await nodes.runs.elsewhere.trainTrial(folder, place);
    const result = (name: string): string => join(folder, 'results', name);
    renameSync(result('0002.benchtop'), result('aside'));
    writeFileSync(result('0002.benchtop'), readFileSync(result('0003.benchtop')));
    await expect(program.runs.elsewhere.takeIn(folder)).rejects.toThrow(
      /in place of.* The other 2 of 3 results are here: import it again/,
    );
    const whole = readFileSync(result('aside'));
    writeFileSync(result('0002.benchtop'), whole.subarray(0, whole.length - 100));
    await expect(program.runs.elsewhere.takeIn(folder)).rejects.toThrow('is no whole capsule');
    expect(program.runs.list()).toHaveLength(0);
    // The others are not held up.
    expect(program.workspace.runs.ids().sort()).toEqual([trialRunId(groupId, 0), trialRunId(groupId, 2)]);
    expect(program.runs.groups.get(groupId).status).toBe('stopped');
    renameSync(result('aside'), result('0002.benchtop'));
    await program.runs.elsewhere.takeIn(folder);
    expect(program.runs.groups.get(groupId).status).toBe('finished');
  });

  it('takes back what had come of it where that is cancelled', async () => {
    const program = programs.start('cancelled', 1);
    const nodes = programs.start('other-node', 1);
    const folder = job('cancelled-job');
    const plan: GroupPlan = { kind: 'repeat', n: 3, sameData: false };
    const trained = experiment({ kind: 'generated', generator: 'xor' });
    const { groupId } = await program.runs.elsewhere.emit(start(trained, plan), 'shell', folder);
    for (const place of [0, 1, 2]) await nodes.runs.elsewhere.trainTrial(folder, place);
    const ended = new AbortController();
    const parts: unknown[] = [];
    const taking = program.runs.elsewhere.takeIn(folder, {
      signal: ended.signal,
      onProgress: ({ part }) => {
        parts.push(part);
        if (part?.done === 2) ended.abort();
      },
    });
    await expect(taking).rejects.toMatchObject({ info: { kind: 'conflict' } });
    expect(parts).toEqual([0, 1, 2].map((done) => ({ done, of: 3 })));
    expect([program.workspace.runs.ids(), program.runs.groups.list()]).toEqual([[], []]);
    const { runs } = await program.runs.elsewhere.takeIn(folder);
    expect(runs.map(({ how }) => how)).toEqual(['new', 'new', 'new']);
    expect(program.runs.groups.get(groupId).status).toBe('finished');
  });
});
