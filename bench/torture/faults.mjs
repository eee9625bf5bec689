// The command line with a layer over its file-system calls: the n-th fails, all from the n-th on fail,
// writes store half of what they are given, or the process dies at the n-th call, with or without a power
// cut that takes what was not synced.
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../lib/folder.mjs';
import { Outcome } from './outcomes.mjs';
import { hashOfRun, listRuns, program } from './program.mjs';
import { dropUnsynced } from './unsynced.mjs';
import { problemsOf } from './workspace-check.mjs';

const LAYER = fileURLToPath(new URL('fault-layer.cjs', import.meta.url));
const LANES = 2;
const LOG_EVERY = 10;
const TRAINING = [
  ...['--set', 'training.engine=typed', '--set', 'training.steps=600', '--seed', '7'],
  ...['--set', `training.logEvery=${LOG_EVERY}`, '--set', 'training.checkpointEvery=200'],
];
/** Beside its wait for room, a second here, such a run takes one. */
const HUNG_MS = 60_000;
const CODES = ['ENOSPC', 'EIO', 'EACCES', 'EMFILE', 'EROFS'];

/** The promises about failing file-system calls and power cuts. */
export async function faults({ uniform, isOver }) {
  const template = await makeTemplate();
  await Promise.all(Array.from({ length: LANES }, () => lane(template, uniform, isOver)));
}

async function lane(template, uniform, isOver) {
  const fails = 'a file-system call of the command line fails, once or from then on';
  const short = 'writes of the command line store half of what they are given';
  const kill = 'the command line is killed at a file-system call, in the middle of a write';
  const power = 'the same, and what was not synced is gone';
  const same = 'earlier runs are the same bytes, nothing is unreadable, logs reach their checkpoints';
  const outcomes = {
    ends: new Outcome(fails, 'it ends, and says why in a sentence'),
    fail: new Outcome(fails, same),
    right: new Outcome(`${fails}, or ${short}`, 'exit code 0 means a finished run with the right numbers'),
    short: new Outcome(short, same),
    kill: new Outcome(kill, same),
    power: new Outcome(power, same),
  };
  const folder = temporaryFolder('faults');
  const workspace = join(folder, 'workspace');
  const journal = join(folder, 'journal');
  while (!isOver()) {
    for (const path of [workspace, journal]) rmSync(path, { recursive: true, force: true });
    cpSync(template.workspace, workspace, { recursive: true });
    mkdirSync(journal);
    const command = pick(template.commands, uniform);
    const kind = pick(['fail', 'fail', 'fail', 'short', 'kill', 'power', 'power'], uniform);
    const at = 1 + Math.floor(uniform() * command.calls);
    const fault = {
      below: workspace,
      at,
      kind: kind === 'power' ? 'kill' : kind,
      ...(kind === 'fail' ? { code: pick(CODES, uniform), isLasting: uniform() < 0.4 } : {}),
      ...(kind === 'power' ? { journal } : {}),
    };
    const end = await faulty(command.args, workspace, fault);
    const what = `${command.args[0]}, ${fault.code ?? kind}${fault.isLasting ? ' from' : ''} ${at} of ${command.calls}`;
    if (kind === 'power') dropUnsynced(journal);

    if (kind === 'fail' || kind === 'short') {
      outcomes.ends.tried++;
      if (end.isHung) outcomes.ends.breaks('hung', what);
      else if (![0, 1, 2].includes(end.status) || /Something went wrong inside/.test(end.errors))
        outcomes.ends.breaks('other', `${what}: exit code ${end.status}: ${end.errors.trim().slice(0, 600)}`);
    }
    const outcome = outcomes[kind];
    outcome.tried++;
    let runs;
    try {
      runs = await listRuns(workspace);
    } catch (error) {
      outcome.breaks('unreadable', `${what}: ${error.message}`);
      continue;
    }
    for (const { kind: how, text } of problemsOf(workspace, runs, template.finished, LOG_EVERY))
      outcome.breaks(how, `${what}: ${text}`);
    if (end.status !== 0 || command.expected === null) continue;
    outcomes.right.tried++;
    const made = runs.filter((run) => !template.finished.has(run.id) && run.status === 'finished');
    if (made.length < command.runs) outcomes.right.breaks('lost', `${what}: ${made.length} finished runs`);
    else if (!made.some((run) => numbersOf(workspace, run.id) === command.expected))
      outcomes.right.breaks('other', `${what}: other numbers than without the fault`);
  }
}

/** A workspace with finished runs and one that was interrupted, and what is done in it. */
async function makeTemplate() {
  const workspace = temporaryFolder('template');
  for (const seed of ['1', '2'])
    await program(['run', 'xnor', '--seed', seed, '--set', 'training.steps=300'], { workspace });
  const run = ['run', 'xnor', ...TRAINING];
  const scratch = temporaryFolder('scratch');
  const copyOf = (name) => {
    const copy = join(scratch, name);
    cpSync(workspace, copy, { recursive: true });
    return copy;
  };
  const calls = await callsOf(run, copyOf('count'));
  for (let at = Math.floor(calls * 0.8); ; at--) {
    const trial = copyOf(`interrupted-${at}`);
    await faulty(run, trial, { below: trial, at, kind: 'kill' });
    const torn = (await listRuns(trial)).find(({ status }) => status === 'interrupted');
    if (torn === undefined || numbersOf(trial, torn.id) === '') continue;
    cpSync(trial, workspace, { recursive: true, force: true });
    break;
  }
  const before = await listRuns(workspace);
  const finished = new Map(
    before.filter(({ status }) => status === 'finished').map(({ id }) => [id, hashOfRun(workspace, id)]),
  );
  const torn = before.find(({ status }) => status === 'interrupted');
  const commands = [];
  for (const [args, runs] of [
    [run, 1],
    [['resume', torn.id], 1],
    [['run', 'xnor', '--repeat', '2', ...TRAINING], 2],
    [['runs', '--json'], 0],
  ]) {
    const copy = copyOf(`as-it-is-${commands.length}`);
    const calls = await callsOf(args, copy);
    const made = (await listRuns(copy)).filter(
      ({ id, status }) => status === 'finished' && !finished.has(id),
    );
    // Of several runs one has the seed that was given.
    const expected = runs === 0 ? null : numbersOf(copy, made.at(-1).id);
    commands.push({ args, calls, runs, expected });
  }
  console.log(`faults: ${commands.map(({ args, calls }) => `${args[0]} ${calls} calls`).join(', ')}`);
  return { workspace, finished, commands };
}

async function callsOf(args, workspace) {
  const total = join(temporaryFolder('total'), 'calls');
  const { status, errors } = await faulty(args, workspace, { below: workspace, kind: 'count', total });
  if (status !== 0) throw new Error(`${args.join(' ')} fails without a fault: ${errors.slice(0, 500)}`);
  return Number(readFileSync(total, 'utf8'));
}

function faulty(args, workspace, fault) {
  const env = { BENCHTOP_TORTURE_FAULT: JSON.stringify(fault), BENCHTOP_WAIT_FOR_ROOM: '1' };
  return program(args, { workspace, env, node: ['--require', LAYER], limitMs: HUNG_MS });
}

/** A run's log without the column of the time that it took. */
function numbersOf(workspace, id) {
  try {
    return readFileSync(join(workspace, 'runs', id, 'metrics.csv'), 'utf8').replace(
      /^([^,\n]*),[^,\n]*/gm,
      '$1',
    );
  } catch {
    return '';
  }
}

function pick(list, uniform) {
  return list[Math.floor(uniform() * list.length)];
}
