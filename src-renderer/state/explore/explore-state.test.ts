import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChartRequest, ScatterAnswer } from '../../../src-shared/dataset/explore';
import { fail } from '../../../src-shared/errors';
import { datasetSchema, type DatasetSpec } from '../../../src-shared/experiment/schema';
import { at } from '../../../src-shared/present';
import { boundedColumns, defaultAxes, exploredKey, type ExploreColumn } from './explore-columns';
import { ExploreState } from './explore-state.svelte';
import { FakeApi } from '../../testing/fake-api';

const COLUMNS: readonly ExploreColumn[] = [
  { name: 'id', type: 'text' },
  { name: 'kind', type: 'category' },
  { name: 'a', type: 'number' },
  { name: 'b', type: 'number' },
  { name: 'y', type: 'number' },
];

function makeDataset(change: Record<string, unknown> = {}): DatasetSpec {
  return datasetSchema.parse({ kind: 'file', path: '/data.csv', features: ['b'], target: 'kind', ...change });
}

interface ExploreRequest {
  readonly chart: ChartRequest;
  readonly task: string;
  readonly seed: number;
  answer(value: unknown): void;
}

function scatter(total: number): Partial<ScatterAnswer> {
  return { kind: 'scatter', total, view: { x: [0, 10], y: [0, 10] } };
}

/** A state whose questions are answered by hand. */
function setUp(): { explore: ExploreState; fake: FakeApi; requests: ExploreRequest[]; stop: () => void } {
  const fake = new FakeApi();
  const requests: ExploreRequest[] = [];
  fake.answer('datasetsExplore', (request: Omit<ExploreRequest, 'answer'>) => {
    return new Promise((resolve, reject) => {
      const answer = (value: unknown): void => {
        if (value instanceof Error) reject(value);
        else resolve(value);
      };
      requests.push({ ...request, answer });
    });
  });
  fake.answer('datasetsCancel', () => null);
  const explore = new ExploreState(fake.api);
  return { explore, fake, requests, stop: explore.start() };
}

