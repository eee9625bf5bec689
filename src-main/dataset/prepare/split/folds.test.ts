import { afterAll, describe, expect, it } from 'vitest';
import { at } from '../../../../src-shared/present';
import { count, DataFolder, svm } from '../../../testing/files/data-folder';
import { loadDataset, type LoadedDataset } from '../../index';

const folder = new DataFolder();
afterAll(() => {
  folder.remove();
});

/** 57 rows of x, 27 of y and 9 of z, of 14 people, the latest first. */
const ROWS = 93;
const word = (i: number): string => (i % 10 === 9 ? 'z' : i % 10 > 5 ? 'y' : 'x');
const table = `a,t,who,day\n${count(ROWS)
  .map((i) => `${i},${word(i)},p${(i * i) % 14},2024-01-${String(31 - (i % 31)).padStart(2, '0')}`)
  .join('\n')}\n`;

const load = (
  split: Record<string, unknown>,
  more: Record<string, unknown> = {},
  seed = 1,
): Promise<LoadedDataset> =>
  folder.load(
    table,
    { features: ['a'], target: 't', split: { method: 'folds', nSplits: 5, fold: 1, ...split }, ...more },
    svm,
    seed,
  );
const trained = ({ rowNumbers, data }: LoadedDataset): number[] => [
  ...rowNumbers.subarray(0, data.trainRows),
];
const validated = ({ rowNumbers, data }: LoadedDataset): number[] => [...rowNumbers.subarray(data.trainRows)];
const allFolds = (
  split: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
): Promise<LoadedDataset[]> => Promise.all(count(5).map((i) => load({ fold: i + 1, ...split }, more)));
const shares = (rows: readonly number[]): Record<string, number> => {
  const counts: Record<string, number> = { x: 0, y: 0, z: 0 };
  for (const row of rows) counts[word(row - 1)]!++;
  return counts;
};

describe('inner folds', () => {
  it.each([
    ['random', {}],
    ['stratified', { by: 'stratified' }],
    ['of groups', { by: 'group', column: 'who' }],
  ])(
    '%s: validate each training row of their fold once, and never see its validation rows',
    async (_, split) => {
      const outer = await load({ fold: 2, ...split });
      const inner = await Promise.all(
        count(3).map((i) => load({ fold: 2, ...split, innerSplits: 3, innerFold: i + 1 })),
      );
      const rows = trained(outer).sort((a, b) => a - b);
      expect(inner.flatMap(validated).sort((a, b) => a - b)).toEqual(rows);
      for (const fold of inner)
        expect([...trained(fold), ...validated(fold)].sort((a, b) => a - b)).toEqual(rows);
      expect(new Set([outer, ...inner].map(({ facts }) => facts.fingerprint)).size).toBe(4);
      expect(at(inner, 1).facts.split?.folds).toMatchObject({ fold: 2, innerSplits: 3, innerFold: 2 });
    },
  );

  it('keep groups in one part, and classes their shares', async () => {
    const person = (row: number): number => ((row - 1) * (row - 1)) % 14;
    const grouped = await load({ by: 'group', column: 'who', innerSplits: 3, innerFold: 1 });
    const seen = new Set(trained(grouped).map(person));
    expect(validated(grouped).filter((row) => seen.has(person(row)))).toEqual([]);
    const whole = shares(trained(await load({ by: 'stratified' })));
    const third = shares(validated(await load({ by: 'stratified', innerSplits: 3, innerFold: 1 })));
    for (const name of ['x', 'y', 'z'])
      expect(Math.abs(third[name]! - whole[name]! / 3)).toBeLessThanOrEqual(1);
  });

  it('by time: validate with later rows than they train on, all before their fold’s', async () => {
    const day = (row: number): number => 31 - ((row - 1) % 31);
    const split = { by: 'time', column: 'day', fold: 4 };
    const first = Math.min(...validated(await load(split)).map(day));
    const inner = await load({ ...split, innerSplits: 2, innerFold: 2 });
    expect(Math.max(...validated(inner).map(day))).toBeLessThanOrEqual(first);
    expect(Math.max(...trained(inner).map(day))).toBeLessThanOrEqual(Math.min(...validated(inner).map(day)));
  });

  it('refuse half of what they need, one that there is not, and more than there are rows', async () => {
    const spec = (split: object): unknown =>
      folder.spec('x.csv', { split: { method: 'folds', nSplits: 5, fold: 1, ...split } });
    expect(() => spec({ innerSplits: 3 })).toThrow('Inner folds need their number');
    expect(() => spec({ innerSplits: 3, innerFold: 4 })).toThrow('There is no fold 4 of 3.');
    await expect(load({ innerSplits: 90, innerFold: 1 })).rejects.toThrow(/do not fill 90 folds/);
  });
});

