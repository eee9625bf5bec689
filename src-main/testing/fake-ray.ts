import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fromBufferPromise } from 'yauzl';
import { JOB_FILE, resultName, type Job } from '../../src-shared/group/job';

/** Trains a trial of a job's folder, as a node would. @returns the path of its capsule */
export type TrainTrial = (folder: string, place: number) => Promise<string>;

/**
 * Ray's dashboard as the submitter meets it: packages, jobs and files of a node, over HTTP. Its trials are trained
 * one after the other by whatever it is given.
 */
export class FakeRay {
  readonly #folder: string;
  readonly #train: TrainTrial;
  readonly #packages = new Map<string, Buffer>();
  readonly #jobs = new Map<string, { status: string; message: string }>();
  readonly #files = new Map<string, Buffer>();
  readonly submitted: string[] = [];
  readonly stopped: string[] = [];
  #server: Server | null = null;
  #port = 0;
  /** What it says of itself. */
  version: { readonly status: number; readonly body: string } = {
    status: 200,
    body: JSON.stringify({ ray_version: '2.60.0' }),
  };
  /** Trials of a job that it trains before it waits for {@link goOn}. */
  pauseAfter = Infinity;
  #goOn: () => void = () => undefined;

  constructor(folder: string, train: TrainTrial) {
    this.#folder = folder;
    this.#train = train;
  }

  get address(): string {
    return `ray://127.0.0.1:${this.#port}`;
  }

  /** Listens, at the port that it had before. */
  async open(): Promise<this> {
    this.#server = createServer((asked, answer) => {
      this.#answer(asked).then(
        ({ status, body }) => answer.writeHead(status).end(body),
        (error: unknown) => answer.destroy(error as Error),
      );
    });
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  /** Is gone, with all connections. */
  async close(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  /** Forgets its jobs, as a cluster does that was started anew. */
  forget(): void {
    this.#jobs.clear();
    this.#files.clear();
  }

  goOn(): void {
    this.pauseAfter = Infinity;
    this.#goOn();
  }

  async #answer(asked: IncomingMessage): Promise<{ status: number; body: string | Buffer }> {
    const { pathname, searchParams } = new URL(asked.url ?? '', 'http://localhost');
    const name = pathname.split('/').pop() ?? '';
    const content = await buffer(asked);
    const json = (value: unknown) => ({ status: 200, body: JSON.stringify(value) });
    if (pathname === '/api/version') return this.version;
    if (pathname === '/nodes') return json(NODES);
    if (pathname.startsWith('/api/packages/gcs/')) {
      if (asked.method === 'PUT') this.#packages.set(name, content);
      return { status: this.#packages.has(name) ? 200 : 404, body: '' };
    }
    if (pathname === '/api/jobs/') return json(this.#submit(content.toString('utf8')));
    if (pathname.endsWith('/stop')) {
      this.stopped.push(pathname.split('/')[3] ?? '');
      return json({ stopped: true });
    }
    if (pathname.startsWith('/api/jobs/')) {
      const job = this.#jobs.get(name);
      return job === undefined
        ? { status: 404, body: '' }
        : json({ ...job, driver_info: { node_ip_address: '127.0.0.1' } });
    }
    const file = this.#files.get(searchParams.get('filename') ?? '');
    return file === undefined ? { status: 500, body: '' } : { status: 200, body: file };
  }

  #submit(text: string): object {
    const job = JSON.parse(text) as { submission_id: string; runtime_env: { working_dir: string } };
    const id = job.submission_id;
    this.submitted.push(id);
    this.#jobs.set(id, { status: 'RUNNING', message: '' });
    const name = job.runtime_env.working_dir.replace('gcs://', '');
    const end = (status: string, message: string): void => {
      this.#jobs.set(id, { status, message });
    };
    this.#run(id, this.#packages.get(name) ?? Buffer.alloc(0)).then(
      () => {
        end('SUCCEEDED', '');
      },
      (error: unknown) => {
        end('FAILED', String(error));
      },
    );
    return { submission_id: id };
  }

  async #run(id: string, packed: Buffer): Promise<void> {
    const folder = join(this.#folder, id);
    await unpack(packed, folder);
    const config = JSON.parse(readFileSync(join(folder, 'benchtop-ray.json'), 'utf8')) as {
      places: number[];
      open: boolean;
    };
    const state = { done: [] as number[], failed: {} as Record<string, string>, running: {} };
    mkdirSync(join(folder, 'results'), { recursive: true });
    let n = 0;
    for await (const place of config.open ? this.#told(id, folder) : config.places) {
      if (n++ >= this.pauseAfter)
        await new Promise<void>((resolve) => {
          this.#goOn = resolve;
        });
      try {
        this.#files.set(`${id}/${resultName(place)}`, readFileSync(await this.#train(folder, place)));
        state.done.push(place);
      } catch (error) {
        state.failed[place] = (error as Error).message;
      }
      this.#files.set(`${id}/state.json`, Buffer.from(JSON.stringify(state)));
    }
  }

  /** Trials of a search, as they are decided; what they change is added to the job. */
  async *#told(id: string, folder: string): AsyncGenerator<number> {
    for (let n = 0; ; n++) {
      const name = `_ray_pkg_${id}-${n}.zip`;
      while (!this.#packages.has(name)) await delay(5);
      const told = JSON.parse(this.#packages.get(name)?.toString('utf8') ?? '') as {
        over?: true;
        place: number;
        changes: Job['group']['trials'][number];
      };
      if (told.over === true) return;
      const path = join(folder, JOB_FILE);
      const job = JSON.parse(readFileSync(path, 'utf8')) as Job;
      job.group.trials[told.place] = told.changes;
      writeFileSync(path, JSON.stringify(job));
      yield told.place;
    }
  }
}

/** As Ray 2.60 answers, of what is read of it; the second node is no longer there. */
const NODES = {
  result: true,
  data: {
    summary: [
      { raylet: { state: 'ALIVE', resourcesTotal: { CPU: 2 } } },
      { raylet: { state: 'DEAD' } },
      { raylet: { state: 'ALIVE', resourcesTotal: { CPU: 6, memory: 1 } } },
    ],
  },
};

async function unpack(packed: Buffer, folder: string): Promise<void> {
  const zip = await fromBufferPromise(packed);
  for await (const entry of zip.eachEntry()) {
    const path = join(folder, entry.fileName);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, await buffer(await zip.openReadStreamPromise(entry)));
  }
}
