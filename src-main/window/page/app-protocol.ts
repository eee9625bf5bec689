import { readFile, realpath } from 'node:fs/promises';
import { extname, join, relative, isAbsolute, sep } from 'node:path';
import type { Protocol, Session } from 'electron';

const SCHEME = 'app';
export const ORIGIN = 'app://benchtop';

/** Scripts, styles, fonts and images of our own only; nothing inline, nothing from elsewhere. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.ico': 'image/x-icon',
};

export interface Served {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const FENCES: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/**
 * A file of the built window by its URL; whatever leads out of the folder, or is no file, does not
 * exist. Never rejects.
 */
export async function serve(folder: string, url: string): Promise<Served> {
  const path = await containedFile(folder, url);
  try {
    if (path !== null) {
      const body = await readFile(path);
      const type = TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
      return { status: 200, headers: { ...FENCES, 'content-type': type }, body };
    }
  } catch {
    // A folder, or a file that went: not there.
  }
  const headers = { ...FENCES, 'content-type': 'text/plain; charset=utf-8' };
  return { status: 404, headers, body: Buffer.from('not found') };
}

/** Absolute path of a file inside `folder`, links followed; null for anything else. */
async function containedFile(folder: string, url: string): Promise<string | null> {
  try {
    const { protocol, host, pathname } = new URL(url);
    if (protocol !== `${SCHEME}:` || host !== 'benchtop') return null;
    const decoded = decodeURIComponent(pathname);
    if (decoded.includes('\0') || decoded.includes('\\')) return null;
    const root = await realpath(folder);
    const file = await realpath(join(root, decoded === '/' ? 'index.html' : decoded));
    const inside = relative(root, file);
    return inside === '' || inside.startsWith(`..${sep}`) || inside === '..' || isAbsolute(inside)
      ? null
      : file;
  } catch {
    return null;
  }
}

/** Must be called before the app is ready. */
export function declareScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/**
 * Serves the window's files; `protocol.handle` came with Electron 25.
 * @param answer gives the file of a URL and never rejects: {@link serve} of the built page's folder
 */
export function serveWindow(protocol: Protocol, answer: (url: string) => Promise<Served>): void {
  if (typeof protocol.handle === 'function') {
    protocol.handle(SCHEME, async ({ url }) => {
      const { status, headers, body } = await answer(url);
      return new Response(new Uint8Array(body), { status, headers });
    });
    return;
  }
  protocol.registerBufferProtocol(SCHEME, ({ url }, callback) => {
    answer(url)
      .then(({ status, headers, body }) => {
        callback({ statusCode: status, headers: { ...headers }, data: body });
      })
      .catch(() => {
        callback({ statusCode: 500 });
      });
  });
}

/** However long a script takes to arrive, it counts as there after this. */
const ARRIVED_BY_MS = 500;

/**
 * Resolves once the page has all of a script. A file goes to it in parts by way of this thread, so
 * that one which was handed over is not there yet.
 */
export function scriptArrived({ webRequest }: Pick<Session, 'webRequest'>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ARRIVED_BY_MS);
    function done(): void {
      clearTimeout(timer);
      webRequest.onCompleted(null);
      // The page is told first.
      setImmediate(resolve);
    }
    webRequest.onCompleted({ urls: [`${ORIGIN}/*.js`] }, done);
  });
}
