import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '../testing/fixtures';

const PAGE = 'app://benchtop/index.html';

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
