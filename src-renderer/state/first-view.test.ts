import { afterEach, expect, test, vi } from 'vitest';
import { FirstView } from './first-view.svelte';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('what waits for the first view waits for its frame, and for an idle moment after it', () => {
  const frames: (() => void)[] = [];
  const moments: (() => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => frames.push(work));
  vi.stubGlobal('requestIdleCallback', (work: () => void) => moments.push(work));
  const view = new FirstView();
  view.filled();
  expect(moments).toEqual([]);
  frames[0]?.();
  expect(view.drawn).toBe(false);
  moments[0]?.();
  expect(view.drawn).toBe(true);
});
