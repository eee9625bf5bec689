import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { z } from 'zod';
import { fail, type BenchtopError } from '../../../../src-shared/errors';
import { inEnglish, sentence, type Sentence } from '../../../../src-shared/language/sentence';
import { lazy } from '../../../../src-shared/lazy';
import { RAY_PORT } from '../../../../src-shared/group/where';
import { readAddress } from './ray-address';

/** How long an answer may take. */
const TIMEOUT_MS = 30_000;
/** The oldest Ray that the adapter works with. */
const LEAST: readonly [number, number] = [2, 40];
/** What a Ray cluster says of a job. */
export interface RayJob {
  readonly status: 'PENDING' | 'RUNNING' | 'STOPPED' | 'SUCCEEDED' | 'FAILED';
  readonly message: string;
  /** Node that the job runs on; null: on none yet. */
  readonly nodeIp: string | null;
}

/** A cluster that does not answer: it may again. */
export class Unreachable extends Error {
  constructor(readonly said: Sentence) {
    super(inEnglish(said));
  }
}

/** Ray's Jobs interface, as far as a group needs it (docs.ray.io: Ray Jobs REST API). */
export class RayApi {
  readonly #base: URL;
  readonly #timeoutMs: number;

  /**
   * @param address `ray://HOST:PORT` or `http(s)://HOST:PORT` of the dashboard
   * @param timeoutMs how long an answer may take
   * @throws BenchtopError `usage`
   */
  constructor(address: string, timeoutMs = TIMEOUT_MS) {
    this.#timeoutMs = timeoutMs;
    this.#base = readAddress(address);
  }

  /**
   * Ray's version.
   * @throws BenchtopError `usage` where something else answers, or a Ray that is too old; Unreachable
   */
  async version(): Promise<string> {
    const { status, body } = await this.#ask('GET', '/api/version');
    const { host } = this.#base;
    if (status === 401 || status === 403)
      throw fail(
        'usage',
        sentence(
          '{host} refuses Benchtop ({status}): it asks for a name or token, and Benchtop sends none.',
          {
            host,
            status,
          },
        ),
        { field: 'on' },
      );
    const version = status === 200 ? readField(body, 'ray_version') : null;
    if (typeof version !== 'string') throw fail('usage', noDashboard(host), { field: 'on' });
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1]))
      throw fail(
        'usage',
        sentence('Ray {version} is at {host}: Benchtop needs {least} or newer there.', {
          version,
          host,
          least: LEAST.join('.'),
        }),
        { field: 'on' },
      );
    return version;
  }

  /** How many nodes and processors the cluster has now. @throws BenchtopError `conflict`, Unreachable */
  async nodes(): Promise<{ readonly nodes: number; readonly cpus: number }> {
    const answer = await this.#ask('GET', '/nodes?view=summary');
    this.#require(answer);
    const alive = (nodesSchema.safeParse(parseJson(answer.body)).data?.data.summary ?? []).filter(
      ({ raylet }) => raylet.state === 'ALIVE',
    );
    const cpus = alive.reduce((sum, { raylet }) => sum + (raylet.resourcesTotal?.['CPU'] ?? 0), 0);
    return { nodes: alive.length, cpus };
  }

  async hasPackage(name: string): Promise<boolean> {
    return (await this.#ask('GET', `/api/packages/gcs/${name}`)).status === 200;
  }

  async putPackage(name: string, content: Buffer): Promise<void> {
    this.#require(await this.#ask('PUT', `/api/packages/gcs/${name}`, content, 'application/octet-stream'));
  }

  async submit(job: {
    readonly submission_id: string;
    readonly entrypoint: string;
    readonly runtime_env: object;
    readonly metadata: Readonly<Record<string, string>>;
  }): Promise<void> {
    this.#require(await this.#ask('POST', '/api/jobs/', Buffer.from(JSON.stringify(job))));
  }

  /** null: the cluster knows of no such job, or no more. */
  async find(submission: string): Promise<RayJob | null> {
    const answer = await this.#ask('GET', `/api/jobs/${submission}`);
    if (answer.status === 404) return null;
    this.#require(answer);
    const driver = readField(answer.body, 'driver_info') as { node_ip_address?: unknown } | null;
    const message = readField(answer.body, 'message');
    return {
      status: readField(answer.body, 'status') as RayJob['status'],
      message: typeof message === 'string' ? message : '',
      nodeIp: typeof driver?.node_ip_address === 'string' ? driver.node_ip_address : null,
    };
  }

  async stop(submission: string): Promise<void> {
    await this.#ask('POST', `/api/jobs/${submission}/stop`);
  }

  /** A file that a job has put among a node's logs; null where it is not there yet. */
  async file(nodeIp: string, path: string): Promise<Buffer | null> {
    const query = new URLSearchParams({ node_ip: nodeIp, filename: path, lines: '-1' });
    const { status, body } = await this.#ask('GET', `/api/v0/logs/file?${query.toString()}`);
    return status === 200 ? body : null;
  }

  #require({ status, body }: Answer): void {
    if (status >= 200 && status < 300) return;
    const text = body.toString('utf8').trim().split('\n').slice(-1)[0] ?? '';
    throw fail(
      'conflict',
      sentence('Ray at {host} refuses ({status}): {reason}', {
        host: this.#base.host,
        status,
        reason: text.slice(0, 500),
      }),
    );
  }

  #ask(method: string, path: string, content?: Buffer, type = 'application/json'): Promise<Answer> {
    const send = this.#base.protocol === 'https:' ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      const lost = (error: Error): void => {
        reject(new Unreachable(whyLost(this.#base.host, error, this.#timeoutMs)));
      };
      const headers =
        content === undefined ? {} : { 'Content-Type': type, 'Content-Length': content.byteLength };
      const asked = send(
        new URL(path, this.#base),
        { method, headers, timeout: this.#timeoutMs },
        (answer: IncomingMessage) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('error', lost);
          answer.on('end', () => {
            resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts) });
          });
        },
      );
      asked.on('timeout', () => asked.destroy(Object.assign(new Error('slow'), { code: SLOW })));
      asked.on('error', lost);
      asked.end(content);
    });
  }
}

