import { describe, expect, it } from 'vitest';
import { trialRunId, type Group } from '../group/group';
import type { RunRow } from '../run/library/row';
import { layOut } from './lanes';
import { buildLineage, isFork, relatedTo, type LineageItem } from './lineage';
import { stepTo } from './walk';

const AT = Date.parse('2026-11-30T12:00:00.000Z');
const time = (minutes: number): string => new Date(AT + minutes * 60_000).toISOString();

/** A run over some minutes. */
function run(id: string, from: number, to: number | null, change: Partial<RunRow> = {}): RunRow {
  return {
    id,
    name: id,
    status: to === null ? 'running' : 'finished',
    createdAt: time(from),
    startedAt: time(from),
    endedAt: to === null ? null : time(to),
    elapsedMs: 0,
    dataset: 'moons.csv',
    sha256: 'aa',
    colour: '#0066b3',
    parentId: null,
    ...change,
  } as RunRow;
}

function group(id: string, from: number, trials: number): Group {
  return {
    id,
    name: id,
    status: 'finished',
    createdAt: time(from),
    trials: Array.from({ length: trials }, () => []),
  } as unknown as Group;
}

// moons.csv: a from 0 to 10, its fork b from 12 to 20, c beside a from 5 to 15, a second fork d of a from 13 on.
const ROWS = [
  run('run-a', 0, 10),
  run('run-b', 12, 20, { parentId: 'run-a' }),
  run('run-c', 5, 15),
  run('run-d', 13, null, { parentId: 'run-a' }),
  run('run-e', 30, 40, { dataset: 'cars.csv', sha256: 'bb' }),
];
const build = (rows = ROWS, groups: readonly Group[] = []): LineageItem[] =>
  buildLineage(rows, groups, AT + 60 * 60_000);

describe(buildLineage, () => {
  it('knows what each came from, and lasts as long as what came from it', () => {
    const items = build();
    expect(
      items.map(({ key, parent, start, end }) => [key, parent, (start - AT) / 60_000, (end - AT) / 60_000]),
    ).toEqual([
      ['data:aa', null, 0, 60],
      ['run-a', 'data:aa', 0, 10],
      ['run-c', 'data:aa', 5, 15],
      ['run-b', 'run-a', 12, 20],
      ['run-d', 'run-a', 13, 60],
      ['data:bb', null, 30, 40],
      ['run-e', 'data:bb', 30, 40],
    ]);
    expect(items.filter(isFork).map(({ key }) => key)).toEqual(['run-b', 'run-d']);
    expect(items[0]).toMatchObject({ label: 'moons.csv', sha256: 'aa', count: 4 });
  });

  it('takes the runs of a group together, and a fork of one of them for one of the group', () => {
    const id = '20261130-120000-000-aaaaaa';
    const rows = [
      run(trialRunId(id, 0), 1, 3),
      run(trialRunId(id, 1), 2, 6),
      run('run-f', 10, 12, { parentId: trialRunId(id, 1) }),
    ];
    expect(
      build(rows, [group(id, 1, 3)]).map(({ key, kind, parent, count }) => [key, kind, parent, count]),
    ).toEqual([
      ['data:aa', 'data', null, 2],
      [id, 'group', 'data:aa', 2],
      ['run-f', 'run', id, 1],
    ]);
  });

  it('takes a fork whose parent is gone for one of the data', () => {
    const [, fork] = build([run('run-b', 12, 20, { parentId: 'run-gone' })]);
    expect(fork).toMatchObject({ key: 'run-b', parent: 'data:aa' });
  });
});

describe(relatedTo, () => {
  it('is what a run came from and what came from it', () => {
    const keys = (key: string): string[] => relatedTo(build(), key).map((item) => item.key);
    expect(keys('run-a')).toEqual(['data:aa', 'run-a', 'run-b', 'run-d']);
    expect(keys('run-b')).toEqual(['data:aa', 'run-a', 'run-b']);
    expect(keys('data:bb')).toEqual(['data:bb', 'run-e']);
    expect(keys('nowhere')).toEqual([]);
  });
});