describe('folds on some of their training rows', () => {
  it.each([
    ['random', {}],
    ['stratified', { by: 'stratified' }],
    ['of groups', { by: 'group', column: 'who' }],
    ['by time', { by: 'time', column: 'day' }],
  ])('%s: fewer rows are among more, and all validate with the same', async (_, split) => {
    const [some, more, all, whole] = await Promise.all(
      [{ trainSize: 0.3 }, { trainSize: 0.6 }, { trainSize: 1 }, {}].map((size) =>
        load({ fold: 3, ...split, ...size }),
      ),
    );
    if (some === undefined || more === undefined || all === undefined || whole === undefined)
      throw new Error();
    expect(trained(all)).toEqual(trained(whole));
    const n = trained(whole).length;
    expect([some, more].map((fold) => trained(fold).length)).toEqual([
      Math.round(0.3 * n),
      Math.round(0.6 * n),
    ]);
    expect(trained(more)).toEqual(expect.arrayContaining(trained(some)));
    expect(trained(whole)).toEqual(expect.arrayContaining(trained(more)));
    for (const fold of [some, more, all]) expect(validated(fold)).toEqual(validated(whole));
  });

  it('stratified: every class keeps its share, to a row', async () => {
    const of = shares(trained(await load({ by: 'stratified' })));
    const half = shares(trained(await load({ by: 'stratified', trainSize: 0.5 })));
    for (const name of ['x', 'y', 'z']) expect(Math.abs(half[name]! - of[name]! / 2)).toBeLessThanOrEqual(1);
  });

  it('by time: the latest rows before those that validate', async () => {
    const day = (row: number): number => 31 - ((row - 1) % 31);
    const whole = trained(await load({ fold: 3, by: 'time', column: 'day' })).map(day);
    const some = trained(await load({ fold: 3, by: 'time', column: 'day', trainSize: 10 })).map(day);
    expect(some).toHaveLength(10);
    expect(some.sort((a, b) => a - b)).toEqual(whole.sort((a, b) => a - b).slice(-10));
  });

  it('are other rows for another seed of the folds, and refused where there are not as many', async () => {
    const rows = async (seed: number): Promise<number[]> => trained(await load({ seed, trainSize: 20 }));
    expect(await rows(1)).not.toEqual(await rows(2));
    await expect(load({ trainSize: 80 })).rejects.toThrow('The fold has 74 training rows, fewer than 80');
    expect(() =>
      folder.spec('x.csv', { split: { method: 'folds', nSplits: 5, fold: 1, trainSize: 2.5 } }),
    ).toThrow('Above 1 it is a number of rows');
  });
});

