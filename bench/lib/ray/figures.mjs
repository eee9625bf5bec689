// What a sweep on Ray's cluster of this machine takes: time a trial beside the local pool, bytes, what asking costs,
// and memory over the course of a long one.
import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from '../random.mjs';
import { timeCommand } from '../process/whole-process.mjs';
import { emptyJob, openRay, sweepOnRay } from './cluster.mjs';

/** What bench/scale.mjs takes from these figures, by their names. */
export const CONSTANTS = {
  startMs: 'Ray, from the command to the first trial',
  taskMs: 'Ray, the driver’s processor time for a trial',
  fetchMs: 'Ray, fetching a capsule',
  pollMs: 'Ray, looking at what is done',
  planBytes: 'Ray, the plan sent for a trial',
};
/** Bytes that a trial may leave in memory of the command line, and of the driver. */
const MOST_KB = { here: 64, driver: 16 };
const TABLE_ROWS = 100_000;

/**
 * @param {object} bench as an area is given it
 * @param {{ few: number, many: number, queued: number }} sizes of sweeps, in trials
 * @returns {Promise<{ name: string, value: number, unit: string, atMost?: number }[]>}
 * @throws Unavailable where Ray cannot be had
 */
export async function rayFigures(bench, sizes) {
  const ray = await openRay(bench);
  try {
    const beside = await besideLocal(bench, ray, sizes);
    const data = await dataOnce(bench, ray);
    const long = await longSweep(bench, ray, sizes.queued);
    return [
      { name: 'Ray’s cluster of this machine, its start', value: ray.clusterMs / 1000, unit: 's' },
      ...beside,
      ...long,
      ...data,
    ];
  } finally {
    await ray.stop();
  }
}

/** A trial more, of the few and the many seeds, so that starts are no part of it. */
async function besideLocal({ folder }, ray, { few, many }) {
  const seconds = {};
  for (const n of [few, many])
    seconds[`local ${n}`] = (await timeCommand(repeat(n, '--json'), places(folder))).ms / 1000;
  // The first one has the nodes unpack what later ones find there.
  await sweepOnRay(ray, repeat(2), workspaceIn(folder));
  const small = await sweepOnRay(ray, repeat(few), workspaceIn(folder));
  const large = await sweepOnRay(ray, repeat(many), workspaceIn(folder));
  const [local, onRay] = [
    (1000 * (seconds[`local ${many}`] - seconds[`local ${few}`])) / (many - few),
    (large.ms - small.ms) / (many - few),
  ];
  const first = Math.min(...[small, large].map(firstTrialMs));
  const { capsule } = large.asked;
  return [
    { name: `local pool, a trial (${few} to ${many})`, value: local, unit: 'ms' },
    { name: `Ray, a trial (${few} to ${many})`, value: onRay, unit: 'ms' },
    { name: 'Ray, a trial besides', value: onRay - local, unit: 'ms' },
    { name: CONSTANTS.startMs, value: first, unit: 'ms' },
    { name: 'Ray, a capsule', value: capsule.received / capsule.count, unit: 'bytes' },
  ];
}

function firstTrialMs({ began, runs }) {
  return Math.min(...runs.map(({ createdAt }) => Date.parse(createdAt))) - began;
}

/** The bytes of a table that are sent for a sweep, and for the next one on the same. */
async function dataOnce({ folder }, ray) {
  const table = join(folder, 'table.csv');
  const { uniform } = seeded(1);
  const rows = Array.from({ length: TABLE_ROWS }, () => {
    const [a, b] = [uniform(), uniform()];
    return `${a.toFixed(6)},${b.toFixed(6)},${a > b ? 'yes' : 'no'}`;
  });
  writeFileSync(table, `a,b,label\n${rows.join('\n')}\n`);
  const experiment = join(folder, 'table.json');
  writeFileSync(experiment, JSON.stringify(experimentOn(table)));
  const sent = [];
  for (let time = 0; time < 2; time++) {
    const { asked } = await sweepOnRay(ray, ['run', experiment, '--repeat', '2'], workspaceIn(folder));
    sent.push((asked.package?.sent ?? 0) / 1024);
  }
  return [
    {
      name: `a table of ${TABLE_ROWS.toLocaleString('en')} rows`,
      value: statSync(table).size / 1024,
      unit: 'KB',
    },
    { name: 'Ray, sent for the first sweep on it', value: sent[0], unit: 'KB' },
    { name: 'Ray, sent for the second', value: sent[1], unit: 'KB' },
  ];
}

