// The command line is killed at random moments, most of them while it trains.
import { temporaryFolder } from '../lib/folder.mjs';
import { Outcome } from './outcomes.mjs';
import { filesBelow, hashOfRun, listRuns, program } from './program.mjs';
import { problemsOf } from './workspace-check.mjs';

/** Workspaces at once: a start is one thread's work. */
const LANES = 3;
const LOG_EVERY = 10;
const TRAINING = [
  ...['--set', 'training.engine=typed', '--set', 'training.steps=30000'],
  ...['--set', `training.logEvery=${LOG_EVERY}`, '--set', 'training.checkpointEvery=500'],
];
/** A kill comes this many starts after the start at the latest, most of them early, when most is written. */
const LATEST_STARTS = 5;
/** A workspace of more runs is begun anew: each listing reads them all. */
const MOST_RUNS = 60;
/** Name of a temporary file that is written first and then renamed. */
const ASIDE = /\.benchtop(-[0-9a-z-]+)?$/;

/** The promises about killed processes. */
export async function kills({ uniform, isOver }) {
  await Promise.all(Array.from({ length: LANES }, () => lane(uniform, isOver)));
}

async function lane(uniform, isOver) {
  const fault = 'kill -9 of the command line';
  const outcomes = {
    opens: new Outcome(fault, 'the workspace opens, nothing is set aside, and no run is "running"'),
    kept: new Outcome(fault, 'finished runs are the same bytes, logs reach their checkpoints'),
    acknowledged: new Outcome(fault, 'a run that was said to be finished is'),
    resumed: new Outcome(fault, 'an interrupted run goes on or begins again'),
    swept: new Outcome(fault, 'nothing that was half-written stays after the next start'),
  };
  while (!isOver()) await untilFull(outcomes, uniform, isOver);
}

/** Kills in one workspace until it holds many runs. */
async function untilFull(outcomes, uniform, isOver) {
  const workspace = temporaryFolder('kills');
  for (const seed of ['1', '2', '3'])
    await program(['run', 'xnor', '--seed', seed, '--set', 'training.steps=2000'], { workspace });
  const finished = new Map((await listRuns(workspace)).map(({ id }) => [id, hashOfRun(workspace, id)]));
  const resumed = new Set();
  let interrupted = [];
  // Of a busy machine a longer one, so that kills meet the same moments.
  let startMs = 250;
  for (let count = 0; count < MOST_RUNS && !isOver();) {
    const args = command(uniform(), interrupted[0]);
    const killAfterMs = startMs * (0.2 + uniform() ** 2 * LATEST_STARTS);
    const { status } = await program(args, { workspace, killAfterMs });
    outcomes.opens.tried++;
    const what = `${args.slice(0, 2).join(' ')}, killed after ${killAfterMs.toFixed(0)} ms`;
    let runs = [];
    try {
      const from = performance.now();
      runs = await listRuns(workspace);
      startMs = performance.now() - from;
    } catch (error) {
      outcomes.opens.breaks('unreadable', `${what}: ${error.message}`);
      return;
    }
    outcomes.kept.tried++;
    for (const { kind, text } of problemsOf(workspace, runs, finished, LOG_EVERY))
      outcomes[kind === 'lost' ? 'kept' : 'opens'].breaks(kind, `${what}: ${text}`);
    outcomes.swept.tried++;
    for (const path of filesBelow(workspace))
      if (ASIDE.test(path)) outcomes.swept.breaks('other', `${what}: ${path}`);

    const fresh = runs.filter((run) => run.status === 'finished' && !finished.has(run.id));
    if (status === 0) {
      outcomes.acknowledged.tried++;
      if (fresh.length === 0) outcomes.acknowledged.breaks('lost', what);
    }
    for (const run of fresh) finished.set(run.id, hashOfRun(workspace, run.id));
    interrupted = runs.filter((run) => run.status === 'interrupted').map((run) => run.id);
    const again = interrupted.find((id) => !resumed.has(id));
    if (again !== undefined && uniform() < 0.1) {
      resumed.add(again);
      outcomes.resumed.tried++;
      const { status: code, errors, isHung } = await program(['resume', again], { workspace });
      if (code !== 0)
        outcomes.resumed.breaks(
          isHung ? 'hung' : 'lost',
          `${again}: exit code ${code}: ${errors.slice(0, 200)}`,
        );
    }
    count = runs.length;
    if (outcomes.opens.tried % 25 === 0) console.log(`kills: ${outcomes.opens.tried} in a lane`);
  }
}

function command(choice, interrupted) {
  if (choice < 0.25 && interrupted !== undefined) return ['resume', interrupted];
  if (choice < 0.35) return ['run', 't-shirt-sizes'];
  if (choice < 0.45) return ['run', 'xnor', '--repeat', '3', ...TRAINING];
  if (choice < 0.5) return ['sweep', 'xnor', '--grid', 'model.optimizer.learningRate=0.1,0.3', ...TRAINING];
  return ['run', 'xnor', ...TRAINING];
}
