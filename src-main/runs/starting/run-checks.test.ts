import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseExperiment, type Experiment } from '../../../src-shared/experiment/schema';
import { at, present } from '../../../src-shared/present';
import { describeRunCheck } from '../../../src-shared/run/text/run-check-text';
import { Programs, until, type Program } from '../../testing/run-harness';
import { toRunCheck } from './run-checks';

const programs = new Programs('checks');
/** Program of the tests that look at their own runs alone: one more would start its workers anew. */
let shared: Program;
beforeAll(() => {
  shared = programs.start('shared');
});
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});

function xnor(training: object = {}): Experiment {
  return parseExperiment({
    schemaVersion: 1,
    name: 'xnor',
    seed: 3,
    dataset: { kind: 'generated', generator: 'xnor' },
    model: {
      kind: 'network',
      layers: [
        { units: 2, activation: 'tanh' },
        { units: 1, activation: 'sigmoid' },
      ],
    },
    training: { steps: 300, logEvery: 10, engine: 'typed', ...training },
  });
}

async function trained({ runs }: Program, experiment = xnor()): Promise<string> {
  const { record } = await runs.start(experiment, null);
  await runs.whenOver(record.id);
  return record.id;
}

describe('running a run again', () => {
  it('gives the same numbers, and both say so', async () => {
    const program = shared;
    const id = await trained(program);
    const { record } = await program.runs.checks.start(id);
    expect(record.name).toBe('xnor · check');
    const again = await program.runs.checks.whenChecked(record.id);
    expect(again.record.check).toMatchObject({
      with: id,
      outcome: 'same',
      steps: 30,
      first: null,
      notes: [],
    });
    expect(program.runs.get(id).record.check).toMatchObject({ with: record.id, outcome: 'same' });
    expect(describeRunCheck(present(again.record.check))).toBe(
      'reproduced: all 30 logged steps have the same numbers.',
    );
  });

  it('tells the first step that differs, and by how much', async () => {
    const program = shared;
    const id = await trained(program);
    const path = join(program.workspace.runs.findFolder(id), 'metrics.csv');
    const lines = readFileSync(path, 'utf8').split('\n');
    const index = lines.findIndex((line) => line.startsWith('50,'));
    const cells = at(lines, index).split(',');
    const loss = Number(cells[2]);
    cells[2] = String(2 * loss);
    lines[index] = cells.join(',');
    writeFileSync(path, lines.join('\n'));
    const { record } = await program.runs.checks.start(id);
    const { check } = (await program.runs.checks.whenChecked(record.id)).record;
    const apart = { step: 50, metric: 'loss', values: [2 * loss, loss], relative: 0.5 };
    expect(check).toMatchObject({ outcome: 'differs', first: apart, largest: apart });
    expect(describeRunCheck(present(check))).toContain('differs from step 50 (training loss');
    expect(describeRunCheck(present(check))).toContain('at most 50 % of the value');
  });

  it('says where not the same steps were logged', async () => {
    const program = shared;
    const id = await trained(program);
    const path = join(program.workspace.runs.findFolder(id), 'metrics.csv');
    const width = at(readFileSync(path, 'utf8').split('\n'), 0).split(',').length;
    appendFileSync(path, `310${',0.5'.repeat(width - 1)}\n`);
    const { record } = await program.runs.checks.start(id);
    const { check } = (await program.runs.checks.whenChecked(record.id)).record;
    expect(check).toMatchObject({
      outcome: 'differs',
      first: null,
      notes: ['31 steps were logged then, 30 now.'],
    });
  });

  it('says what the other runtime means for the numbers', async () => {
    const program = shared;
    const { record } = program.runs.get(await trained(program));
    expect(record.environment).toMatchObject({ v8: process.versions.v8, math: 'portable' });
    const same = { steps: 30, logged: [30, 30], first: null, largest: null, unshared: [] } as const;
    const now = { ...record, environment: { ...record.environment, node: '98.7.6' } };
    const ranOn = `The runtime was Node ${record.environment.node} then, Node 98.7.6 now.`;
    expect(toRunCheck(record, now, same).notes).toEqual([
      ranOn,
      'Typed arrays give the same numbers on both.',
    ]);
    // As records were before Benchtop had functions of its own.
    const before = { ...record, environment: { ...now.environment, v8: null, math: null } };
    expect(toRunCheck(before, now, same).notes).toEqual([
      "The first run was made with Node 98.7.6's Math functions, whose last digits are its own.",
    ]);
  });

  it('of one that was stopped goes only as far as that', async () => {
    const program = programs.start('stopped');
    const { record } = await program.runs.start(
      xnor({ steps: 100_000_000, logEvery: 1000, checkpointEvery: 0 }),
      null,
    );
    await until(() => program.events.some(({ type }) => type === 'metrics'), 'the first row');
    await expect(program.runs.checks.start(record.id)).rejects.toThrow('can be checked once it is over');
    program.runs.controls.stop(record.id);
    const { steps } = (await program.runs.whenOver(record.id)).record;
    const again = await program.runs.checks.start(record.id);
    const checked = await program.runs.checks.whenChecked(again.record.id);
    expect(checked.record).toMatchObject({ steps, status: 'stopped', check: { outcome: 'same' } });
  });
});
