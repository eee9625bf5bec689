// The real window is killed at random moments while runs train in it, and opened again.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/lib/places.mjs';
import { startXvfb } from '../../tools/lib/display.mjs';
import { temporaryFolder } from '../lib/folder.mjs';
import { Unavailable } from '../lib/python.mjs';
import { openWindow, runtime, SWITCHES } from '../lib/process/window.mjs';
import { Outcome } from './outcomes.mjs';
import { hashOfRun } from './program.mjs';
import { problemsOf } from './workspace-check.mjs';

const LOG_EVERY = 10;
/** Longest honest start on a busy machine. */
const OPEN_MS = 60_000;

/** The promises about killed windows. */
export async function windowKills({ uniform, isOver }) {
  const fault = 'kill -9 of the window while runs train in it';
  const outcomes = {
    opens: new Outcome(fault, 'it opens again, and says which runs were interrupted'),
    kept: new Outcome(
      fault,
      'finished runs are the same bytes, nothing is set aside, logs reach their checkpoints',
    ),
    saved: new Outcome(fault, 'an acknowledged save is there'),
    resumed: new Outcome(fault, 'an interrupted run goes on'),
  };
  let executable;
  try {
    executable = await runtime();
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    for (const each of Object.values(outcomes)) each.skip(error.message);
    return;
  }
  const folder = temporaryFolder('window');
  const workspace = join(folder, 'workspace');
  const state = { finished: new Map(), names: [], training: [] };
  let window = await openWindow(folder, null, { workspace });
  while (!isOver()) {
    await useIt(window, state, uniform);
    // Half of them once a checkpoint is there.
    if (uniform() < 0.5) await untilCheckpoint(window, state.training[0]);
    await pause(uniform() ** 2 * 2000);
    await window.kill();
    // A second kill while what the first one left is being put in order.
    if (uniform() < 0.3) await killAtStart(executable, workspace, 200 + 1500 * uniform());
    outcomes.opens.tried++;
    const reopened = await orNull(openWindow(folder, null, { workspace }));
    if (reopened === null) {
      outcomes.opens.breaks('unreadable', `it does not open ${folder}`);
      return;
    }
    window = reopened;
    await check(window, state, outcomes);
    if (outcomes.opens.tried % 10 === 0) console.log(`window kills: ${outcomes.opens.tried}`);
  }
  await window.close();
}

/** Starts runs, saves and renames, goes on with what was interrupted. */
async function useIt({ call }, state, uniform) {
  const count = 1 + Math.floor(uniform() * 3);
  for (let i = 0; i < count; i++) {
    const seed = Math.floor(uniform() * 1e6);
    const steps = uniform() < 0.4 ? 1500 : 1_000_000;
    const { record } = await call('runsStart', { experiment: xnor(`run ${seed}`, seed, steps), speed: null });
    state.training.push(record.id);
  }
  for (let i = 0; i < 2; i++) {
    const name = `saved ${state.names.length}`;
    await call('experimentsSave', { id: null, experiment: xnor(name, 1, 100) });
    state.names.push(name);
  }
}

async function untilCheckpoint({ workspace }, id) {
  const folder = join(workspace, 'runs', id, 'checkpoints');
  for (const until = Date.now() + OPEN_MS; !existsSync(folder) && Date.now() < until;) await pause(20);
}

async function check({ call, workspace }, state, outcomes) {
  // Runs that are many are told of a part at a time.
  const runs = await untilSettled(call);
  const info = await call('appGetInfo');
  const interrupted = runs.filter(({ status }) => status === 'interrupted').map(({ id }) => id);
  const news = interrupted.filter((id) => state.training.includes(id));
  if (news.length > 0 && !info.notices.some((notice) => notice.includes('interrupted')))
    outcomes.opens.breaks('other', `nothing said of ${news.join(', ')}`);
  outcomes.kept.tried++;
  for (const id of state.training)
    if (!runs.some((run) => run.id === id)) outcomes.kept.breaks('lost', `${id} was started and is gone`);
  for (const { kind, text } of problemsOf(workspace, runs, state.finished, LOG_EVERY))
    outcomes.kept.breaks(kind, text);
  for (const { id, status } of runs)
    if (status === 'finished' && !state.finished.has(id)) state.finished.set(id, hashOfRun(workspace, id));
  outcomes.saved.tried += state.names.length;
  const saved = (await call('experimentsList')).map(({ experiment }) => experiment.name);
  for (const name of state.names)
    if (!saved.includes(name)) outcomes.saved.breaks('lost', `the experiment ${name}`);
  state.training = [];

  const [again] = news;
  if (again !== undefined && existsSync(join(workspace, 'runs', again, 'checkpoints'))) {
    outcomes.resumed.tried++;
    try {
      await call('runsContinue', { id: again });
      state.training.push(again);
    } catch (error) {
      outcomes.resumed.breaks('lost', `${again}: ${error.message}`);
    }
  }
}

/** The runs, once those that a killed program left are said to be interrupted. */
async function untilSettled(call) {
  for (const until = Date.now() + OPEN_MS; ; await pause(100)) {
    const runs = (await call('runsList')).map(({ record }) => record);
    if (runs.every(({ status }) => !['running', 'queued'].includes(status)) || Date.now() > until)
      return runs;
  }
}

async function killAtStart(executable, workspace, afterMs) {
  const xvfb = await startXvfb();
  const child = spawn(executable, [...SWITCHES, root], {
    env: { ...process.env, DISPLAY: xvfb.display, BENCHTOP_WORKSPACE: workspace },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await pause(afterMs);
  child.kill('SIGKILL');
  await ended;
  xvfb.stop();
}

function xnor(name, seed, steps) {
  return {
    schemaVersion: 1,
    name,
    seed,
    dataset: { kind: 'generated', generator: 'xnor' },
    model: {
      kind: 'network',
      layers: [
        { units: 2, activation: 'sigmoid' },
        { units: 1, activation: 'sigmoid' },
      ],
    },
    training: { steps, logEvery: LOG_EVERY, checkpointEvery: 500, engine: 'typed' },
  };
}

async function orNull(opening) {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, OPEN_MS, null)));
  const window = await Promise.race([opening.catch(() => null), late]);
  clearTimeout(timer);
  return window;
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
