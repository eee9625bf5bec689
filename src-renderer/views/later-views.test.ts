import { afterEach, expect, test, vi } from 'vitest';
import { LaterViews, type ViewLoaders } from './later-views.svelte';

/** Loaders that say what was asked of them; `failing` ones reject. */
function fakes(failing = new Set<string>()) {
  const requests: string[] = [];
  const names = ['compare', 'dataset', 'experiment', 'group', 'run', 'runs', 'settings'];
  const loaders = Object.fromEntries(
    names.map((name) => [
      name,
      async () => {
        requests.push(name);
        if (failing.has(name)) throw new Error(`${name} is not there`);
        return { default: name };
      },
    ]),
  ) as unknown as ViewLoaders;
  return { requests, failing, views: new LaterViews(loaders) };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a view asked for twice is read once', async () => {
  const { requests, views } = fakes();
  const first = views.load('run');
  const second = views.load('run');
  expect(views.loaded.run).toBeUndefined();
  await Promise.all([first, second]);
  await views.load('run');
  expect(requests).toEqual(['run']);
  expect(views.loaded).toEqual({ run: 'run' });
});

test('a view that cannot be read says why, and is read again when asked for again', async () => {
  const { requests, failing, views } = fakes(new Set(['group']));
  await views.load('group');
  expect(views.error).toBe('group is not there');
  expect(views.loaded.group).toBeUndefined();
  failing.clear();
  await views.load('group');
  expect(views.error).toBeNull();
  expect(views.loaded.group).toBe('group');
  expect(requests).toEqual(['group', 'group']);
});

test('all are read ahead, one in an idle moment, past one that fails, until stopped', async () => {
  const callbacks: (() => void)[] = [];
  vi.stubGlobal('requestIdleCallback', (work: () => void) => callbacks.push(work));
  vi.stubGlobal('cancelIdleCallback', (handle: number) => {
    callbacks[handle - 1] = () => undefined;
  });
  const { requests, views } = fakes(new Set(['run']));
  const stop = views.loadWhenIdle();
  expect(requests).toEqual([]);
  for (let i = 0; i < 3; i++) {
    callbacks[i]?.();
    await vi.waitFor(() => expect(callbacks).toHaveLength(i + 2), { timeout: 60_000 });
  }
  expect(requests).toEqual(['run', 'experiment', 'runs']);
  stop();
  callbacks[3]?.();
  expect(requests).toHaveLength(3);
});
