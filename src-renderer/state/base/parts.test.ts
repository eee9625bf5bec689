import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Parts } from './parts.svelte';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('builds a part a task, and no more than there are', () => {
  const parts = new Parts();
  expect(parts.built).toBe(0);
  parts.begin(3);
  const seen = [parts.built];
  for (let task = 0; task < 4; task++) {
    vi.advanceTimersToNextTimer();
    seen.push(parts.built);
  }
  expect(seen).toEqual([1, 2, 3, 3, 3]);
});

it('builds nothing more once its view is gone', () => {
  const parts = new Parts();
  parts.begin(3)();
  vi.runAllTimers();
  expect(parts.built).toBe(1);
});
