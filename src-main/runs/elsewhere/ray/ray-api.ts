import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { fail, type BenchtopError } from '../../../../src-shared/errors';

/** How long an answer may take. */
const TIMEOUT_MS = 30_000;
/** Port of Ray's dashboard, which has its Jobs interface. */
const PORT = '8265';

/** What a Ray cluster says of a job. */
export interface RayJob {
  readonly status: 'PENDING' | 'RUNNING' | 'STOPPED' | 'SUCCEEDED' | 'FAILED';
  readonly message: string;
  /** Node that the job runs on; null: on none yet. */
  readonly nodeIp: string | null;
}

/** A cluster that does not answer: it may again. */
export class Unreachable extends Error {}

/** Ray's Jobs interface, as far as a group needs it (docs.ray.io: Ray Jobs REST API). */
export class RayApi {
  readonly #base: URL;

  /** @param address `ray://HOST:PORT` or `http(s)://HOST:PORT` of the dashboard. @throws BenchtopError `usage` */
  constructor(address: string) {
    const [, scheme = '', rest = ''] = /^(ray|https?):\/\/([^/?#]+)\/?$/.exec(address) ?? [];
    const host = rest.includes(':') || scheme === 'https' ? rest : `${rest}:${PORT}`;
    try {
      if (rest === '') throw new TypeError('no host');
      this.#base = new URL(`${scheme === 'https' ? 'https' : 'http'}://${host}`);
    } catch {
      throw fail('usage', `--on takes ray or ray://HOST:PORT of Ray’s dashboard, not "${address}".`, {
        field: 'on',
      });
    }
  }

  /** Ray's version. @throws BenchtopError `usage` where something else answers, Unreachable */
  async version(): Promise<string> {
    const { status, body } = await this.#ask('GET', '/api/version');
    const version = status === 200 ? readField(body, 'ray_version') : null;
    if (typeof version === 'string') return version;
    throw fail(
      'usage',
      `${this.#base.host} is no dashboard of Ray: name its port, ${PORT} where nobody changed it.`,
      { field: 'on' },
    );
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
    throw fail('conflict', `Ray at ${this.#base.host} refuses: ${text.slice(0, 500)} (${status}).`);
  }

  #ask(method: string, path: string, content?: Buffer, type = 'application/json'): Promise<Answer> {
    const send = this.#base.protocol === 'https:' ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      const lost = (error: Error): void => {
        reject(new Unreachable(`${this.#base.host} does not answer: ${error.message}`));
      };
      const headers =
        content === undefined ? {} : { 'Content-Type': type, 'Content-Length': content.byteLength };
      const asked = send(
        new URL(path, this.#base),
        { method, headers, timeout: TIMEOUT_MS },
        (answer: IncomingMessage) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('error', lost);
          answer.on('end', () => {
            resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts) });
          });
        },
      );
      asked.on('timeout', () => asked.destroy(new Error(`nothing came for ${TIMEOUT_MS / 1000} s`)));
      asked.on('error', lost);
      asked.end(content);
    });
  }
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

function readField(body: Buffer, name: string): unknown {
  try {
    return (JSON.parse(body.toString('utf8')) as Record<string, unknown> | null)?.[name] ?? null;
  } catch {
    return null;
  }
}

/** What a person is told of a cluster that does not answer. */
export function unreachable(error: Unreachable): BenchtopError {
  return fail(
    'conflict',
    `${error.message}. Check address, port and network; “benchtop resume” goes on with what is missing.`,
    { field: 'on' },
  );
}
