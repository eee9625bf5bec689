import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseExperiment, type ExperimentInput } from '../../../src-shared/experiment/schema';
import { trialRunId, type Group } from '../../../src-shared/group/group';
import { evaluationDocument } from '../../algorithms/evaluation/evaluation-document';
import { Programs, type Program } from '../../testing/run-harness';

const programs = new Programs('capsule-proof');
/** Where the data lies while it is there. */
const home = mkdtempSync(join(tmpdir(), 'benchtop-capsule-home-'));
let here: Program;
let there: Program;
let group: Group;
/** Network, k-means and SVM; then the runs of the repeat. */
let ids: string[];
let singles: string[];

/** Three kinds of 180 plants, some without a width. */
function writePlants(path: string): void {
  const lines = Array.from({ length: 180 }, (_, i) => {
    const wobble = ((i * 7919) % 101) / 50;
    const width = i % 23 === 5 ? '' : String((i % 3) + wobble);
    return `${width},${((i * 31) % 17) / 10 - (i % 3)},${['round', 'long', 'flat'][i % 3] ?? ''}`;
  });
  writeFileSync(path, `width,height,kind\n${lines.join('\n')}\n`);
}

beforeAll(async () => {
  here = programs.start('here', 2);
  const path = join(home, 'plants.csv');
  writePlants(path);
  const dataset = {
    kind: 'file' as const,
    path,
    features: ['width', 'height'],
    target: 'kind',
    scaling: 'standard' as const,
    validationSplit: 0.2,
  };
  const experiment = (name: string, model: ExperimentInput['model'], target = true): ExperimentInput => ({
    schemaVersion: 1,
    name,
    seed: 7,
    dataset: { ...dataset, target: target ? 'kind' : null },
    model,
    training: { steps: 80, batchSize: 16, checkpointEvery: 40, engine: 'typed' },
  });
  const network = experiment('network', {
    kind: 'network',
    layers: [
      { units: 5, activation: 'tanh' },
      { units: 3, activation: 'softmax' },
    ],
    loss: 'categoricalCrossentropy',
  });
  const all = [
    network,
    experiment('clusters', { kind: 'kmeans', nClusters: 3, nInit: 4 }, false),
    experiment('svm', { kind: 'svm', C: 2 }),
  ];
  singles = [];
  for (const each of all) {
    const { record } = await here.runs.start(parseExperiment(each), null);
    await here.runs.whenOver(record.id);
    singles.push(record.id);
  }
  const { id } = await here.runs.groups.start({
    name: 'twenty seeds',
    experiment: parseExperiment(network),
    plan: { kind: 'repeat', n: 20, sameData: false },
    criterion: null,
  });
  group = await here.runs.groups.whenOver(id);
  ids = [...singles, ...group.trials.map((_, index) => trialRunId(id, index))];
  before = await facts(here);
  const capsule = join(programs.folder, 'work.benchtop');
  await here.runs.capsules.pack(ids, { to: capsule, withData: true, replaces: false });
  await here.close();
  // Neither the data nor the workspace is where it was.
  rmSync(home, { recursive: true });
  rmSync(join(programs.folder, 'here'), { recursive: true });
  const elsewhere = join(programs.folder, 'elsewhere');
  mkdirSync(elsewhere);
  there = programs.start(join('elsewhere', 'empty'), 2);
  expect(there.workspace.runs.ids()).toEqual([]);
  await there.runs.capsules.unpack(capsule);
}, 120_000);
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
  rmSync(home, { recursive: true, force: true });
});

interface Facts {
  readonly rows: unknown;
  readonly curves: unknown;
  readonly predictions: unknown;
  readonly evaluations: unknown;
  readonly traces: unknown;
  readonly latex: string;
}
let before: Facts;

/** What a person sees of the runs: table, curves, predictions, evaluation, the group's curves and tables. */
async function facts({ runs, workspace }: Program): Promise<Facts> {
  await workspace.runs.index.refresh();
  const curves: unknown[] = [];
  const predictions: unknown[] = [];
  const evaluations: unknown[] = [];
  for (const id of ids) {
    curves.push(await workspace.runs.logs.readMetrics(id));
    const to = join(programs.folder, `${id}-${String(Math.random())}.csv`);
    await runs.models.exportPredictions(id, null, to);
    predictions.push(readFileSync(to, 'utf8'));
  }
  // Each of these reads the data again: the runs of one split are enough of the repeat.
  for (const id of [...singles, ...ids.slice(3, 6)]) {
    if (workspace.runs.get(id).record.experiment.model.kind === 'kmeans') continue;
    const evaluation = await runs.models.evaluate(id, null);
    evaluations.push(JSON.stringify(evaluationDocument(evaluation, true)));
  }
  const traces = await runs.groups.traces(group.id, 'valLoss');
  const latex = await runs.reports.make({ kind: 'group', id: group.id }, 'latex');
  const rows = workspace.runs.index
    .rows()
    .map(({ params, ...row }) => ({ ...row, params: { ...params, 'dataset.path': '' } }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return { rows, curves, predictions, evaluations, traces, latex };
}

describe('three runs and a repeat of 20, packed with their data and taken in elsewhere', () => {
  let after: Facts;
  beforeAll(async () => {
    after = await facts(there);
  }, 120_000);

  it('are the same runs in the table', () => {
    expect(there.workspace.runs.ids().sort()).toEqual([...ids].sort());
    expect(after.rows).toEqual(before.rows);
  });

  it('have the same curves', () => {
    expect(after.curves).toEqual(before.curves);
    expect(after.traces).toEqual(before.traces);
  });

  it('give the same predictions, row by row', () => {
    expect(after.predictions).toEqual(before.predictions);
  });

  it('are evaluated to the same figures, on data that came along', () => {
    expect(before.evaluations).toHaveLength(5);
    expect(after.evaluations).toEqual(before.evaluations);
    expect(after.latex).toBe(before.latex);
  });

  it('are trained again to the same numbers', async () => {
    const [id = ''] = singles;
    const { record } = await there.runs.start(there.workspace.runs.get(id).record.experiment, null, {
      again: id,
    });
    await there.runs.whenOver(record.id);
    const [again, first] = await Promise.all(
      [record.id, id].map((run) => there.workspace.runs.logs.readMetrics(run)),
    );
    expect(again?.series).toEqual(first?.series);
    expect([again?.step.length, first?.step]).toEqual([first?.step.length, again?.step]);
  });
});
