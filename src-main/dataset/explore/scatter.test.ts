import { afterAll, describe, expect, it } from 'vitest';
import { NO_CLASS, OTHER_CLASS } from '../../../src-shared/dataset/explore';
import { Rng } from '../../algorithms/numeric/rng';
import { ask, exploredFile as file, ExploredFolder, SMALL, type AnswerOf } from '../../testing/explored-data';
import { MAX_POINTS } from './scatter';

const folder = new ExploredFolder();
afterAll(() => {
  folder.remove();
});
const writeFile = (lines: readonly string[]): string => folder.file(lines);

const plane = { view: null, width: 400, height: 300 } as const;

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
    expect(answer.x).toEqual({ name: 'day', type: 'date', categories: [] });
    expect(answer.y).toEqual({ name: 'kind', type: 'category', categories: ['a', 'b', 'c'] });
    expect(answer.extent?.x).toEqual([18262, 18272]);
  });

  it('has words that are numbers in the order of the numbers', async () => {
    const path = writeFile(['x,level', '1,10', '2,9', '3,10', '4,200', '5,']);
    const dataset = file(path, { columnSettings: [{ name: 'level', type: 'category' }] });
    const answer = await ask(dataset, { kind: 'scatter', x: 'x', y: 'level', colour: null, ...plane });
    expect(answer.y.categories).toEqual(['9', '10', '200']);
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
