import Conf from 'conf';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { RunEvent } from '../../src-shared/run/live/events';
import type { RunServiceOptions } from '../runs/run-parts';
import { RunService } from '../runs/run-service';
import { newSession, openWorkspace, type Workspace } from '../workspace';
import { workerFile } from './places';

/** A program on a workspace: the real service over the built worker, without a window. */
export interface Program {
  readonly runs: RunService;
  readonly workspace: Workspace;
  /** Every event so far. */
  readonly events: readonly RunEvent[];
  /** @returns threads that could not be ended */
  close(): Promise<number>;
}

/** Starts and ends programs on workspaces in a folder of its own. */
export class Programs {
  readonly folder: string;
  readonly #open: Program[] = [];

  /** @param parent of its folder; left out: where temporary files go */
  constructor(name: string, parent = tmpdir()) {
    if (!existsSync(workerFile)) throw new Error('out/worker is not built: run "npm run build"');
    this.folder = mkdtempSync(join(parent, `benchtop-${name}-`));
  }

  /** @param name of the workspace; one that was there before is opened again */
  start(name: string, maxWorkers = 1, options: Partial<RunServiceOptions> = {}): Program {
    const workspace = openWorkspace({
      folder: join(this.folder, name),
      Store: Conf,
      session: newSession(),
      bundled: null,
    });
    const runs = new RunService({
      workspace,
      maxWorkers,
      spawn: () => new Worker(workerFile),
      environment: {
        benchtop: 'test',
        node: process.versions.node,
        electron: null,
        tensorflow: null,
        platform: process.platform,
        v8: process.versions.v8,
        math: 'portable',
      },
      onProblem: (error) => {
        throw error;
      },
      ...options,
    });
    const events: RunEvent[] = [];
    runs.onPush((_, payload) => {
      if ('events' in payload) events.push(...payload.events);
    });
    const program = { runs, workspace, events, close: () => runs.close() };
    this.#open.push(program);
    return program;
  }

  async closeAll(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((program) => program.close()));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Waits, up to just before a test's limit. @throws Error naming what it waited for */
export async function until(condition: () => boolean, what: string): Promise<void> {
  for (let i = 0; i < 15_000; i++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`waited too long for ${what}`);
}
