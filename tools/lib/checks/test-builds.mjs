// vitest's global set-up: tests that train do so in the built worker, which is built where its sources changed.
import { join } from 'node:path';
import { build } from '../builds.mjs';
import { withLock } from '../provision/lock.mjs';
import { root } from '../places.mjs';
import { say } from '../steps.mjs';

const PARTS = ['worker', 'helper'];

/** @param {{ onTestsRerun: (listener: () => Promise<void>) => void }} project of vitest */
export default async function setup(project) {
  await rebuild();
  project.onTestsRerun(rebuild);
}

async function rebuild() {
  const outcome = await withLock(join(root, '.benchtop'), () => build(PARTS));
  if (outcome !== 'already built') say(`built: ${outcome}`);
}
