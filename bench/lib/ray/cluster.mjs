// Ray's cluster of this machine, as `--on ray` starts it, with a relay that counts what a sweep asks of it.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../../../tools/lib/places.mjs';
import { Unavailable } from '../python.mjs';
import { startMeter } from './meter.mjs';
import { findProcess, lookAt } from './processes.mjs';

/** How often memory and processor time are looked at. */
const SAMPLE_MS = 250;
const CLI = join(root, 'out', 'cli', 'index.cjs');
/** The adapter's driver on the cluster. */
const DRIVER = ['-m', 'benchtop_ray'];

/** @throws Unavailable where Ray cannot be had */
export async function openRay(bench) {
  const ours = await bench.bundle('ray', {
    'src-main/files/compiled/cache-folder.ts': ['cacheFolder'],
    'src-main/runs/elsewhere/ray/local-ray.ts': ['startLocalRay'],
    'src-main/runs/elsewhere/ray/packages.ts': ['jobPackage'],
    'src-main/runs/elsewhere/ray/ray-api.ts': ['RayApi'],
  });
  const began = performance.now();
  const cluster = await ours
    .startLocalRay(ours.cacheFolder(), availableParallelism(), (text) => console.log(text))
    .catch((error) => {
      throw new Unavailable(error.message);
    });
  const clusterMs = performance.now() - began;
  const meter = await startMeter(cluster.address);
  return {
    ...ours,
    api: new ours.RayApi(meter.address),
    clusterMs,
    meter,
    stop: () => close(cluster, meter),
  };
}

async function close(cluster, meter) {
  meter.close();
  await cluster.stop();
}

/**
 * A sweep of the command line on the cluster.
 * @returns {Promise<{ ms: number, began: number, runs: object[],
 *   samples: { landed: number, here: number, driver: number }[], asked: object }>} began: ms since 1970;
 *   samples: megabytes of the command line and of the driver, as runs landed; asked: as the relay counted it
 */
export async function sweepOnRay({ meter }, args, workspace) {
  meter.take();
  const remote = `${process.execPath} ${CLI}`;
  const all = [CLI, ...args, '--json', '--on', meter.address, '--remote-command', remote];
  const began = performance.now();
  const child = spawn(process.execPath, all, {
    cwd: root,
    env: { ...process.env, BENCHTOP_WORKSPACE: workspace },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, said] = [child.stdout, child.stderr].map((stream) => {
    const parts = [];
    stream.setEncoding('utf8').on('data', (text) => parts.push(text));
    return parts;
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const samples = [];
  let isOver = false;
  void ended.then(() => (isOver = true));
  while (!isOver) {
    const [here, driver] = [lookAt(child.pid), lookAt(findProcess(...DRIVER))];
    if (here !== null && driver !== null)
      samples.push({ landed: meter.count('capsule'), here: here.mb, driver: driver.mb });
    await Promise.race([ended, delay(SAMPLE_MS)]);
  }
  const ms = performance.now() - began;
  if ((await ended) !== 0) throw new Error(`${args.join(' ')} on Ray: ${said.join('').slice(-2000)}`);
  return { ms, began: Date.now() - ms, runs: JSON.parse(output.join('')).runs, samples, asked: meter.take() };
}

/** Trials of a state that is read while it is written are seen at the next look. */
function countDone(state) {
  try {
    return JSON.parse(state.toString()).done.length;
  } catch {
    return 0;
  }
}

/**
 * A job of trials that cost nothing: each copies a capsule. What is left is what the driver does for a trial.
 * @param {string} capsule that each leaves
 * @returns {Promise<{ cpuMs: number, ms: number }>} of the driver for a trial, and from one to the next
 */
export async function emptyJob({ api, jobPackage }, { folder, capsule, trials }) {
  const script = join(folder, 'copy.sh');
  writeFileSync(script, `cp '${capsule}' "$2/results/$(printf %04d "$3").benchtop"\n`);
  const submission = `benchtop-empty-${Date.now().toString(36)}`;
  const job = { group: { id: submission }, files: [] };
  const places = Array.from({ length: trials }, (_, place) => place);
  const { name, content } = await jobPackage(job, { places, command: ['sh', script], submission });
  await api.putPackage(name, await content());
  await api.submit({
    submission_id: submission,
    entrypoint: 'python -m benchtop_ray',
    runtime_env: { working_dir: `gcs://${name}` },
    metadata: {},
  });
  const marks = [];
  for (;;) {
    const found = await api.find(submission);
    const driver = lookAt(findProcess(...DRIVER));
    const state = found?.nodeIp == null ? null : await api.file(found.nodeIp, `${submission}/state.json`);
    const done = countDone(state);
    // Behind the first of them, so that the driver's own start is no part of it.
    if (driver !== null && done > 0) marks.push({ done, cpuMs: driver.cpuMs, at: performance.now() });
    if (['SUCCEEDED', 'FAILED', 'STOPPED'].includes(found?.status)) {
      if (found.status !== 'SUCCEEDED') throw new Error(`The empty job ended: ${found.message}`);
      break;
    }
    await delay(SAMPLE_MS);
  }
  const [first, last] = [marks[0], marks[marks.length - 1]];
  if (!(last?.done > first?.done)) throw new Error(`${trials} empty trials were over before they were seen.`);
  const count = last.done - first.done;
  return { cpuMs: (last.cpuMs - first.cpuMs) / count, ms: (last.at - first.at) / count };
}
