import { get } from 'node:http';
import { CONTENT_SECURITY_POLICY, type Served } from './app-protocol';

/**
 * The page under `npm run dev`: its files come from Vite's dev server, still under the program's own
 * address, so that fences and senders are those of the built program. No other build reaches this file.
 */

/**
 * Policy of a page that reloads its modules: Vite puts styles into the page itself, and says over a
 * socket what has changed.
 * @param server the dev server's address, `http://HOST:PORT`
 */
export function developmentPolicy(server: string): string {
  return CONTENT_SECURITY_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
    "connect-src 'self'",
    `connect-src 'self' ${toSocketUrl(server)}`,
  );
}

/** Whether a request goes to the socket over which the dev server says what has changed. */
export function isDevelopmentSocket(server: string, url: string): boolean {
  return url.startsWith(`${toSocketUrl(server)}/`);
}

/** A file of the page, fetched from the dev server; 502 where that does not answer. Never rejects. */
export function serveFromDevServer(server: string, url: string): Promise<Served> {
  const { pathname, search } = new URL(url);
  const policy = { 'content-security-policy': developmentPolicy(server), 'cache-control': 'no-store' };
  return new Promise((resolve) => {
    const fail = (error: Error): void => {
      const headers = { ...policy, 'content-type': 'text/plain; charset=utf-8' };
      resolve({ status: 502, headers, body: Buffer.from(error.message) });
    };
    const request = get(`${server}${pathname}${search}`, { agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', fail);
      response.on('end', () => {
        const type = response.headers['content-type'] ?? 'application/octet-stream';
        const headers = { ...policy, 'content-type': type };
        resolve({ status: response.statusCode ?? 502, headers, body: Buffer.concat(parts) });
      });
    });
    request.on('error', fail);
  });
}

function toSocketUrl(server: string): string {
  return server.replace(/^http/, 'ws');
}
