import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { present } from '../../../src-shared/present';
import { CONTENT_SECURITY_POLICY } from './app-protocol';
import { developmentPolicy, isDevelopmentSocket, serveFromDevServer } from './dev-server';

let server: Server;
let address: string;
let port: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/main.ts?t=1') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end('export {}');
    } else {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not there');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  address = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  if (server.listening) await new Promise((resolve) => server.close(resolve));
});

describe('the dev server', () => {
  it('answers under the page’s own address, with its query and its status', async () => {
    const found = await serveFromDevServer(address, 'app://benchtop/main.ts?t=1');
    expect([found.status, found.headers['content-type'], found.body.toString()]).toEqual([
      200,
      'text/javascript',
      'export {}',
    ]);
    const missing = await serveFromDevServer(address, 'app://benchtop/main.ts');
    expect([missing.status, missing.body.toString()]).toEqual([404, 'not there']);
  });

  it('is all that its policy adds to the program’s own: inline styles and its socket', async () => {
    const directives = (policy: string): string[] => policy.split('; ');
    const found = await serveFromDevServer(address, 'app://benchtop/main.ts?t=1');
    const policy = present(found.headers['content-security-policy']);
    const own = directives(CONTENT_SECURITY_POLICY);
    expect(directives(policy).filter((part) => !own.includes(part))).toEqual([
      "style-src 'self' 'unsafe-inline'",
      `connect-src 'self' ws://127.0.0.1:${port}`,
    ]);
    expect(own.filter((part) => !directives(policy).includes(part))).toEqual([
      "style-src 'self'",
      "connect-src 'self'",
    ]);
    expect(policy).toBe(developmentPolicy(address));
  });

  it('has one socket that the page may reach', () => {
    expect(isDevelopmentSocket(address, `ws://127.0.0.1:${port}/?token=x`)).toBe(true);
    for (const url of [
      `ws://127.0.0.1:${port}1/`,
      `ws://127.0.0.1:${port}.example.invalid/`,
      `ws://127.0.0.1/`,
      `http://127.0.0.1:${port}/`,
      `wss://example.invalid/`,
    ])
      expect([url, isDevelopmentSocket(address, url)]).toEqual([url, false]);
  });

  it('that has ended is said, not waited for', async () => {
    await new Promise((resolve) => server.close(resolve));
    const found = await serveFromDevServer(address, 'app://benchtop/main.ts');
    expect(found.status).toBe(502);
    expect(found.body.toString()).toContain('ECONNREFUSED');
  });
});
