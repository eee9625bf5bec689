import type { App, Session, WebContents } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { present } from '../../src-shared/present';
import { fenceContents, isAllowedRequest, lockSession, PAGE } from './fences';

describe('fences', () => {
  type Listener = (event: { preventDefault: () => void; url?: string }, url?: string) => void;

  /** What happens to an event of a web contents that was just made. */
  function contentsListeners(): {
    refused: (name: string, event: object, url?: string) => boolean;
    open: unknown;
    loaded: string[];
  } {
    const listeners = new Map<string, Listener>();
    const loaded: string[] = [];
    let open: unknown = null;
    const contents = {
      loadURL: (url: string) => Promise.resolve(loaded.push(url)),
      on: (name: string, listener: Listener) => listeners.set(name, listener),
      setWindowOpenHandler: (handler: (details: { url: string }) => unknown) =>
        (open = handler({ url: PAGE })),
    } as unknown as WebContents;
    const app = {
      on: (name: string, listener: (event: unknown, made: WebContents) => void) => {
        if (name === 'web-contents-created') listener({}, contents);
      },
    };
    fenceContents(app as unknown as App);
    return {
      open,
      loaded,
      refused: (name, event, url) => {
        const preventDefault = vi.fn();
        present(listeners.get(name))({ ...event, preventDefault }, url);
        return preventDefault.mock.calls.length > 0;
      },
    };
  }

  it('keep every web contents at our page, as both generations of Electron tell it', () => {
    const { refused, open } = contentsListeners();
    const elsewhere = [
      'https://example.invalid/',
      'file:///etc/passwd',
      'data:text/html,x',
      `${PAGE}.evil`,
      'app://x/',
    ];
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      for (const url of elsewhere)
        expect([name, url, refused(name, {}, url), refused(name, { url })]).toEqual([name, url, true, true]);
      expect([name, refused(name, {}, PAGE), refused(name, { url: PAGE })]).toEqual([name, false, false]);
      expect(refused(name, {})).toBe(true);
    }
    expect(refused('will-attach-webview', {})).toBe(true);
    expect(open).toEqual({ action: 'deny' });
  });

  it('bring the window back from a page that nobody was asked about', () => {
    const { refused, loaded } = contentsListeners();
    for (const url of [PAGE, 'devtools://devtools/bundled/devtools_app.html'])
      refused('did-navigate', {}, url);
    expect(loaded).toEqual([]);
    for (const url of ['about:blank', 'about:srcdoc']) refused('did-navigate', {}, url);
    expect(loaded).toEqual([PAGE, PAGE]);
  });

  it.each([
    ['app://benchtop/assets/a.js', true],
    ['devtools://devtools/bundled/x.js', true],
    ['data:image/png;base64,AA', true],
    ['blob:app://benchtop/1', true],
    ['https://example.invalid/', false],
    ['http://localhost/', false],
    ['ws://localhost/', false],
    ['wss://example.invalid/', false],
    ['file:///etc/passwd', false],
    ['ftp://example.invalid/', false],
    ['chrome-extension://abc/x.js', false],
    ['chrome://gpu', false],
    ['https://example.invalid/?app:', false],
  ])('let a request to %s through: %s', (url, isAllowed) => {
    expect(isAllowedRequest(url)).toBe(isAllowed);
  });

  it('cancel requests, deny permissions and downloads', () => {
    const set: Record<string, (...args: never[]) => unknown> = {};
    const keep =
      (name: string) =>
      (listener: (...args: never[]) => unknown): void => {
        set[name] = listener;
      };
    const session = {
      webRequest: { onBeforeRequest: keep('request') },
      setPermissionRequestHandler: keep('permission'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
      on: (name: string, listener: (...args: never[]) => unknown) => {
        set[name] = listener;
      },
    };
    lockSession(session as unknown as Session);
    const call = (name: string, ...args: unknown[]): unknown => present(set[name])(...(args as never[]));
    const answers: unknown[] = [];
    const note = (answer: unknown): void => void answers.push(answer);
    call('request', { url: 'https://example.invalid/' }, note);
    call('request', { url: PAGE }, note);
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'new-one',
    ])
      call('permission', {}, permission, note);
    expect(answers).toEqual([{ cancel: true }, { cancel: false }, ...new Array<boolean>(6).fill(false)]);
    expect([call('check'), call('device')]).toEqual([false, false]);
    const preventDefault = vi.fn();
    call('will-download', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });
});