describe(layOut, () => {
  it('has a lane a branch: a fork goes on in its parent’s, a second one and what is beside it have their own', () => {
    const { placed, lanes } = layOut(build(), 'time');
    const laneOf = Object.fromEntries(placed.map(({ item, lane }) => [item.key, lane]));
    expect(laneOf).toEqual({
      'data:aa': 0,
      'run-a': 1,
      'run-b': 1,
      'run-c': 2,
      'run-d': 3,
      'data:bb': 4,
      'run-e': 5,
    });
    expect(lanes).toBe(6);
  });

  it('has a lane of its own for a second fork, though the first one has ended', () => {
    const rows = [...ROWS.slice(0, 2), run('run-x', 25, 30, { parentId: 'run-a' })];
    const { byKey } = layOut(build(rows), 'time');
    expect(['run-a', 'run-b', 'run-x'].map((key) => byKey.get(key)?.lane)).toEqual([1, 1, 2]);
  });

  it('has time on x', () => {
    const { byKey, timeAt } = layOut(build(), 'time');
    // Of 60 minutes.
    expect(byKey.get('run-c')).toMatchObject({ x0: 5 / 60, x1: 15 / 60 });
    expect(timeAt(0.5)).toBe(AT + 30 * 60_000);
  });

  // Twelve steps have room.
  it('steps evenly by order', () => {
    const { byKey } = layOut(build(), 'order');
    expect(byKey.get('run-b')).toMatchObject({ x0: 2 / 12, x1: 2.7 / 12 });
    expect(byKey.get('data:aa')).toMatchObject({ x0: 0, x1: 3.7 / 12 });
  });

  it('never lays two over each other in a lane, and uses lanes again', () => {
    const rows = Array.from({ length: 3000 }, (_, i) =>
      run(`run-${String(i).padStart(4, '0')}`, i * 3, i * 3 + 7),
    );
    const { placed, lanes } = layOut(build(rows), 'time');
    const ends: number[] = [];
    for (const { lane, x0, x1 } of placed) {
      expect(ends[lane] ?? -1).toBeLessThanOrEqual(x0);
      ends[lane] = x1;
    }
    // Some begin within the gap that keeps two apart.
    expect(lanes).toBeLessThan(30);
  });

  it('places one alone, and nothing', () => {
    const alone = layOut(build([run('run-a', 0, 0)]), 'time');
    expect(alone.placed.map(({ item, x0, x1 }) => [item.key, x0, x1])).toEqual([
      ['data:aa', 0, 0],
      ['run-a', 0, 0],
    ]);
    expect(layOut([], 'order')).toMatchObject({ placed: [], lanes: 0 });
  });
});

describe(stepTo, () => {
  const layout = layOut(build(), 'time');
  const from = (key: string, pressed: string): string | undefined =>
    stepTo(pressed, layout.byKey.get(key) ?? null, layout)?.item.key;
  it.each([
    ['', 'ArrowRight', 'data:aa'],
    ['data:aa', 'ArrowRight', 'run-a'],
    ['run-a', 'ArrowRight', 'run-b'],
    ['run-b', 'ArrowRight', 'run-b'],
    ['run-b', 'ArrowLeft', 'run-a'],
    ['run-a', 'ArrowLeft', 'data:aa'],
    ['data:aa', 'ArrowLeft', 'data:aa'],
    ['run-b', 'ArrowDown', 'run-c'],
    ['run-c', 'ArrowUp', 'run-a'],
    ['run-e', 'ArrowDown', 'run-e'],
    ['run-a', 'End', 'run-e'],
    ['run-a', 'Home', 'data:aa'],
  ])('leads from %j by %s to %s', (key, pressed, to) => {
    expect(from(key, pressed)).toBe(to);
  });

  it('knows no other key', () => {
    expect(stepTo('a', null, layout)).toBeNull();
  });
});