describe('folds', () => {
  it.each([
    ['random', {}],
    ['stratified', { by: 'stratified' }],
    ['of groups', { by: 'group', column: 'who' }],
  ])('%s: every row validates once, and trains in all other folds', async (_, split) => {
    const folds = await allFolds(split);
    expect(folds.flatMap(validated).sort((a, b) => a - b)).toEqual(count(ROWS).map((i) => i + 1));
    for (const fold of folds)
      expect([...trained(fold), ...validated(fold)].sort((a, b) => a - b)).toEqual(
        count(ROWS).map((i) => i + 1),
      );
  });

  it('are as large as one another, to a row', async () => {
    for (const split of [{}, { by: 'stratified' }]) {
      const sizes = (await allFolds(split)).map((fold) => validated(fold).length);
      expect(sizes.sort()).toEqual([18, 18, 19, 19, 19]);
    }
  });

  it('follow from the rows and their own seed, whatever the experiment’s seed and model are', async () => {
    const one = validated(await load({}, {}, 1));
    expect(validated(await load({}, { features: ['a', 'day'], scaling: 'standard' }, 77))).toEqual(one);
    expect(validated(await load({ seed: 2 }))).not.toEqual(one);
    expect(validated(await load({ repeat: 2 }))).not.toEqual(one);
  });

  it('stratified keep each class’s share', async () => {
    for (const fold of await allFolds({ by: 'stratified' })) {
      const { x, y, z } = shares(validated(fold));
      expect([x! >= 11 && x! <= 12, y! >= 5 && y! <= 6, z! >= 1 && z! <= 2]).toEqual([true, true, true]);
    }
  });

  it('of groups never have one on both sides', async () => {
    const who = (rows: readonly number[]): Set<number> =>
      new Set(rows.map((row) => ((row - 1) * (row - 1)) % 14));
    for (const fold of await allFolds({ by: 'group', column: 'who' })) {
      const train = who(trained(fold));
      expect([...who(validated(fold))].some((one) => train.has(one))).toBe(false);
    }
    await expect(load({ nSplits: 40, by: 'group', column: 'who' })).rejects.toMatchObject({
      info: {
        message: expect.stringMatching(/has \d+ groups, too few for 40 folds/) as string,
        column: 'who',
      },
    });
  });

  it('by time train on what came before, and validate with what came next', async () => {
    const day = (row: number): number => 31 - ((row - 1) % 31);
    const folds = await allFolds({ by: 'time', column: 'day' });
    folds.forEach((fold, i) => {
      // 93 rows in 6 parts of 15; what is left goes to the first.
      expect([trained(fold).length, validated(fold).length]).toEqual([18 + 15 * i, 15]);
      expect(Math.max(...trained(fold).map(day))).toBeLessThanOrEqual(Math.min(...validated(fold).map(day)));
      expect(fold.facts.rows).toBe(33 + 15 * i);
    });
    expect(validated(await load({ fold: 5, by: 'time' }))).toEqual(count(15).map((i) => i + 79));
    await expect(load({ by: 'time', column: 'who' })).rejects.toMatchObject({
      info: { message: expect.stringContaining('neither dates nor numbers') as string },
    });
  });

  it('keep equal rows together where that is asked', async () => {
    const twice = `a,t\n${count(60)
      .map((i) => `${i % 30},${i % 2 === 0 ? 'x' : 'y'}`)
      .join('\n')}\n`;
    const split = { method: 'folds', nSplits: 3, groupEqualRows: true };
    for (const fold of [1, 2, 3]) {
      const loaded = await folder.load(
        twice,
        { features: ['a'], target: 't', split: { ...split, fold } },
        svm,
      );
      const train = new Set(trained(loaded).map((row) => (row - 1) % 30));
      expect(validated(loaded).some((row) => train.has((row - 1) % 30))).toBe(false);
    }
  });

  it('fit preparation on their own training rows', async () => {
    const [first, second] = await allFolds({}, { scaling: 'standard' });
    const mean = (rows: readonly number[]): number =>
      rows.reduce((sum, row) => sum + row - 1, 0) / rows.length;
    for (const fold of [first!, second!])
      expect(fold.facts.scaler.offset[0]).toBeCloseTo(mean(trained(fold)), 10);
    expect(first!.facts.scaler.offset).not.toEqual(second!.facts.scaler.offset);
  });

  it('have a fingerprint each, which the experiment’s seed does not change', async () => {
    const prints = (await allFolds()).map(({ facts }) => facts.fingerprint);
    expect(new Set(prints).size).toBe(5);
    expect((await load({}, {}, 9)).facts.fingerprint).toBe(prints[0]);
    expect((await load({})).facts.split).toEqual({
      method: 'folds',
      seed: 1,
      folds: { nSplits: 5, fold: 1, repeat: 1, by: 'random', column: null },
    });
  });

  it('refuse what makes none', async () => {
    await expect(load({ nSplits: 200, fold: 150 })).rejects.toThrow(/do not fill 200 folds/);
    // Nor are the folds before it there: a group of some of them would pass for all.
    await expect(load({ nSplits: 200, fold: 1 })).rejects.toThrow(/do not fill 200 folds/);
    await expect(load({ nSplits: 200, fold: 1, by: 'stratified' })).rejects.toThrow(/do not fill 200 folds/);
    expect(() => folder.spec('x.csv', { split: { method: 'folds', nSplits: 5, fold: 6 } })).toThrow(
      'There is no fold 6 of 5.',
    );
    expect(() =>
      folder.spec('x.csv', { split: { method: 'folds', nSplits: 5, fold: 1, by: 'group' } }),
    ).toThrow('Folds by groups need the column');
    expect(() =>
      folder.spec('x.csv', { split: { method: 'folds', nSplits: 5, fold: 1, repeat: 2, by: 'time' } }),
    ).toThrow('The order of time is one');
  });
});

