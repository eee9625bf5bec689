import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { present } from '../../src-shared/present';
import { FakeRay, type TrainTrial } from './fake-ray';
import type { Programs } from './run-harness';

/** Fake clusters beside the programs of a test; they are closed before those. */
export class FakeRays {
  readonly #programs: Programs;
  readonly #open: FakeRay[] = [];

  constructor(programs: Programs) {
    this.#programs = programs;
  }

  /**
   * Opens a cluster whose folder of jobs is called `<name>-jobs`.
   * @param train left out: it trains on a node that has a workspace of its own
   */
  async open(name: string, train: TrainTrial = this.#node(name)): Promise<FakeRay> {
    const folder = join(this.#programs.folder, `${name}-jobs`);
    mkdirSync(folder);
    const ray = new FakeRay(folder, train);
    this.#open.push(ray);
    return ray.open();
  }

  async closeAll(): Promise<void> {
    for (const ray of this.#open.splice(0)) await ray.close();
  }

  #node(name: string): TrainTrial {
    const node = this.#programs.start(`${name}-node`, 1);
    return async (job, place) => present((await node.runs.elsewhere.trainTrial(job, place)).path);
  }
}