async function longSweep({ folder }, ray, trials) {
  const workspace = workspaceIn(folder);
  const { asked, samples, ms } = await sweepOnRay(
    ray,
    [...repeat(trials), '--set', 'training.steps=1'],
    workspace,
  );
  const parts = [0.25, 0.5, 0.75, 1].map((share) => {
    const from = Math.round(trials * (share - 0.25));
    const to = Math.round(trials * share);
    const some = samples.filter(({ landed }) => landed > from && landed <= to);
    return { to, here: peak(some, 'here'), driver: peak(some, 'driver') };
  });
  const [first, last] = [parts[0], parts[parts.length - 1]];
  const grown = (who) => (1024 * (last[who] - first[who])) / (last.to - first.to);
  const capsule = asked.capsule;
  const looks = asked.job.count;
  const runFolder = join(workspace, 'runs');
  const empty = await emptyJob(ray, {
    folder,
    capsule: await capsuleOf(folder),
    trials: 2 * trials,
  });
  return [
    { name: `Ray, ${trials} trials of one step`, value: ms / 1000, unit: 's' },
    { name: 'of them kept here', value: readdirSync(runFolder).length, unit: '', atLeast: trials },
    ...parts.flatMap(({ to, here, driver }) => [
      { name: `memory until trial ${to}: command line`, value: here, unit: 'MB' },
      { name: `memory until trial ${to}: driver`, value: driver, unit: 'MB' },
    ]),
    { name: 'memory a trial: command line', value: grown('here'), unit: 'KB', atMost: MOST_KB.here },
    { name: 'memory a trial: driver', value: grown('driver'), unit: 'KB', atMost: MOST_KB.driver },
    { name: CONSTANTS.taskMs, value: empty.cpuMs, unit: 'ms' },
    { name: 'Ray, a trial that only copies a file', value: empty.ms, unit: 'ms' },
    { name: CONSTANTS.fetchMs, value: capsule.ms / capsule.count, unit: 'ms' },
    { name: 'Ray, a capsule of a trial of one step', value: capsule.received / capsule.count, unit: 'bytes' },
    { name: CONSTANTS.planBytes, value: asked.package.sent / trials, unit: 'bytes' },
    { name: CONSTANTS.pollMs, value: (asked.job.ms + asked.state.ms) / looks, unit: 'ms' },
    {
      name: 'Ray, read at a look',
      value: (asked.job.received + asked.state.received) / looks,
      unit: 'bytes',
    },
  ];
}

/** A capsule of an XNOR run, for trials that copy one. */
async function capsuleOf(folder) {
  const at = places(folder);
  const path = join(folder, 'xnor.benchtop');
  await timeCommand(['run', 'xnor', '--json'], at);
  await timeCommand(['pack', 'last', '--to', path], at);
  return path;
}

function peak(samples, who) {
  if (samples.length === 0) throw new Error('No memory was seen in a quarter of the sweep.');
  return Math.max(...samples.map((sample) => sample[who]));
}

function repeat(n, ...flags) {
  return ['run', 'xnor', '--seed', '1', '--repeat', String(n), ...flags];
}

function workspaceIn(folder) {
  return mkdtempSync(join(folder, 'workspace-'));
}

function places(folder) {
  return { folder, workspace: workspaceIn(folder) };
}

function experimentOn(path) {
  return {
    schemaVersion: 1,
    name: 'table',
    dataset: { kind: 'file', path, features: ['a', 'b'], target: 'label', scaling: 'standard' },
    model: { kind: 'svm' },
    training: { epochs: 1 },
  };
}
