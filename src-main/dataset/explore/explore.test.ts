import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  chartSchema,
  NO_CLASS,
  OTHER_CLASS,
  parseExploredDataset,
  type ChartAnswer,
  type ChartKind,
  type ChartRequest,
} from '../../../src-shared/dataset/explore';
import type { BenchtopError } from '../../../src-shared/errors';
import { Rng } from '../../algorithms/numeric/rng';
import { explore } from '.';
import { MAX_POINTS } from './scatter';
import { TableCache, type CachedTable } from './table-cache';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-explore-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
function writeFile(lines: readonly string[]): string {
  const path = join(folder, `data-${files++}.csv`);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

type AnswerOf<K extends ChartKind> = Extract<ChartAnswer, { kind: K }>;

async function ask<R extends ChartRequest>(
  dataset: Record<string, unknown>,
  chart: R,
  options: { seed?: number; signal?: AbortSignal } = {},
): Promise<AnswerOf<R['kind']>> {
  const answer = await explore(parseExploredDataset(dataset), chartSchema.parse(chart), {
    seed: 1,
    ...options,
  });
  return answer as AnswerOf<R['kind']>;
}

const file = (path: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  kind: 'file',
  path,
  // No roles yet: looking at data needs none.
  features: [],
  ...more,
});

const plane = { view: null, width: 400, height: 300 } as const;

const SMALL = [
  'h,w,kind,day',
  '1,10,a,2020-01-01',
  '2,,b,2020-01-02',
  '3,30,a,2020-01-03',
  'oops,40,,2020-01-04',
  '5,50,c,',
  '6,60,a,2020-01-06',
  '7,70,a,2020-01-07',
  '8,80,b,2020-01-08',
  '9,90,a,2020-01-09',
  '10,100,a,2020-01-10',
  '11,110,b,2020-01-11',
];

