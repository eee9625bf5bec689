// A relay in front of a cluster's dashboard: what a sweep asks of it, in requests, bytes and milliseconds.
import { createServer, request } from 'node:http';

/** What a request is for, by its path. */
const KINDS = [
  ['is a package there', 'GET', /^\/api\/packages\//],
  ['package', 'PUT', /^\/api\/packages\//],
  ['submission', 'POST', /^\/api\/jobs\/$/],
  ['job', 'GET', /^\/api\/jobs\/./],
  ['state', 'GET', /state\.json/],
  ['capsule', 'GET', /\.benchtop/],
];

/** Requests of one kind. @typedef {{ count: number, ms: number, sent: number, received: number }} Metered */

/**
 * Starts a relay on this machine.
 * @param {string} address of the dashboard
 * @returns {Promise<{ address: string, take(): Record<string, Metered>, count(kind: string): number, close(): void }>}
 *   take: what there was since the last time
 */
export async function startMeter(address) {
  let totals = {};
  const note = (kind, ms, sent, received) => {
    const one = (totals[kind] ??= { count: 0, ms: 0, sent: 0, received: 0 });
    one.count++;
    one.ms += ms;
    one.sent += sent;
    one.received += received;
  };
  const server = createServer((asked, answered) => {
    const began = performance.now();
    const [kind = 'other'] =
      KINDS.find(([, method, path]) => asked.method === method && path.test(asked.url)) ?? [];
    let [sent, received] = [0, 0];
    const passed = request(
      new URL(asked.url, address),
      { method: asked.method, headers: asked.headers },
      (answer) => {
        answered.writeHead(answer.statusCode, answer.headers);
        answer.on('data', (part) => (received += part.length));
        answer.on('end', () => note(kind, performance.now() - began, sent, received));
        answer.pipe(answered);
      },
    );
    passed.on('error', () => answered.destroy());
    asked.on('data', (part) => (sent += part.length));
    asked.pipe(passed);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    take() {
      const taken = totals;
      totals = {};
      return taken;
    },
    count: (kind) => totals[kind]?.count ?? 0,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
