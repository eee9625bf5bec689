// The command line is killed at random moments, most of them while it trains.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../lib/folder.mjs';
import {
  checkpointSteps,
  filesBelow,
  hashOfRun,
  listRuns,
  loggedSteps,
  program,
  promise,
} from './program.mjs';

const LOG_EVERY = 10;
const TRAINING = [
  ...['--set', 'training.engine=typed', '--set', 'training.steps=60000'],
  ...['--set', `training.logEvery=${LOG_EVERY}`, '--set', 'training.checkpointEvery=500'],
];
/** Of files that are written aside and renamed. */
const ASIDE = /\.benchtop(-[0-9a-f]{12})?$/;

/** @returns the promises about killed processes */
export async function kills({ uniform, isOver }) {
  const workspace = temporaryFolder('kills');
  const opens = promise('after kill -9 the workspace opens, and nothing is set aside');
  const untouched = promise('finished runs are the same bytes');
  const acknowledged = promise('a run that was said to be finished is');
  const ended = promise('no run is "running" that nobody runs');
  const complete = promise('metrics reach the last checkpoint, in order and without a hole');
  const resumed = promise('an interrupted run goes on or begins again');
  const swept = promise('nothing that was half-written stays');

  for (const seed of ['1', '2', '3']) {
    await program(['run', 'xnor', '--seed', seed, '--set', 'training.steps=2000'], { workspace });
  }
  const finished = new Map((await listRuns(workspace)).map(({ id }) => [id, hashOfRun(workspace, id)]));
  const checked = new Set();
  let interrupted = [];

  while (!isOver()) {
    const [id] = interrupted;
    const choice = uniform();
    let args = ['run', 'xnor', ...TRAINING];
    if (choice < 0.25 && id !== undefined) args = ['resume', id];
    else if (choice < 0.35) args = ['run', 't-shirt-sizes'];
    else if (choice < 0.45) args = ['run', 'xnor', '--repeat', '3', ...TRAINING];
    else if (choice < 0.5)
      args = ['sweep', 'xnor', '--grid', 'model.optimizer.learningRate=0.1,0.3', ...TRAINING];
    const killAfterMs = 50 + uniform() ** 2 * 6000;
    const { status } = await program(args, { workspace, killAfterMs });
    opens.tried++;
    let runs = [];
    try {
      runs = await listRuns(workspace);
    } catch (error) {
      opens.broken.push(`${args.join(' ')}, killed after ${killAfterMs.toFixed(0)} ms: ${error.message}`);
      break;
    }
    const quarantined = filesBelow(workspace).filter((path) => path.includes('.corrupt-'));
    if (quarantined.length > 0) opens.broken.push(`set aside: ${quarantined.join(', ')}`);

    for (const [known, hash] of finished) {
      untouched.tried++;
      if (!runs.some((run) => run.id === known)) untouched.broken.push(`${known} is gone`);
      else if (hashOfRun(workspace, known) !== hash) untouched.broken.push(`${known} has changed`);
    }
    acknowledged.tried++;
    const isTraining = args[0] === 'run' && !args.includes('--repeat');
    const fresh = runs.filter((run) => run.status === 'finished' && !finished.has(run.id));
    if (status === 0 && isTraining && fresh.length === 0) acknowledged.broken.push(args.join(' '));
    for (const run of fresh) finished.set(run.id, hashOfRun(workspace, run.id));
    for (const run of runs) {
      ended.tried++;
      if (['running', 'paused', 'stopping'].includes(run.status))
        ended.broken.push(`${run.id} is ${run.status}`);
    }
    interrupted = runs.filter((run) => run.status === 'interrupted').map((run) => run.id);
    for (const each of interrupted) {
      complete.tried++;
      const steps = loggedSteps(workspace, each);
      const last = checkpointSteps(workspace, each).at(-1) ?? 0;
      const hole = steps.findIndex((step, i) => i > 0 && step - steps[i - 1] > LOG_EVERY);
      const back = steps.findIndex((step, i) => i > 0 && step <= steps[i - 1]);
      if ((steps.at(-1) ?? 0) < last)
        complete.broken.push(`${each}: rows to ${steps.at(-1)}, checkpoint ${last}`);
      // k-means logs each iteration.
      if (hole >= 0) complete.broken.push(`${each}: nothing between ${steps[hole - 1]} and ${steps[hole]}`);
      if (back >= 0) complete.broken.push(`${each}: step ${steps[back]} after ${steps[back - 1]}`);
    }
    const again = interrupted.find((each) => !checked.has(each));
    if (again !== undefined && uniform() < 0.1) {
      checked.add(again);
      resumed.tried++;
      const result = await program(['resume', again], { workspace });
      if (result.status !== 0)
        resumed.broken.push(`${again}: ${result.status}, ${result.errors.slice(0, 200)}`);
    }
    if (opens.tried % 25 === 0) console.log(`kills: ${opens.tried}`);
  }
  // A start sweeps what an earlier one left.
  await listRuns(workspace);
  const left = filesBelow(workspace).filter((path) => ASIDE.test(path));
  swept.tried = opens.tried;
  swept.broken.push(...left);
  const empty = (await listRuns(workspace)).filter(
    ({ id }) => !existsSync(join(workspace, 'runs', id, 'run.json')),
  );
  swept.broken.push(...empty.map(({ id }) => `${id} has no record`));
  return [opens, untouched, acknowledged, ended, complete, resumed, swept];
}
