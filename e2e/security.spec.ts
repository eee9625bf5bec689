import { expect, test } from './fixtures';

test('the page has no Node, no way out and no code of others', async ({ benchtop }) => {
  benchtop.expectsConsoleErrors = true;
  const { page, app } = benchtop;
  const found = await page.evaluate(async () => {
    const globals = globalThis as unknown as Record<string, unknown>;
    const refused = async (url: string): Promise<boolean> => {
      try {
        return !(await fetch(url)).ok;
      } catch {
        return true;
      }
    };
    const evaluates = (): boolean => {
      try {
        return new Function('return true')() as boolean;
      } catch {
        return false;
      }
    };
    const api = globals['benchtop'] as Record<string, unknown>;
    return {
      node: ['require', 'process', 'module', 'Buffer', 'global'].filter(
        (name) => globals[name] !== undefined,
      ),
      evaluates: evaluates(),
      opened: window.open('https://example.invalid') !== null,
      outside: await refused('https://example.invalid'),
      file: await refused('file:///etc/passwd'),
      escape: await refused('app://benchtop/../../package.json'),
      encoded: await refused('app://benchtop/%2e%2e/%2e%2e/package.json'),
      otherHost: await refused('app://elsewhere/index.html'),
      frozen: Object.isFrozen(api) || !Reflect.set(api, 'runsStart', null) || api['runsStart'] !== null,
      ipc: 'ipcRenderer' in api || 'send' in api || 'invoke' in api,
    };
  });
  expect(found).toEqual({
    node: [],
    evaluates: false,
    opened: false,
    outside: true,
    file: true,
    escape: true,
    encoded: true,
    otherHost: true,
    frozen: true,
    ipc: false,
  });
  await page.evaluate(() => {
    location.href = 'https://example.invalid/';
  });
  await page.waitForTimeout(300);
  expect(page.url()).toBe('app://benchtop/index.html');
  expect(app.windows()).toHaveLength(1);
});

test('main refuses what the page may not ask', async ({ benchtop }) => {
  const answers = await benchtop.page.evaluate(async () => {
    const { benchtop: api } = globalThis as unknown as {
      benchtop: Record<string, (request?: unknown) => Promise<{ ok: boolean; error?: { kind: string } }>>;
    };
    const kinds = async (method: string, ...requests: unknown[]): Promise<(string | undefined)[]> =>
      Promise.all(requests.map(async (request) => (await api[method]!(request)).error?.kind));
    return {
      path: await kinds('datasetsInspect', { path: '/etc/passwd' }),
      junk: await kinds(
        'runsSnapshot',
        undefined,
        null,
        7,
        'x',
        [],
        {},
        { id: '../../etc' },
        { id: 'a'.repeat(1e6) },
      ),
      unknown: await kinds('runsSnapshot', { id: '20260101-000000-000-abcdef' }),
      extra: await kinds('settingsSet', { theme: 'dark', evil: true }),
      folder: await kinds('runsShowFolder', { id: '20260101-000000-000-abcdef', path: '../../..' }),
    };
  });
  expect(answers.path).toEqual(['not-allowed']);
  expect(answers.junk).toEqual(new Array(8).fill('usage'));
  expect(answers.unknown).toEqual(['not-found']);
  expect(answers.extra).toEqual(['usage']);
  expect(answers.folder).toEqual(['not-found']);
});
