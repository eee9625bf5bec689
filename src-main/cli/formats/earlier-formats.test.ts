import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { forkedExperiment } from '../../../src-shared/experiment/fork';
import { present } from '../../../src-shared/present';
import type { RunRecord } from '../../../src-shared/run/record/record';
import { sha256 } from '../../files/hash';
import { Programs, type Program } from '../../testing/run-harness';
import { evaluate } from '../commands/results/evaluate';
import { predict } from '../commands/results/predict';
import { show } from '../commands/results/show';
import { runCommand } from '../testing/arguments';

/**
 * Workspaces as earlier versions wrote them, one a folder, by the version's own command line and stores:
 * fixtures/README.md says by which commit, and answers.json what that version answered.
 */
const FIXTURES = join(__dirname, 'fixtures');
const VERSIONS = readdirSync(FIXTURES).filter((name) => statSync(join(FIXTURES, name)).isDirectory());

interface Answers {
  readonly runs: Readonly<
    Record<
      string,
      {
        readonly name: string;
        /** Two points as they are typed. */
        readonly points: string;
        readonly predict: unknown;
        /** Left out where that version had no evaluation, or the model has no target. */
        readonly evaluate?: unknown;
      }
    >
  >;
}

const readAnswers = (version: string): Answers =>
  JSON.parse(readFileSync(join(FIXTURES, version, 'answers.json'), 'utf8')) as Answers;

const programs = new Programs('earlier-formats');
let printed = '';

beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => {
  programs.remove();
});

/** The present program on a version's workspace, whose data file lies elsewhere now. */
function open(version: string): Program & { readonly folder: string } {
  const folder = join(programs.folder, version);
  cpSync(join(FIXTURES, version), folder, { recursive: true });
  const program = programs.start(version);
  const path = join(FIXTURES, 'points.csv');
  const { size: bytes, mtimeMs } = statSync(path);
  program.workspace.datasets.noteFile({ path, bytes, mtimeMs, sha256: sha256(readFileSync(path)) });
  return { ...program, folder };
}

async function ask(
  command: typeof predict | typeof evaluate | typeof show,
  words: string[],
  program: Program,
) {
  printed = '';
  const run = runCommand as (asked: unknown, ...rest: unknown[]) => Promise<number>;
  expect(await run(command, [...words, '--json'], program)).toBe(0);
  return JSON.parse(printed) as unknown;
}

/** Values of `wanted` in `found`, with numbers to nine digits: functions of Math were V8's own until 29 November 2026. */
function expectAsThen(found: unknown, wanted: unknown, where: string): void {
  if (typeof wanted === 'number') {
    expect(Math.abs(Number(found) - wanted), where).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(wanted)));
  } else if (typeof wanted === 'object' && wanted !== null) {
    for (const [key, value] of Object.entries(wanted))
      expectAsThen((found as Record<string, unknown> | null | undefined)?.[key], value, `${where}.${key}`);
  } else expect(found, where).toEqual(wanted);
}

it('has a workspace of every version that changed what is written', () => {
  expect(VERSIONS.length).toBe(7);
});

describe.each(VERSIONS)('a workspace of %s', (version) => {
  const { runs: answers } = readAnswers(version);
  let program: ReturnType<typeof open>;

  beforeAll(() => {
    program = open(version);
  });
  afterAll(() => programs.closeAll());

  it('opens without a word, with every run, setting, experiment, data set and group', async () => {
    const before = readRecords(join(FIXTURES, version));
    const { workspace, runs, folder } = program;
    const rows = await runs.library.all();
    expect(workspace.notices).toEqual([]);
    expect(rows.map(({ id, name, status }) => [id, name, status]).sort()).toEqual(
      Object.entries(answers)
        .map(([id, { name }]) => [id, name, 'finished'])
        .sort(),
    );
    expect(workspace.settings.get()).toMatchObject({
      theme: 'dark',
      maxWorkers: 2,
      lossScale: 'linear',
      recentFiles: ['/data/points.csv'],
    });
    expect(workspace.experiments.list().map(({ experiment }) => experiment.name)).toEqual(['Two kinds']);
    const hasDatasets = existsSync(join(FIXTURES, version, 'datasets.json'));
    expect(workspace.datasets.list().map(({ name }) => name)).toEqual(hasDatasets ? ['Points'] : []);
    const groups = Object.keys(answers).filter((id) => id.endsWith('-0002'));
    expect(workspace.groups.list().map(({ id, status }) => `${id}-0002 ${status}`)).toEqual(
      groups.map((id) => `${id} finished`),
    );
    // Reading changes nothing.
    expect(readRecords(folder)).toEqual(before);
  });

  it.each(Object.entries(answers))('answers as it did: %s', async (id, { points, ...then }) => {
    const shown = (await ask(show, [id], program)) as { summary: Record<string, number> };
    const stored = JSON.parse(
      readFileSync(join(FIXTURES, version, 'runs', id, 'run.json'), 'utf8'),
    ) as Record<string, unknown>;
    expect(shown.summary).toEqual(stored['summary']);
    expectAsThen(shown, { ...stored, experiment: {} }, 'show');
    const predicted = await ask(predict, [id, '--points', points], program);
    if (then.predict !== null) expectAsThen(predicted, then.predict, 'predict');
    const { record } = program.runs.get(id);
    if (record.dataset?.target != null) {
      const evaluated = await ask(evaluate, [id], program);
      // Versions without evaluations kept the same figures.
      expectAsThen(evaluated, then.evaluate ?? figures(record), 'evaluate');
    }
    const { metrics, frame } = await program.runs.snapshot(id);
    expect(metrics.step.length).toBeGreaterThan(0);
    expect(frame).not.toBeNull();
  });

  const trained = Object.entries(answers).find(([, { name }]) => name === 'Two kinds')?.[0];
  it.runIf(trained !== undefined)('goes on from its checkpoints: a fork ends as the run did', async () => {
    const { runs } = program;
    const { record } = runs.get(trained ?? '');
    const { record: made } = await runs.fork(record.id, 30, forkedExperiment(record, 30), null);
    const { record: child } = await runs.whenOver(made.id);
    expect(child.error).toBeNull();
    expectAsThen(child.summary, record.summary, 'summary');
  });

  it('keeps what a person typed, also through a change of today', async () => {
    const { runs } = program;
    const [id] = present(Object.entries(answers).find(([, { name }]) => name === 'A name of its own'));
    const typed = {
      name: 'A name of its own',
      tags: ['paper', 'säule'],
      note: 'Kept by hand.\nIn two lines.',
    };
    expect(runs.get(id).record).toMatchObject(typed);
    const before = runs.get(id).record;
    await runs.library.edit([id], { archived: true });
    expect(programs.start(version).runs.get(id).record).toEqual({ ...before, archived: true });
  });
});

/** What an evaluation says of a finished run, by its record. */
function figures({ summary, dataset }: RunRecord): object {
  return {
    train: {
      rows: dataset?.trainRows,
      ...(summary['accuracy'] === undefined ? {} : { accuracy: summary['accuracy'] }),
    },
    validation: (dataset?.validationRows ?? 0) > 0 ? { rows: dataset?.validationRows } : null,
  };
}

/** Content of every record, and of the documents beside the runs. */
function readRecords(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'datasets.json');
  const records = readdirSync(join(folder, 'runs')).map((id) => join('runs', id, 'run.json'));
  return Object.fromEntries(
    [...names, ...records].map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}
