import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fail } from '../../../../src-shared/errors';
import { RayApi } from './ray-api';

/** The Ray that a local cluster is made of. */
const RAY = 'ray[default]==2.60.0';
/** How long it may take to start: a busy machine needs a minute. */
const START_MS = 180_000;
const LOCAL = '127.0.0.1';
/** Folder of its Python environment, in the cache. */
const ENVIRONMENT = 'ray-python';
const BIN = process.platform === 'win32' ? 'Scripts' : 'bin';

/** A cluster on this machine, which is there for one sweep. */
export interface LocalRay {
  readonly address: string;
  /** Ends it. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a Ray cluster that listens on this machine alone, from a Python environment of its own.
 * @param cache folder that the environment is made in at the first time, by pip
 * @param cpus trials that it trains at once
 * @param tell what takes long, as a sentence
 * @throws BenchtopError `engine-unavailable` where Python, Ray or a port cannot be had
 */
export async function startLocalRay(
  cache: string,
  cpus: number,
  tell: (text: string) => void,
): Promise<LocalRay> {
  const ray = await findRay(cache, tell);
  // Paths of its sockets may have some 100 characters.
  const folder = await mkdtemp(join(tmpdir(), 'bt-ray-'));
  const [port, dashboard] = await findPorts();
  tell('Starting a Ray cluster on this machine.');
  const head = ['--head', '--block', `--num-cpus=${cpus}`, `--port=${port}`, `--temp-dir=${folder}`];
  const board = [
    '--include-dashboard=true',
    `--dashboard-host=${LOCAL}`,
    `--dashboard-port=${dashboard}`,
    `--node-ip-address=${LOCAL}`,
    '--disable-usage-stats',
  ];
  const child = spawn(ray, ['start', ...head, ...board], {
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      // A job's "python" is the one that has Ray.
      PATH: `${dirname(ray)}${delimiter}${process.env['PATH'] ?? ''}`,
      // Ray's own way not to listen to other machines, on Linux too: else it takes 127.0.0.1 for the address that
      // they reach this one by, and whoever reaches its ports may run anything.
      RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER: '0',
    },
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const stop = async (): Promise<void> => {
    await end(child);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const address = `http://${LOCAL}:${dashboard}`;
  if (await isReady(new RayApi(address), child)) return { address, stop };
  await stop();
  const last = said.join('').trim().split('\n').slice(-1)[0] ?? '';
  throw fail('engine-unavailable', `Ray does not start on this machine: ${last.slice(0, 300)}`);
}

async function isReady(api: RayApi, child: ChildProcess): Promise<boolean> {
  for (const since = Date.now(); Date.now() - since < START_MS && child.exitCode === null; await delay(300)) {
    try {
      await api.version();
      await api.find('none');
      return true;
    } catch {
      // It is still starting.
    }
  }
  return false;
}

/** The whole group: Ray's processes are children of one another. */
async function end(child: ChildProcess): Promise<void> {
  const kill = (signal: NodeJS.Signals): void => {
    try {
      if (process.platform === 'win32' || child.pid === undefined) child.kill(signal);
      else process.kill(-child.pid, signal);
    } catch {
      // All of them have ended.
    }
  };
  const ended = new Promise<void>((resolve) => {
    if (child.exitCode === null && child.signalCode === null)
      child.once('exit', () => {
        resolve();
      });
    else resolve();
  });
  kill('SIGTERM');
  await Promise.race([ended, delay(10_000, undefined, { ref: false })]);
  kill('SIGKILL');
}

/** Whether a local cluster can be started without the network. */
export function isRayInstalled(cache: string): boolean {
  const own = process.env['BENCHTOP_RAY'];
  return (own !== undefined && own !== '') || existsSync(rayIn(cache));
}

/** Ray's program in its Python environment. */
function rayIn(cache: string): string {
  return join(cache, ENVIRONMENT, BIN, 'ray');
}

/** Ray's program, installed where it lacks. */
async function findRay(cache: string, tell: (text: string) => void): Promise<string> {
  const own = process.env['BENCHTOP_RAY'];
  if (own !== undefined && own !== '') return own;
  const folder = join(cache, ENVIRONMENT);
  const ray = rayIn(cache);
  if (existsSync(ray)) return ray;
  tell(`Installing ${RAY} into ${folder}, once.`);
  const python = process.platform === 'win32' ? 'python' : 'python3';
  await runTool(python, ['-m', 'venv', folder], 'No Python environment can be made');
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:'];
  await runTool(
    join(folder, BIN, 'python'),
    [...pip, '--timeout=10', '--retries=1', RAY],
    'Ray cannot be installed',
  );
  return ray;
}

function runTool(command: string, args: readonly string[], what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const refuse = (why: string): void => {
      reject(fail('engine-unavailable', `${what}: ${why.trim().split('\n').slice(-1)[0] ?? ''}`));
    };
    child.on('error', (error) => {
      refuse(error.message);
    });
    child.on('close', (code) => {
      if (code === 0) resolve();
      else refuse(said);
    });
  });
}

/** Two ports that nobody uses now. */
async function findPorts(): Promise<readonly [number, number]> {
  const servers = [createServer(), createServer()] as const;
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, LOCAL, () => {
            resolve((server.address() as AddressInfo).port);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return [ports[0] ?? 0, ports[1] ?? 0];
}