describe('the test part', () => {
  const path = folder.file(table);
  const opened = (change: Record<string, unknown>, opensTest: boolean, seed = 1): Promise<LoadedDataset> =>
    loadDataset(folder.spec(path, { features: ['a'], target: 't', testSize: 0.2, ...change }), {
      seed,
      model: svm,
      opensTest,
    });

  it('is in no part of a run, and the same for all splits of one kind, whatever the seeds', async () => {
    const closed = await opened({ validationSplit: 0.25 }, false);
    expect(closed.facts).toMatchObject({ rows: 74, testRows: 19, trainRows: 55 });
    const test = validated(await opened({}, true));
    expect(test).toHaveLength(19);
    expect([...closed.rowNumbers].some((row) => test.includes(row))).toBe(false);
    for (const seed of [2, 3]) {
      expect(validated(await opened({ validationSplit: 0.5 }, true, seed))).toEqual(test);
      const fold = await opened({ split: { method: 'folds', nSplits: 4, fold: seed, seed } }, false);
      expect([...fold.rowNumbers].some((row) => test.includes(row))).toBe(false);
    }
  });

  it('leaves what is fitted as it was without it in sight', async () => {
    const change = { validationSplit: 0.25, scaling: 'standard' };
    const [closed, open] = [await opened(change, false), await opened(change, true)];
    expect(open.facts.scaler).toEqual(closed.facts.scaler);
    expect(open.facts.fingerprint).toBe(closed.facts.fingerprint);
    expect(open.isDataOf(closed.facts)).toBe(true);
    expect(trained(open)).toEqual(trained(closed));
    expect(open.data.classes).toEqual(closed.data.classes);
    expect(at(await Promise.all([opened({ testSize: 0.3 }, false)]), 0).facts.fingerprint).not.toBe(
      closed.facts.fingerprint,
    );
  });

  it('is chosen as the split chooses: by class, the latest, whole groups', async () => {
    const stratified = validated(await opened({ split: { method: 'stratified' } }, true));
    expect(shares(stratified)).toEqual({ x: 12, y: 5, z: 2 });
    expect(validated(await opened({ split: { method: 'last' } }, true))).toEqual(
      count(19).map((i) => i + 75),
    );
    const split = { method: 'folds', nSplits: 3, fold: 1 };
    const late = validated(await opened({ split: { ...split, by: 'time', column: 'day' } }, true));
    expect(late.every((row) => 31 - ((row - 1) % 31) >= 25)).toBe(true);
    const grouped = await opened({ split: { ...split, by: 'group', column: 'who' } }, true);
    const rest = await opened({ split: { ...split, by: 'group', column: 'who' } }, false);
    const who = (row: number): number => ((row - 1) * (row - 1)) % 14;
    const apart = new Set(validated(grouped).map(who));
    expect([...rest.rowNumbers].some((row) => apart.has(who(row)))).toBe(false);
  });

  it('has places for words that stand in it alone', async () => {
    const words = `a,t\n${count(40)
      .map((i) => `${i === 39 ? 'rare' : i % 2 === 0 ? 'p' : 'q'},${i % 4 < 2 ? 'x' : 'y'}`)
      .join('\n')}\n`;
    const change = { features: ['a'], target: 't', testSize: 0.25, split: { method: 'last' } };
    const loaded = await folder.load(words, change, svm);
    expect(loaded.facts.features).toEqual(['a=p', 'a=q', 'a=rare']);
    expect(loaded.data.rows).toBe(30);
  });
});
