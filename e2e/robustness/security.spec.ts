import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '../testing/fixtures';

test('the page has no Node, and only its own names of the bridge', async ({ benchtop }) => {
  const found = await benchtop.page.evaluate(() => {
    const globals = globalThis as unknown as Record<string, unknown>;
    const api = globals['benchtop'] as Record<string, unknown>;
    const before = api['runsStart'];
    Reflect.set(api, 'runsStart', null);
    Reflect.set(globals, 'benchtop', {});
    Object.defineProperty(Object.prototype, 'polluted', { value: 1, configurable: true });
    return {
      node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'setImmediate'].filter(
        (name) => globals[name] !== undefined,
      ),
      frozen: Object.isFrozen(api) && api['runsStart'] === before && globals['benchtop'] === api,
      leaks: Object.keys(api).filter((name) => /ipc|send|invoke|event|electron/i.test(name)),
      events: typeof api['on'],
    };
  });
  expect(found).toEqual({ node: [], frozen: true, leaks: [], events: 'function' });
  // What the page does to its own objects does not reach the bridge.
  expect(await benchtop.call('runsList')).toEqual([]);
});

test('the page runs no text as code', async ({ benchtop }) => {
  benchtop.expectsRefusals = true;
  const ran = await benchtop.page.evaluate(async () => {
    const globals = globalThis as unknown as { ran?: string[] };
    globals.ran = [];
    const note = (name: string): string => `globalThis.ran.push('${name}')`;
    // Later, because the debugger lifts the policy for what it evaluates itself.
    await new Promise((resolve) => setTimeout(resolve, 0));
    const attempt = (work: () => unknown): void => {
      try {
        work();
      } catch {
        // Refused.
      }
    };
    attempt(() => new Function(note('Function'))() as unknown);
    attempt(() => (0, eval)(note('eval')) as unknown);
    attempt(() => setTimeout(note('setTimeout') as unknown as () => void, 0));
    const add = (html: string): void => {
      const host = document.createElement('div');
      host.innerHTML = html;
      document.body.append(host);
    };
    add(`<img src="x" onerror="${note('onerror')}">`);
    add(`<a id="inline" onclick="${note('onclick')}" href="javascript:${note('javascript:')}">x</a>`);
    document.getElementById('inline')?.click();
    add(`<iframe srcdoc="<script>parent.${note('srcdoc')}</script>"></iframe>`);
    add(`<object data="data:text/html,<script>parent.${note('object')}</script>"></object>`);
    for (const [name, value] of [
      ['textContent', note('inline')],
      ['src', `data:text/javascript,${encodeURIComponent(note('data'))}`],
      ['src', 'https://example.invalid/x.js'],
      ['src', URL.createObjectURL(new Blob([note('blob')], { type: 'text/javascript' }))],
    ] as const) {
      const script = document.createElement('script');
      script[name] = value;
      document.body.append(script);
    }
    attempt(() => new Worker(URL.createObjectURL(new Blob(['1']))));
    await import(/* @vite-ignore */ `data:text/javascript,${note('import')}`).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    return globals.ran;
  });
  expect(ran).toEqual([]);
});

test('main refuses what the page may not ask', async ({ benchtop }) => {
  const kinds = async (method: string, ...requests: unknown[]): Promise<(string | undefined)[]> =>
    Promise.all(
      requests.map(async (request) => {
        const answer = await benchtop.ask(method, request);
        return answer.ok ? undefined : answer.error.kind;
      }),
    );
  const unknown = '20260101-000000-000-abcdef';
  expect(await kinds('datasetsInspect', { path: '/etc/passwd' })).toEqual(['not-allowed']);
  const junk = [
    undefined,
    null,
    7,
    'x',
    [],
    {},
    { id: '../../etc' },
    { id: 'a'.repeat(1e6) },
    { id: unknown, more: 1 },
  ];
  expect(await kinds('runsSnapshot', ...junk)).toEqual(junk.map(() => 'usage'));
  expect(await kinds('runsSnapshot', { id: unknown })).toEqual(['not-found']);
  expect(await kinds('settingsSet', { theme: 'dark', evil: true }, { recentFiles: ['/etc/passwd'] })).toEqual(
    ['usage', 'usage'],
  );
  expect(await kinds('runsShowFolder', { id: unknown, path: '../../..' })).toEqual(['not-found']);
  // What cannot be copied never leaves the page.
  const uncloneable = await benchtop.page.evaluate(async () => {
    const { benchtop: api } = globalThis as unknown as {
      benchtop: Record<string, (request?: unknown) => Promise<unknown>>;
    };
    const attempt = async (request: unknown): Promise<string> => {
      try {
        return JSON.stringify(await api['libraryEdit']!(request)).slice(0, 40);
      } catch (thrown) {
        return (thrown as Error).message;
      }
    };
    return [
      await attempt({ ids: () => 1 }),
      await attempt({ ids: document.body }),
      await attempt(Symbol('x')),
    ];
  });
  expect(uncloneable).toHaveLength(3);
  expect(await benchtop.call('runsList')).toEqual([]);
});

test('a frame inside the page is not answered', async ({ benchtop }) => {
  benchtop.expectsRefusals = true;
  const reached = await benchtop.page.evaluate(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 200));
    return Object.keys((frame.contentWindow ?? {}) as object).includes('benchtop');
  });
  expect(reached).toBe(false);
});

test('the built program has nothing of the dev server', () => {
  const main = resolve(import.meta.dirname, '../..', 'out', 'main');
  const built = readdirSync(main).map((name) => readFileSync(join(main, name), 'utf8'));
  // The policies of the window's page and of a figure's are in there: what is looked for would be found.
  expect(built.filter((text) => text.includes("default-src 'none'"))).toHaveLength(2);
  for (const trace of ['unsafe-inline', 'DEV_SERVER', 'DevServer', 'ws://'])
    expect([trace, built.some((text) => text.includes(trace))]).toEqual([trace, false]);
  const html = readFileSync(resolve(main, '..', 'renderer', 'index.html'), 'utf8');
  expect(html).toContain("style-src 'self';");
  expect(html).not.toContain('unsafe-inline');
});
