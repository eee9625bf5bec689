import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from 'electron';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CONTENT_SECURITY_POLICY, scriptArrived, serve } from './app-protocol';

let root: string;
let folder: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'benchtop-protocol-'));
  folder = join(root, 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  mkdirSync(join(root, 'renderer-secrets'));
  writeFileSync(join(root, 'secret.txt'), 'secret');
  writeFileSync(join(root, 'renderer-secrets', 'key.txt'), 'secret');
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  for (const name of [
    'a.js',
    'a.css',
    'a.woff2',
    'a.svg',
    'a.png',
    'a.json',
    'a.unknown',
    'a b.js',
    '..a.js',
  ])
    writeFileSync(join(folder, 'assets', name), name);
  symlinkSync(join(root, 'secret.txt'), join(folder, 'assets', 'link.txt'));
  symlinkSync(root, join(folder, 'up'));
  symlinkSync(join(folder, 'assets', 'loop'), join(folder, 'assets', 'loop'));
  symlinkSync(join(folder, 'assets', 'a.js'), join(folder, 'assets', 'inside.js'));
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

describe('serve', () => {
  it.each([
    ['app://benchtop/', 'text/html; charset=utf-8'],
    ['app://benchtop/index.html', 'text/html; charset=utf-8'],
    ['app://benchtop/index.html?x=1#y', 'text/html; charset=utf-8'],
    ['app://benchtop/assets/a.js', 'text/javascript; charset=utf-8'],
    ['app://benchtop/assets/a.css', 'text/css; charset=utf-8'],
    ['app://benchtop/assets/a.woff2', 'font/woff2'],
    ['app://benchtop/assets/a.svg', 'image/svg+xml'],
    ['app://benchtop/assets/a.png', 'image/png'],
    ['app://benchtop/assets/a.json', 'application/json'],
    ['app://benchtop/assets/a.unknown', 'application/octet-stream'],
    ['app://benchtop/assets/a%20b.js', 'text/javascript; charset=utf-8'],
    ['app://benchtop/assets/..a.js', 'text/javascript; charset=utf-8'],
    ['app://benchtop/assets/inside.js', 'text/javascript; charset=utf-8'],
    ['app://benchtop/assets/../index.html', 'text/html; charset=utf-8'],
  ])('gives %s as %s', async (url, type) => {
    const { status, headers } = await serve(folder, url);
    expect([status, headers['content-type']]).toEqual([200, type]);
    expect(headers).toMatchObject({
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
    });
  });

  it.each([
    ['a folder', 'app://benchtop/assets'],
    ['a folder with its slash', 'app://benchtop/assets/'],
    ['what is not there', 'app://benchtop/gone.js'],
    ['a step up', 'app://benchtop/../secret.txt'],
    ['an encoded step up', 'app://benchtop/%2e%2e/secret.txt'],
    ['an encoded slash', 'app://benchtop/..%2fsecret.txt'],
    ['both encoded', 'app://benchtop/%2e%2e%2fsecret.txt'],
    ['encoded twice', 'app://benchtop/%252e%252e%252fsecret.txt'],
    ['steps up from inside', 'app://benchtop/assets/..%2f..%2fsecret.txt'],
    ['a folder whose name begins like ours', 'app://benchtop/..%2frenderer-secrets%2fkey.txt'],
    ['an absolute path', 'app://benchtop//etc/passwd'],
    ['an encoded absolute path', 'app://benchtop/%2fetc%2fpasswd'],
    ['a backslash', 'app://benchtop/..%5csecret.txt'],
    ['a drive', 'app://benchtop/C:%5cWindows%5cwin.ini'],
    ['a NUL', 'app://benchtop/index.html%00.js'],
    ['a bad escape', 'app://benchtop/%zz'],
    ['a link out', 'app://benchtop/assets/link.txt'],
    ['a linked folder', 'app://benchtop/up/secret.txt'],
    ['a link to itself', 'app://benchtop/assets/loop'],
    ['a path through a file', 'app://benchtop/index.html/x'],
    ['another host', 'app://elsewhere/index.html'],
    ['no host', 'app:///index.html'],
    ['another port', 'app://benchtop:80/index.html'],
    ['another scheme', 'file:///etc/passwd'],
    ['a long path', `app://benchtop/${'a/'.repeat(5000)}`],
    ['no URL', 'index.html'],
  ])('gives nothing for %s', async (_, url) => {
    const { status, body, headers } = await serve(folder, url);
    expect([status, body.toString()]).toEqual([404, 'not found']);
    expect(headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
  });

  it('gives nothing where the window was never built', async () => {
    expect((await serve(join(root, 'missing'), 'app://benchtop/index.html')).status).toBe(404);
  });
});

describe('CONTENT_SECURITY_POLICY', () => {
  it('allows our own files and nothing inline', () => {
    expect(CONTENT_SECURITY_POLICY).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; " +
        "img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'",
    );
  });
});

describe('scriptArrived', () => {
  /** A session that keeps what is called when a file has arrived. */
  function watched(): { session: Pick<Session, 'webRequest'>; urls: unknown; arrive: (() => void) | null } {
    const kept: ReturnType<typeof watched> = { session: {} as Session, urls: null, arrive: null };
    const onCompleted = (filter: { urls: string[] } | null, listener: () => void): void => {
      kept.urls = filter?.urls ?? null;
      kept.arrive = filter === null ? null : listener;
    };
    kept.session = { webRequest: { onCompleted } as unknown as Session['webRequest'] };
    return kept;
  }

  afterEach(() => {
    vi.useRealTimers();
  });

  it('waits for a script of ours, and listens no longer than that', async () => {
    const kept = watched();
    let isThere = false;
    const arrived = scriptArrived(kept.session).then(() => (isThere = true));
    expect(kept.urls).toEqual(['app://benchtop/*.js']);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isThere).toBe(false);
    kept.arrive?.();
    await arrived;
    expect(kept.arrive).toBeNull();
  });

  it('does without one that does not come', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const kept = watched();
    const arrived = scriptArrived(kept.session);
    await vi.advanceTimersByTimeAsync(500);
    await arrived;
    expect(kept.arrive).toBeNull();
  });
});