const settle = (): Promise<void> => vi.advanceTimersByTimeAsync(0).then(() => undefined);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe(ExploreState, () => {
  it('begins with the features against each other in the colours of the target', async () => {
    const { explore, requests } = setUp();
    explore.setSize(400.4, 300);
    explore.setData(makeDataset(), 7, COLUMNS);
    await settle();
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      seed: 7,
      chart: { kind: 'scatter', x: 'b', y: 'a', colour: 'kind', view: null, width: 400, height: 300 },
    });
    expect(explore.scatter.busy).toBe(true);
    at(requests, 0).answer(scatter(5));
    await settle();
    expect(explore.scatter.answer?.total).toBe(5);
    expect(explore.view).toEqual({ x: [0, 10], y: [0, 10] });
    expect(explore.isWhole).toBe(true);
  });

  it('asks for nothing twice, and not before it knows columns and size', async () => {
    const { explore, requests } = setUp();
    explore.setData(makeDataset(), 1, null);
    await settle();
    explore.setData(makeDataset(), 1, COLUMNS);
    await settle();
    expect(requests).toHaveLength(0);
    explore.setSize(400, 300);
    explore.setData(makeDataset(), 1, COLUMNS);
    // Roles and preparation change nothing here.
    explore.setData(makeDataset({ features: ['a'], scaling: 'standard' }), 1, COLUMNS);
    await settle();
    expect(requests).toHaveLength(1);
  });

  it('follows a drag one answer after another, the last place in the end', async () => {
    const { explore, requests } = setUp();
    explore.setSize(400, 300);
    explore.setData(makeDataset(), 1, COLUMNS);
    await settle();
    at(requests, 0).answer(scatter(5));
    await settle();
    for (const by of [1, 2, 3, 4]) explore.setView({ x: [by, by + 10], y: [0, 10] });
    expect(explore.view?.x).toEqual([4, 14]);
    expect(explore.isWhole).toBe(false);
    expect(requests).toHaveLength(2);
    at(requests, 1).answer(scatter(6));
    await settle();
    // The old picture stays until the next is there.
    expect(explore.scatter.answer?.total).toBe(6);
    expect(requests).toHaveLength(3);
    expect(at(requests, 2).chart).toMatchObject({ view: { x: [4, 14] } });
  });

  it('does not wait for an answer that another column has made useless', async () => {
    const { explore, requests } = setUp();
    explore.setSize(400, 300);
    explore.setData(makeDataset(), 1, COLUMNS);
    await settle();
    explore.setAxis('y', 'y');
    await settle();
    expect(requests.map(({ chart }) => chart.kind === 'scatter' && chart.y)).toEqual(['a', 'y']);
    expect(at(requests, 0).task).toBe(at(requests, 1).task);
    at(requests, 1).answer(scatter(9));
    at(requests, 0).answer(fail('conflict', 'cancelled'));
    await settle();
    expect(explore.scatter.answer?.total).toBe(9);
    expect(explore.scatter.error).toBeNull();
  });

  it('waits a moment for a filter that is being typed, and keeps the picture meanwhile', async () => {
    const { explore, requests } = setUp();
    explore.setSize(400, 300);
    explore.setData(makeDataset(), 1, COLUMNS);
    await settle();
    at(requests, 0).answer(scatter(5));
    await settle();
    explore.setData(makeDataset({ filter: 'a >' }), 1, COLUMNS);
    await vi.advanceTimersByTimeAsync(100);
    explore.setData(makeDataset({ filter: 'a > 3' }), 1, COLUMNS);
    await vi.advanceTimersByTimeAsync(200);
    expect(requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(60);
    expect(requests).toHaveLength(2);
    at(requests, 1).answer(
      fail('invalid-experiment', 'The row filter cannot be used', { field: 'dataset.filter' }),
    );
    await settle();
    expect(explore.scatter.error?.field).toBe('dataset.filter');
    expect(explore.scatter.answer?.total).toBe(5);
  });

  it('forgets everything with another file, and gives up what is under way', async () => {
    const { explore, requests, fake } = setUp();
    explore.setSize(400, 300);
    explore.setData(makeDataset(), 1, COLUMNS);
    await settle();
    explore.setData(makeDataset({ path: '/other.csv' }), 1, [
      { name: 'p', type: 'number' },
      { name: 'q', type: 'number' },
    ]);
    await settle();
    expect(fake.called('datasetsCancel')).toBe(1);
    expect(at(requests, 1).chart).toMatchObject({ x: 'p', y: 'q', colour: null });
  });

  it('asks the worker for the columns of generated data', async () => {
    const { explore, requests } = setUp();
    explore.setSize(400, 300);
    explore.setData(datasetSchema.parse({ kind: 'generated', generator: 'xnor' }), 1, null);
    await settle();
    expect(at(requests, 0).chart).toEqual({ kind: 'summary', columns: null });
    at(requests, 0).answer({
      kind: 'summary',
      columns: ['x1', 'x2', 'y'].map((name) => ({ name, type: 'number' })),
      unread: [],
    });
    await settle();
    expect(at(requests, 1).chart).toMatchObject({ kind: 'scatter', x: 'x1', y: 'x2' });
  });

  it('shows progress of its own tasks only', async () => {
    const { explore, requests, fake, stop } = setUp();
    explore.setSize(400, 300);
    explore.setData(makeDataset(), 1, COLUMNS);
    await settle();
    fake.push('dataset.progress', { task: 'other', bytes: 1, totalBytes: 2, rows: 3 });
    expect(explore.scatter.progress).toBeNull();
    fake.push('dataset.progress', { task: at(requests, 0).task, bytes: 1, totalBytes: 2, rows: 3 });
    expect(explore.scatter.progress).toEqual({ bytes: 1, totalBytes: 2, rows: 3 });
    stop();
    expect(fake.called('datasetsCancel')).toBe(1);
  });

  it('opens the scatter of a cell, and swaps its axes with the view', async () => {
    const { explore, requests } = setUp();
    explore.setSize(400, 300);
    explore.kind = 'correlation';
    explore.setData(makeDataset(), 1, COLUMNS);
    await settle();
    expect(at(requests, 0).chart).toEqual({
      kind: 'correlation',
      columns: ['a', 'b', 'y'],
      method: 'pearson',
    });
    explore.openScatter('y', 'b');
    explore.setView({ x: [1, 2], y: [3, 4] });
    explore.swapAxes();
    await settle();
    expect(at(requests, requests.length - 1).chart).toMatchObject({
      kind: 'scatter',
      x: 'b',
      y: 'y',
      view: { x: [3, 4], y: [1, 2] },
    });
  });

  it('shows many columns page by page, and those that are searched for', async () => {
    const { explore, requests } = setUp();
    const many = Array.from({ length: 60 }, (_, i): ExploreColumn => ({ name: `c${i}`, type: 'number' }));
    explore.kind = 'histogram';
    explore.setData(makeDataset({ target: null, features: ['c0'] }), 1, many);
    await settle();
    expect(explore.chooseColumns('histogram')).toMatchObject({ of: 60 });
    expect(explore.chooseColumns('histogram').names).toHaveLength(24);
    explore.showMore('histogram');
    expect(explore.chooseColumns('histogram').names).toHaveLength(48);
    explore.search = 'C5';
    await vi.advanceTimersByTimeAsync(300);
    const { chart } = at(requests, requests.length - 1);
    expect(chart.kind === 'histogram' && chart.columns).toEqual([
      'c5',
      ...Array.from({ length: 10 }, (_, i) => `c5${i}`),
    ]);
  });
});

describe('columns to look at', () => {
  it('are equal data whatever their roles, and other data with another reading', () => {
    const key = (change: Record<string, unknown>, seed = 1): string => exploredKey(makeDataset(change), seed);
    expect(key({ target: null, missing: 'mean', rejects: 'drop' })).toBe(key({}));
    expect(key({}, 2)).toBe(key({}));
    expect(key({ columnSettings: [{ name: 'a', scaling: 'minmax' }] })).toBe(key({}));
    const random = { sample: { method: 'random', rows: 5 } };
    for (const change of [
      { filter: 'a > 1' },
      { rejects: 'missing' },
      { dialect: { decimal: ',' } },
      { columnSettings: [{ name: 'a', type: 'category' }] },
      random,
    ]) {
      expect(key(change)).not.toBe(key({}));
    }
    expect(key(random, 2)).not.toBe(key(random));
    const generated = datasetSchema.parse({ kind: 'generated', generator: 'xnor' });
    expect(exploredKey(generated, 1)).not.toBe(exploredKey(generated, 2));
  });

  it('are drawn also where there is one or none', () => {
    expect(defaultAxes([{ name: 'a', type: 'number' }], makeDataset())).toEqual({
      x: 'a',
      y: 'a',
      colour: null,
    });
    expect(defaultAxes([], makeDataset())).toEqual({ x: null, y: null, colour: null });
    const some = boundedColumns(COLUMNS, ['number'], ' A ', 9);
    expect(some).toEqual({ names: ['a'], of: 1 });
  });
});
