import { utimesSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { BenchtopError } from '../../../src-shared/errors';
import { ask, exploredFile as file, ExploredFolder, SMALL } from '../../testing/explored-data';

const folder = new ExploredFolder();
afterAll(() => {
  folder.remove();
});
const writeFile = (lines: readonly string[]): string => folder.file(lines);

const plane = { view: null, width: 400, height: 300 } as const;

describe('the rows', () => {
  const path = (): string => writeFile(['x,y', ...Array.from({ length: 100 }, (_, i) => `${i},${2 * i}`)]);
  const xs = async (dataset: Record<string, unknown>, seed = 1): Promise<number[]> => {
    const { drawn } = await ask(
      dataset,
      { kind: 'scatter', x: 'x', y: 'y', colour: null, ...plane },
      { seed },
    );
    return drawn.how === 'points' ? [...drawn.x] : [];
  };

  it('are those that filter and sample leave', async () => {
    const data = path();
    expect(await xs(file(data, { filter: 'x >= 97' }))).toEqual([97, 98, 99]);
    expect(await xs(file(data, { filter: 'x >= 90', sample: { method: 'every', rows: 5 } }))).toEqual([
      90, 92, 94, 96, 98,
    ]);
    expect(await xs(file(data, { sample: { method: 'first', rows: 2 } }))).toEqual([0, 1]);
    const drawn = await xs(file(data, { sample: { method: 'random', rows: 10 } }));
    expect(drawn).toHaveLength(10);
    expect(await xs(file(data, { sample: { method: 'random', rows: 10 } }))).toEqual(drawn);
    expect(await xs(file(data, { sample: { method: 'random', rows: 10 } }), 2)).not.toEqual(drawn);
    const answer = await ask(file(data, { filter: 'x >= 90' }), { kind: 'summary', columns: ['y'] });
    expect(answer.rows).toEqual({ total: 10, used: 10, doubtful: 0 });
  });

  it('keep their numbers in the table under a filter', async () => {
    const { drawn } = await ask(file(path(), { filter: 'x >= 98' }), {
      kind: 'scatter',
      x: 'x',
      y: 'y',
      colour: null,
      ...plane,
    });
    expect(drawn.how === 'points' && [...drawn.row]).toEqual([99, 100]);
  });

  it('are without those that may be out of place, unless these are kept', async () => {
    const ragged = writeFile(['x,y', '1,2', '3,4', '5', '6,7', '8,9', '10,11', '12,13', '14,15']);
    const dropped = await ask(file(ragged), { kind: 'summary', columns: ['x'] });
    expect(dropped.rows).toEqual({ total: 8, used: 7, doubtful: 1 });
    const kept = await ask(file(ragged, { rejects: 'missing' }), { kind: 'summary', columns: ['x'] });
    expect(kept.rows).toEqual({ total: 8, used: 8, doubtful: 0 });
  });

  it('are read anew when the file has changed', async () => {
    const data = writeFile(['x,y', '1,1', '2,2']);
    expect(await xs(file(data))).toEqual([1, 2]);
    writeFileSync(data, 'x,y\n7,1\n8,2\n');
    utimesSync(data, new Date(), new Date(Date.now() + 5000));
    expect(await xs(file(data))).toEqual([7, 8]);
  });

  it('are read anew when any of several files has changed', async () => {
    const more = writeFile(['x,y', '3,3']);
    const both = file(writeFile(['x,y', '1,1', '2,2']), { source: { files: [more] } });
    expect(await xs(both)).toEqual([1, 2, 3]);
    writeFileSync(more, 'x,y\n9,3\n');
    utimesSync(more, new Date(), new Date(Date.now() + 5000));
    expect(await xs(both)).toEqual([1, 2, 9]);
  });

  it('may be generated', async () => {
    const dataset = { kind: 'generated', generator: 'heights-weights', params: { n: 500 } };
    const answer = await ask(dataset, { kind: 'summary', columns: null });
    expect(answer.columns.map(({ name, count }) => [name, count])).toEqual([
      ['Height', 500],
      ['Weight', 500],
    ]);
    const other = await ask(dataset, { kind: 'summary', columns: null }, { seed: 2 });
    expect(other.columns[0]?.mean).not.toBe(answer.columns[0]?.mean);
  });

  it('name the filter that cannot be used', async () => {
    await expect(xs(file(path(), { filter: 'nope > 3' }))).rejects.toMatchObject({
      info: { kind: 'invalid-experiment', field: 'dataset.filter' },
    });
  });

  it('are given up when the question is', async () => {
    const controller = new AbortController();
    controller.abort();
    const asked = ask(file(path()), { kind: 'summary', columns: ['x'] }, { signal: controller.signal });
    expect((await asked.catch((error: BenchtopError) => error.info)) as unknown).toMatchObject({
      kind: 'conflict',
    });
  });
});

describe('histograms', () => {
  it('have bins for numbers and dates, bars for words, apart by class', async () => {
    const answer = await ask(file(writeFile(SMALL)), {
      kind: 'histogram',
      columns: ['h', 'kind', 'day'],
      bins: 2,
      byClass: 'kind',
    });
    expect(answer.classes?.classes.map(({ label }) => label)).toEqual(['a', 'b', 'c', 'missing']);
    const [h, kind, day] = answer.columns;
    // Whole numbers from 1 to 11 in two bins of six.
    expect(h).toMatchObject({ shape: 'bins', low: 0.5, high: 12.5, counts: [5, 5], bad: 1, missing: 0 });
    expect(h?.shape === 'bins' && h.byClass).toEqual([
      [3, 3],
      [1, 2],
      [1, 0],
      [0, 0],
    ]);
    expect(kind).toMatchObject({
      shape: 'bars',
      categories: ['a', 'b', 'c'],
      counts: [6, 3, 1],
      missing: 1,
      other: { count: 0, categories: 0 },
    });
    expect(kind?.shape === 'bars' && kind.byClass).toEqual([
      [6, 0, 0, 0],
      [0, 3, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 0],
    ]);
    expect(day).toMatchObject({ shape: 'bins', type: 'date', missing: 1, low: 18261.5 });
  });

  it('put the words beyond thirty together', async () => {
    const rows = Array.from({ length: 400 }, (_, i) => `w${Math.floor(i / 10)}`);
    const answer = await ask(file(writeFile(['word,n', ...rows.map((word, i) => `${word},${i}`)])), {
      kind: 'histogram',
      columns: ['word'],
      bins: null,
      byClass: null,
    });
    const [column] = answer.columns;
    if (column?.shape !== 'bars') throw new Error('not bars');
    expect(column.categories).toHaveLength(30);
    expect(column.other).toEqual({ count: 100, categories: 10 });
  });
});

describe('correlation and summary', () => {
  it('says which columns it leaves out, and the rows of each pair', async () => {
    const answer = await ask(file(writeFile(SMALL)), {
      kind: 'correlation',
      columns: ['h', 'kind', 'w', 'day'],
      method: 'pearson',
    });
    expect(answer.columns).toEqual(['h', 'w', 'day']);
    expect(answer.leftOut).toEqual([{ name: 'kind', reason: 'category' }]);
    expect([...answer.pairs]).toEqual([10, 9, 9, 9, 10, 9, 9, 9, 10]);
    expect(answer.values[1]).toBeCloseTo(1, 12);
    const ranked = await ask(file(writeFile(SMALL)), {
      kind: 'correlation',
      columns: ['h', 'w'],
      method: 'spearman',
    });
    expect(ranked.values[1]).toBeCloseTo(1, 12);
  });

  it('has the figures of numbers, dates and words', async () => {
    const { columns } = await ask(file(writeFile(SMALL)), {
      kind: 'summary',
      columns: ['w', 'kind', 'day', 'h'],
    });
    expect(columns[0]).toEqual({
      name: 'w',
      type: 'number',
      count: 10,
      missing: 1,
      bad: 0,
      mean: 64,
      std: expect.closeTo(Math.sqrt(9240 / 9), 12),
      min: 10,
      q1: 42.5,
      median: 65,
      q3: 87.5,
      max: 110,
      distinct: 10,
      distinctAtLeast: false,
      mostFrequent: null,
    });
    expect(columns[1]).toMatchObject({
      type: 'category',
      count: 10,
      missing: 1,
      mean: null,
      distinct: 3,
      mostFrequent: { value: 'a', count: 6 },
    });
    expect(columns[2]).toMatchObject({ type: 'date', count: 10, missing: 1, min: 18262, max: 18272 });
    expect(columns[3]).toMatchObject({ type: 'number', count: 10, bad: 1, missing: 0 });
  });

  it('tells of a column that cannot be read, and has the others', async () => {
    const { columns, unread } = await ask(file(writeFile(SMALL)), {
      kind: 'summary',
      columns: ['w', 'nope'],
    });
    expect(columns.map(({ name }) => name)).toEqual(['w']);
    expect(unread).toEqual([
      { name: 'nope', shape: 'unread', problem: expect.stringContaining('no column "nope"') },
    ]);
  });
});
