import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { expect, test } from './fixtures';

const PAGE = 'app://benchtop/index.html';

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

test('no request leaves the program', async ({ benchtop }) => {
  benchtop.expectsRefusals = true;
  const reached: string[] = [];
  const server = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*').end('reached');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const local = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const open = await benchtop.page.evaluate(async (host) => {
    const refused = async (url: string, init?: RequestInit): Promise<string | null> => {
      try {
        return (await fetch(url, init)).ok ? url : null;
      } catch {
        return null;
      }
    };
    for (const tag of ['img', 'script', 'iframe', 'video', 'embed'] as const) {
      const element = document.createElement(tag);
      element.src = `http://${host}/${tag}`;
      document.body.append(element);
    }
    const link = document.createElement('link');
    Object.assign(link, { rel: 'prefetch', href: `http://${host}/prefetch` });
    document.head.append(link);
    navigator.sendBeacon(`http://${host}/beacon`, 'x');
    try {
      new WebSocket(`ws://${host}/socket`);
    } catch {
      // Refused.
    }
    const urls = [
      'https://example.invalid/',
      `http://${host}/fetch`,
      'file:///etc/passwd',
      'app://benchtop/../../package.json',
      'app://benchtop/%2e%2e/%2e%2e/package.json',
      'app://benchtop/..%2f..%2fpackage.json',
      'app://benchtop/%00',
      'app://benchtop//etc/passwd',
      'app://elsewhere/index.html',
      'devtools://devtools/bundled/inspector.html',
      'chrome://version',
    ];
    const fetched = await Promise.all(urls.map((url) => refused(url)));
    await new Promise((resolve) => setTimeout(resolve, 300));
    return [...fetched, await refused(`http://${host}/cors`, { mode: 'no-cors' })].filter(
      (url) => url !== null,
    );
  }, local);
  // Past the page's own policy: the session's fence alone.
  const main = await benchtop.app.evaluate(async ({ net, session }, url) => {
    return new Promise<string>((resolve) => {
      const request = net.request({ url, session: session.defaultSession });
      request.on('response', () => {
        resolve('answered');
      });
      request.on('error', (error) => {
        resolve(error.message);
      });
      request.end();
    });
  }, `http://${local}/main`);
  server.close();
  expect(open).toEqual([]);
  expect(main).toContain('ERR_BLOCKED_BY_CLIENT');
  expect(reached).toEqual([]);
});

test('the window stays where it is, and alone', async ({ benchtop }) => {
  benchtop.expectsRefusals = true;
  const { page, app } = benchtop;
  const opened = await page.evaluate(async () => {
    const windows = [
      window.open('https://example.invalid'),
      window.open('about:blank'),
      window.open(location.href),
    ];
    const link = document.createElement('a');
    Object.assign(link, { href: 'https://example.invalid/', target: '_blank', textContent: 'x' });
    document.body.append(link);
    link.click();
    const form = document.createElement('form');
    Object.assign(form, { action: 'https://example.invalid/', method: 'post' });
    document.body.append(form);
    form.submit();
    const webview = document.createElement('webview');
    webview.setAttribute('src', 'https://example.invalid/');
    document.body.append(webview);
    await new Promise((resolve) => setTimeout(resolve, 200));
    return windows.filter((made) => made !== null).length;
  });
  expect(opened).toBe(0);
  // A page that was left and came back would have forgotten it.
  await page.evaluate(() => Reflect.set(globalThis, 'stayed', true));
  for (const url of [
    'https://example.invalid/',
    'file:///etc/passwd',
    'app://benchtop/assets/',
    'data:text/html,x',
    'about:blank',
    'about:srcdoc',
    'about:blank#x',
    'blob:app://benchtop/1',
    'javascript:void(document.title = "x")',
  ]) {
    await page.evaluate((address) => {
      location.href = address;
    }, url);
    await page.waitForTimeout(150);
    expect([url, page.url()]).toEqual([url, PAGE]);
  }
  const count = await app.evaluate(({ BrowserWindow, webContents }) => [
    BrowserWindow.getAllWindows().length,
    webContents.getAllWebContents().length,
  ]);
  expect(count).toEqual([1, 1]);
  // Not by a locator: it waits for the navigations that were refused.
  expect(
    await page.evaluate(() => [
      location.href,
      document.querySelector('nav') !== null,
      Reflect.get(globalThis, 'stayed'),
    ]),
  ).toEqual([PAGE, true, true]);
});

test('the page is granted nothing', async ({ benchtop }) => {
  const { page, app } = benchtop;
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'];
    const found: Record<string, string> = {};
    for (const name of names) {
      const status = await navigator.permissions.query({ name: name as PermissionName }).catch(() => null);
      if (status !== null) found[name] = status.state;
    }
    const media = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'given',
      () => 'refused',
    );
    return { granted: Object.entries(found).filter(([, state]) => state === 'granted'), media };
  });
  expect(states).toEqual({ granted: [], media: 'refused' });
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const {
      sandbox,
      contextIsolation,
      nodeIntegration,
      webSecurity,
      webviewTag,
      allowRunningInsecureContent,
      experimentalFeatures,
      enableBlinkFeatures,
    } = contents.getLastWebPreferences();
    return {
      sandbox,
      contextIsolation,
      nodeIntegration,
      webSecurity,
      webviewTag,
      allowRunningInsecureContent: allowRunningInsecureContent ?? false,
      experimentalFeatures: experimentalFeatures ?? false,
      enableBlinkFeatures: enableBlinkFeatures ?? '',
    };
  });
  expect(preferences).toEqual({
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    enableBlinkFeatures: '',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
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
  const main = resolve(import.meta.dirname, '..', 'out', 'main');
  const built = readdirSync(main).map((name) => readFileSync(join(main, name), 'utf8'));
  // The program's own policy is in there: what is looked for would be found.
  expect(built.filter((text) => text.includes("default-src 'none'"))).toHaveLength(1);
  for (const trace of ['unsafe-inline', 'DEV_SERVER', 'DevServer', 'ws://'])
    expect([trace, built.some((text) => text.includes(trace))]).toEqual([trace, false]);
  const html = readFileSync(resolve(main, '..', 'renderer', 'index.html'), 'utf8');
  expect(html).toContain("style-src 'self';");
  expect(html).not.toContain('unsafe-inline');
});
