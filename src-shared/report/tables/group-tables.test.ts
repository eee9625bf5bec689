import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../../experiment/schema';
import type { Group, GroupPlan } from '../../group/group';
import type { RunRecord } from '../../run/record/record';
import { groupTables } from './group-tables';

const folds = { nSplits: 2, nRepeats: 1, by: 'random', column: null, seed: 1 } as const;
const sizes = [0.5, 1];

function groupOf(plan: GroupPlan, changes: Group['trials'], losses: readonly number[]) {
  const experiment = parseExperiment({
    schemaVersion: 1,
    name: 'x',
    dataset: {
      kind: 'generated',
      generator: 'xnor',
      split: { method: 'folds', nSplits: 2, fold: 1, trainSize: 1 },
    },
    model: { kind: 'network', layers: [{ units: 1, activation: 'sigmoid' }] },
  });
  const group = { experiment, plan, trials: changes } as unknown as Group;
  const records = losses.map((valLoss, place) => ({
    id: `g-${place + 1}`,
    status: 'finished',
    steps: 10,
    experiment,
    group: { id: 'g', kind: plan.kind, name: 'g', place },
    summary: { valLoss, loss: valLoss / 2 },
    dataset: { trainRows: changes[place]?.[0]?.value === 0.5 ? 20 : 40, validationRows: 40 },
  })) as unknown as RunRecord[];
  return groupTables(group, records);
}

const changesOf = (size: number, fold: number): Group['trials'][number] => [
  { path: 'dataset.split.trainSize', value: size },
  { path: 'dataset.split.fold', value: fold },
];

describe('the tables of a group', () => {
  it('of a learning curve have a row for each size, and no mean over all of them', () => {
    const changes = sizes.flatMap((size) => [1, 2].map((fold) => changesOf(size, fold)));
    const tables = groupOf({ kind: 'learning-curve', ...folds, sizes }, changes, [0.8, 0.6, 0.4, 0.2]);
    expect(tables).toHaveLength(2);
    expect(tables[0]?.columns.slice(0, 2)).toEqual(['Training rows', 'Folds']);
    // 0.8 and 0.6: mean 0.7, and sd 0.2 / sqrt 2; training losses are half of it.
    expect(tables[0]?.rows).toEqual(
      [
        [20, 2, 0.7, 0.2 / Math.SQRT2, 0.35, 0.1 / Math.SQRT2],
        [40, 2, 0.3, 0.2 / Math.SQRT2, 0.15, 0.1 / Math.SQRT2],
      ].map((row) => row.map((value) => expect.closeTo(value, 12) as number)),
    );
    expect(tables[0]?.note).toContain('From 20 to 40 training rows');
    expect(tables[1]?.rows).toHaveLength(4);
  });

  it('of folds have the interval of rows that overlap', () => {
    const changes = [1, 2].map((fold) => changesOf(1, fold).slice(1));
    const [first] = groupOf({ kind: 'folds', ...folds }, changes, [0.8, 0.6]);
    const row = first?.rows.find(([metric]) => /validation/i.test(String(metric)));
    // Half of it: t(0.975, 1) = 12.7062047 of sd sqrt(1 / 2 + 40 / 40).
    const half = 12.7062047 * (0.2 / Math.SQRT2) * Math.sqrt(1.5);
    expect(row?.slice(2)).toEqual(
      [0.7, 0.2 / Math.SQRT2, 0.7 - half, 0.7 + half].map((value) => expect.closeTo(value, 6) as number),
    );
    expect(first?.note).toContain('Nadeau and Bengio');
  });

  it('of a sweep have its trials alone: other settings have no mean', () => {
    const plan = { kind: 'sweep', search: 'grid', objective: { metric: 'valLoss', goal: 'min' } };
    const changes = [1, 2].map((seed) => [{ path: 'seed', value: seed }]);
    const tables = groupOf(plan as unknown as GroupPlan, changes, [0.8, 0.6]);
    expect(tables.map(({ rows }) => rows.length)).toEqual([2]);
  });
});
