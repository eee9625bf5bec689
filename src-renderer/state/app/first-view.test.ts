import { afterEach, expect, test, vi } from 'vitest';
import { FirstView } from './first-view.svelte';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('what waits for the first view waits for its frame, the next one, and an idle moment after it', () => {
  const frames: (() => void)[] = [];
  const callbacks: (() => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => frames.push(work));
  vi.stubGlobal('requestIdleCallback', (work: () => void) => callbacks.push(work));
  const view = new FirstView();
  view.filled();
  frames[0]?.();
  expect(callbacks).toEqual([]);
  frames[1]?.();
  expect(callbacks).toHaveLength(1);
  expect(view.drawn).toBe(false);
  callbacks[0]?.();
  expect(view.drawn).toBe(true);
});
