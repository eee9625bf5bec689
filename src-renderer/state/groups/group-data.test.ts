import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fail } from '../../../src-shared/errors';
import type { GroupsState } from './groups-state.svelte';
import { FakeApi, settled } from '../../testing/fake-api';
import { GroupData } from './group-data.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A group of which so many runs are over. */
function fakeGroups(state: { over: number; status: string }): GroupsState {
  return {
    get: () => ({ status: state.status }),
    readProgress: () => ({ over: state.over, trials: 9 }),
  } as unknown as GroupsState;
}

it('fetches curves again while runs move on, and not once they stand still', async () => {
  const fake = new FakeApi();
  fake.answer('groupsTraces', ({ metric }: { metric: string }) => ({ metric, runs: [] }));
  const state = { over: 0, status: 'running' };
  const data = new GroupData(fake.api, fakeGroups(state), 'group-aaaa', 'loss');
  const off = data.follow();
  await settled();
  expect(fake.called('groupsTraces')).toBe(1);
  await vi.advanceTimersByTimeAsync(2000);
  expect(fake.called('groupsTraces')).toBe(3);
  state.status = 'finished';
  await vi.advanceTimersByTimeAsync(3000);
  expect(fake.called('groupsTraces')).toBe(4);
  data.choose('accuracy');
  await settled();
  expect(data.traces?.metric).toBe('accuracy');
  off();
  state.over = 5;
  await vi.advanceTimersByTimeAsync(3000);
  expect(fake.called('groupsTraces')).toBe(5);
});

it('draws each surface once, in the order of the last wish', async () => {
  const fake = new FakeApi();
  const requests: string[] = [];
  const waiting: (() => void)[] = [];
  fake.answer('runsSurface', async ({ id }: { id: string }) => {
    requests.push(id);
    await new Promise<void>((resolve) => waiting.push(resolve));
    if (id === 'b') throw fail('not-found', 'no checkpoint');
    return { id };
  });
  const data = new GroupData(fake.api, fakeGroups({ over: 0, status: 'finished' }), 'group-aaaa', 'loss');
  const next = async (): Promise<void> => {
    waiting.shift()?.();
    await settled();
  };
  data.draw(['a', 'b', 'c']);
  await settled();
  data.draw(['c', 'b', 'a', 'd']);
  for (let i = 0; i < 5; i++) await next();
  expect(requests).toEqual(['a', 'c', 'b', 'd']);
  expect(['a', 'b', 'c', 'd'].map((id) => data.findSurface(id) !== null)).toEqual([true, false, true, true]);
});
