import { beforeAll, describe, expect, it } from 'vitest';
import { at } from '../../../src-shared/present';
import { slowness } from '../../testing/slowness';
import { isOver, useTaskProcesses } from '../../testing/task-processes';
import { useScratch } from '../../testing/files/scratch';
import { withDatabase } from '../source/duckdb';
import { rowsWhere } from './filter';

const file = useScratch();
const CONTENT = 'x,name\n1,Ann\n2,Bob\n,Cat\n';

// Loading it takes longer than what is timed below.
beforeAll(() => withDatabase(async () => undefined));
const started = useTaskProcesses();

const where = (filter: string, signal?: AbortSignal): Promise<number[]> =>
  rowsWhere(file('t.csv', CONTENT), filter, signal === undefined ? {} : { signal }).then((marks) => [
    ...marks,
  ]);

const GROWING = ["length(repeat('x', 2000000000)) > 0", 'len(range(3000000000)) > 0'];

describe('a filter with a function that can make much of little', () => {
  it.each([
    ["repeat(name, 2) = 'BobBob'", [0, 1, 0]],
    ["name || x = 'Ann1.0'", [1, 0, 0]],
    ["name LIKE 'A%n'", [1, 0, 0]],
    ["regexp_matches(name, '^[AC]')", [1, 0, 1]],
    ['list_contains([1, 2], x)', [1, 1, 0]],
    ['len(range(10)) > 9', [1, 1, 1]],
  ])('is evaluated in a process of its own: %s', async (filter, marks) => {
    expect(await where(filter)).toEqual(marks);
    expect(started).toHaveLength(1);
  });

  it('tells there as well what is wrong with it', async () => {
    await expect(where('repeat(name, 2) = nope')).rejects.toMatchObject({
      info: { kind: 'invalid-experiment', field: 'dataset.filter' },
    });
    await expect(where('repeat(name, 2)')).rejects.toThrow('it must be true or false, but is VARCHAR');
  });

  it.each(GROWING)('is over within 2 s of cancelling, with its process: %s', async (filter) => {
    const abort = new AbortController();
    const answer = where(filter, abort.signal);
    while (started.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const startedAt = performance.now();
    abort.abort();
    await expect(answer).rejects.toMatchObject({ info: { kind: 'conflict' } });
    expect(performance.now() - startedAt).toBeLessThan(2000 * slowness());
    while (!isOver(at(started, 0))) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('is refused where it takes too much memory', async () => {
    await expect(where('len(range(3000000000)) > 0')).rejects.toThrow(/takes more than .* GB of memory/);
  });

  it.runIf(process.platform === 'linux')('ends with the process that asked', async () => {
    const answer = where(at(GROWING, 1));
    while (started.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const child = at(started, 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.disconnect();
    await expect(answer).rejects.toThrow('its process ended');
    expect(isOver(child)).toBe(true);
  });
});

it.each([
  ['x > 1', [0, 1, 0]],
  ["x IS NULL OR lower(name) = 'ann'", [1, 0, 1]],
  ["name LIKE '%o%' AND CAST(x AS INTEGER) BETWEEN 1 AND 2", [0, 1, 0]],
  ['CASE WHEN x = 1 THEN abs(-x) ELSE 0 END > 0', [1, 0, 0]],
])('an ordinary filter needs none: %s', async (filter, marks) => {
  expect(await where(filter)).toEqual(marks);
  expect(started).toEqual([]);
});
