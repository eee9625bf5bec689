import { getHeapSpaceStatistics } from 'node:v8';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { collectGrown } from './collect-garbage';

function oldMB(): number {
  return getHeapSpaceStatistics()
    .filter(({ space_name: name }) => name === 'old_space' || name === 'large_object_space')
    .reduce((sum, { space_used_size: size }) => sum + size / 1e6, 0);
}

it('frees what many short runs left behind, and nothing where little came up', async () => {
  collectGrown();
  const start = oldMB();
  // More than half of what this process has in use.
  const megabytes = Math.ceil(start) + 16;
  let held: number[][] | null = Array.from({ length: megabytes }, () => new Array<number>(125_000).fill(0.5));
  await nextTurn();
  expect(held).toHaveLength(megabytes);
  collectGrown();
  const full = oldMB();
  expect(full).toBeGreaterThan(start + 0.9 * megabytes - 8);
  held = Array.from({ length: 2 * megabytes }, () => new Array<number>(125_000).fill(0.5));
  await nextTurn();
  expect(held).toHaveLength(2 * megabytes);
  held = null;
  await nextTurn();
  collectGrown();
  expect(oldMB()).toBeLessThan(full - 0.5 * megabytes);
  // One that is large, but not half of what is in use.
  const small = new WeakRef(new Array<number>(125_000).fill(0.5));
  await nextTurn();
  const before = oldMB();
  collectGrown();
  expect(oldMB()).toBeCloseTo(before, 0);
  expect(small.deref()?.length).toBe(125_000);
});
