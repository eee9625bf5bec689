import { afterEach, expect, test, vi } from 'vitest';
import { LaterViews, type ViewLoaders } from './later-views.svelte';

/** Loaders that say what was asked of them; `failing` ones reject. */
function fakes(failing = new Set<string>()) {
  const asked: string[] = [];
  const names = ['compare', 'dataset', 'experiment', 'group', 'run', 'runs', 'settings'];
  const loaders = Object.fromEntries(
    names.map((name) => [
      name,
      async () => {
        asked.push(name);
        if (failing.has(name)) throw new Error(`${name} is not there`);
        return { default: name };
      },
    ]),
  ) as unknown as ViewLoaders;
  return { asked, failing, views: new LaterViews(loaders) };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a view asked for twice is read once', async () => {
  const { asked, views } = fakes();
  const first = views.load('run');
  const second = views.load('run');
  expect(views.loaded.run).toBeUndefined();
  await Promise.all([first, second]);
  await views.load('run');
  expect(asked).toEqual(['run']);
  expect(views.loaded).toEqual({ run: 'run' });
});

test('a view that cannot be read says why, and is read again when asked for again', async () => {
  const { asked, failing, views } = fakes(new Set(['group']));
  await views.load('group');
  expect(views.error).toBe('group is not there');
  expect(views.loaded.group).toBeUndefined();
  failing.clear();
  await views.load('group');
  expect(views.error).toBeNull();
  expect(views.loaded.group).toBe('group');
  expect(asked).toEqual(['group', 'group']);
});

test('all are read ahead, one in an idle moment, past one that fails, until stopped', async () => {
  const moments: (() => void)[] = [];
  vi.stubGlobal('requestIdleCallback', (work: () => void) => moments.push(work));
  vi.stubGlobal('cancelIdleCallback', (handle: number) => {
    moments[handle - 1] = () => undefined;
  });
  const { asked, views } = fakes(new Set(['run']));
  const stop = views.loadWhenIdle();
  expect(asked).toEqual([]);
  for (let i = 0; i < 3; i++) {
    moments[i]?.();
    await vi.waitFor(() => expect(moments).toHaveLength(i + 2), { timeout: 60_000 });
  }
  expect(asked).toEqual(['run', 'experiment', 'runs']);
  stop();
  moments[3]?.();
  expect(asked).toHaveLength(3);
});