describe('scatter', () => {
  it('sends few points themselves, with their rows, and counts what is left out', async () => {
    const answer = await ask(file(writeFile(SMALL)), {
      kind: 'scatter',
      x: 'h',
      y: 'w',
      colour: 'kind',
      ...plane,
    });
    expect(answer).toMatchObject({ total: 9, inView: 9, missing: 2, extent: { x: [1, 11], y: [10, 110] } });
    expect(answer.view.x).toEqual([expect.closeTo(0.6, 9), expect.closeTo(11.4, 9)]);
    const { drawn, colour } = answer;
    if (drawn.how !== 'points' || colour?.kind !== 'classes') throw new Error('not points of classes');
    expect([...drawn.x]).toEqual([1, 3, 5, 6, 7, 8, 9, 10, 11]);
    expect([...drawn.row]).toEqual([1, 3, 5, 6, 7, 8, 9, 10, 11]);
    expect([...drawn.colour]).toEqual([0, 0, 2, 0, 0, 1, 0, 0, 1]);
    // Counted over all rows: the row without an h is one of them.
    expect(colour.classes).toEqual([
      { class: 0, label: 'a', count: 6 },
      { class: 1, label: 'b', count: 3 },
      { class: 2, label: 'c', count: 1 },
      { class: NO_CLASS, label: 'missing', count: 1 },
    ]);
  });

  it('has dates as days and categories as places', async () => {
    const answer = await ask(file(writeFile(SMALL)), {
      kind: 'scatter',
      x: 'day',
      y: 'kind',
      colour: null,
      ...plane,
    });
    expect(answer.x).toEqual({ name: 'day', type: 'date', words: [] });
    expect(answer.y).toEqual({ name: 'kind', type: 'category', words: ['a', 'b', 'c'] });
    expect(answer.extent?.x).toEqual([18262, 18272]);
  });

  it('has words that are numbers in the order of the numbers', async () => {
    const path = writeFile(['x,level', '1,10', '2,9', '3,10', '4,200', '5,']);
    const dataset = file(path, { columnSettings: [{ name: 'level', type: 'category' }] });
    const answer = await ask(dataset, { kind: 'scatter', x: 'x', y: 'level', colour: null, ...plane });
    expect(answer.y.words).toEqual(['9', '10', '200']);
    expect(answer.drawn.how === 'points' && [...answer.drawn.y]).toEqual([1, 0, 1, 2]);
  });

  it('counts many points in cells that hold each of them once, and shows them when close in', async () => {
    const rng = new Rng(2);
    const n = 60_000;
    const rows = Array.from({ length: n }, () => [rng.normal(), rng.normal(), rng.integer(3)]);
    const path = writeFile(['x,y,c', ...rows.map((row) => row.join(','))]);
    const whole = await ask(file(path), {
      kind: 'scatter',
      x: 'x',
      y: 'y',
      colour: 'c',
      ...plane,
      margin: 0.25,
    });
    expect(whole).toMatchObject({ total: n, inView: n, missing: 0 });
    const { drawn } = whole;
    if (drawn.how !== 'binned') throw new Error('not binned');
    expect(drawn.counts.reduce((sum, count) => sum + count, 0)).toBe(n);
    expect(drawn.most).toBe(Math.max(...drawn.counts));
    expect(drawn.counts).toHaveLength(drawn.columns * drawn.rows);
    // A quarter of the view more on each side, in cells of 2.5 pixels.
    expect(drawn.columns).toBeGreaterThanOrEqual(240);
    expect(drawn.columns).toBeLessThanOrEqual(242);

    const view: { x: [number, number]; y: [number, number] } = { x: [0, 0.5], y: [0, 0.5] };
    const near = await ask(file(path), {
      kind: 'scatter',
      x: 'x',
      y: 'y',
      colour: 'c',
      width: 400,
      height: 300,
      view,
      margin: 0.25,
    });
    const inside = rows.filter(([x, y]) => x! >= 0 && x! <= 0.5 && y! >= 0 && y! <= 0.5).length;
    expect(near.inView).toBe(inside);
    if (near.drawn.how !== 'points') throw new Error('not points');
    const { window } = near;
    const around = rows.filter(
      ([x, y]) => x! >= window.x[0] && x! <= window.x[1] && y! >= window.y[0] && y! <= window.y[1],
    ).length;
    expect(near.drawn.x).toHaveLength(around);
    expect(around).toBeGreaterThan(inside);
    expect(inside).toBeLessThanOrEqual(MAX_POINTS);
  });

  it('leaves out the margin where it holds a crowd', async () => {
    // Ten points, and 70,000 beside them.
    const rows = Array.from({ length: 70_010 }, (_, i) => (i < 10 ? `${i / 10},0` : `1.${i},0`));
    const view: { x: [number, number]; y: [number, number] } = { x: [0, 1], y: [-1, 1] };
    const answer = await ask(file(writeFile(['x,y', ...rows])), {
      kind: 'scatter',
      x: 'x',
      y: 'y',
      colour: null,
      width: 400,
      height: 300,
      view,
      margin: 1,
    });
    expect(answer).toMatchObject({ inView: 10, window: view });
    expect(answer.drawn.how === 'points' && answer.drawn.x.length).toBe(10);
  });

  it('keeps its cells in place while the view is moved', async () => {
    const rng = new Rng(3);
    const path = writeFile([
      'x,y',
      ...Array.from({ length: 30_000 }, () => `${rng.uniform()},${rng.uniform()}`),
    ]);
    const at = async (x: [number, number]): Promise<AnswerOf<'scatter'>> =>
      ask(file(path), {
        kind: 'scatter',
        x: 'x',
        y: 'y',
        colour: null,
        width: 250,
        height: 250,
        view: { x, y: [0, 1] },
      });
    const [a, b] = [await at([0, 1]), await at([0.0303, 1.0303])];
    if (a.drawn.how !== 'binned' || b.drawn.how !== 'binned') throw new Error('not binned');
    const cell = (answer: typeof a, column: number): number =>
      answer.drawn.how === 'binned' ? answer.drawn.counts[column]! : NaN;
    const shift = Math.round((b.window.x[0] - a.window.x[0]) / 0.01);
    expect(shift).toBe(3);
    for (let column = shift; column < 90; column++) expect(cell(b, column - shift)).toBe(cell(a, column));
  });

  it('colours by numbers from the 1st to the 99th percentile', async () => {
    const rows = Array.from({ length: 1001 }, (_, i) => `${i},${i},${i === 1000 ? 1e6 : i / 7}`);
    const answer = await ask(file(writeFile(['x,y,v', ...rows])), {
      kind: 'scatter',
      x: 'x',
      y: 'y',
      colour: 'v',
      ...plane,
    });
    expect(answer.colour).toMatchObject({ kind: 'values', min: 0, max: 1e6, low: 10 / 7, high: 990 / 7 });
  });

  it('groups what is beyond eight classes', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => `${i},${i},w${Math.floor(Math.sqrt(i))}`);
    const answer = await ask(file(writeFile(['x,y,c', ...rows])), {
      kind: 'scatter',
      x: 'x',
      y: 'y',
      colour: 'c',
      ...plane,
    });
    if (answer.colour?.kind !== 'classes') throw new Error('not classes');
    expect(answer.colour.classes.map(({ count }) => count)).toEqual([19, 17, 15, 13, 11, 9, 7, 5, 4]);
    expect(answer.colour.classes[8]).toEqual({ class: OTHER_CLASS, label: '2 other values', count: 4 });
  });

  it('is drawn where all values are the same, and where there is none', async () => {
    const same = await ask(file(writeFile(['x,y', '5,1e300', '5,1e300'])), {
      kind: 'scatter',
      x: 'x',
      y: 'y',
      colour: null,
      ...plane,
    });
    expect(same.view).toEqual({ x: [4.5, 5.5], y: [9e299, 1.1e300] });
    const none = await ask(file(writeFile(['x,y', '5,', ',6'])), {
      kind: 'scatter',
      x: 'x',
      y: 'y',
      colour: null,
      ...plane,
    });
    expect(none).toMatchObject({ total: 0, missing: 2, extent: null, inView: 0 });
  });

  it('names a column that is not there', async () => {
    const missing = ask(file(writeFile(SMALL)), {
      kind: 'scatter',
      x: 'h',
      y: 'nope',
      colour: null,
      ...plane,
    });
    await expect(missing).rejects.toMatchObject({
      info: { kind: 'invalid-data', message: expect.stringContaining('"nope"') },
    });
  });
});

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
      words: ['a', 'b', 'c'],
      counts: [6, 3, 1],
      missing: 1,
      other: { count: 0, words: 0 },
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
    expect(column.words).toHaveLength(30);
    expect(column.other).toEqual({ count: 100, words: 10 });
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

describe(TableCache, () => {
  const table = (bytes: number): CachedTable => ({
    columns: new Map(),
    bytes,
  });

  it('lets the least used go, never the one in use', () => {
    const cache = new TableCache(100);
    cache.keep('a', table(40));
    cache.keep('b', table(40));
    expect(cache.get('a')).not.toBeNull();
    cache.keep('c', table(40));
    expect([cache.get('a') !== null, cache.get('b'), cache.get('c') !== null]).toEqual([true, null, true]);
    cache.keep('d', table(500));
    expect(cache.size).toBe(1);
    expect(cache.get('d')).not.toBeNull();
  });
});