/** What the dashboard says of its nodes, as far as it is used here. */
const nodesSchema = lazy(() =>
  z.object({
    data: z.object({
      summary: z.array(
        z.object({
          raylet: z.object({
            state: z.string().optional(),
            resourcesTotal: z.record(z.string(), z.number()).optional(),
          }),
        }),
      ),
    }),
  }),
);

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** Of a request that took too long. */
const SLOW = 'ETIMEDOUT';

/** Why a cluster does not answer, as a sentence. */
function whyLost(host: string, error: NodeJS.ErrnoException, timeoutMs: number): Sentence {
  switch (error.code) {
    case 'ECONNREFUSED':
      return sentence('{host} refuses the connection: nothing listens at that port.', { host });
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return sentence('{host} is not known on this network: check the name.', { host });
    case SLOW:
      return sentence('{host} does not answer within {seconds} s: check the address and the network.', {
        host,
        seconds: timeoutMs / 1000,
      });
    case 'EPROTO':
      return sentence('{host} does not speak HTTPS: name it by ray://HOST:PORT.', { host });
    default:
      // What speaks another protocol, as Ray's port for its own clients does.
      if (error.code?.startsWith('HPE_') === true) return noDashboard(host);
      return sentence('{host} does not answer: {reason}.', { host, reason: error.message });
  }
}

function noDashboard(host: string): Sentence {
  return sentence('{host} is no dashboard of Ray: name its port, {port} where nobody changed it.', {
    host,
    port: RAY_PORT,
  });
}

function readField(body: Buffer, name: string): unknown {
  return (parseJson(body) as Record<string, unknown> | null)?.[name] ?? null;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

/** What a person is told of a cluster that does not answer. */
export function unreachable({ said }: Unreachable): BenchtopError {
  return fail('conflict', said, { field: 'on' });
}
