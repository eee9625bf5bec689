// Two processes save into one workspace at once, and two go on with one run.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFile } from '../lib/bundle.mjs';
import { builtFolder, temporaryFolder } from '../lib/folder.mjs';
import { Outcome } from './outcomes.mjs';
import { listRuns, loggedSteps, program } from './program.mjs';

const ROUNDS = 100;

/** The promises about two processes. */
export async function writers({ uniform, isOver }) {
  const kept = new Outcome('two processes save at once', 'no save is lost');
  const alone = new Outcome('two processes go on with one run at once', 'one is refused');
  const library = await bundleFile('torture-workspace', {
    'src-main/workspace/index.ts': ['openWorkspace', 'newSession'],
    'src-shared/experiment/schema.ts': ['parseExperiment'],
  });
  const writer = join(builtFolder(), 'writer.mjs');
  writeFileSync(
    writer,
    `import Conf from 'conf';
import { createRequire } from 'node:module';
const { openWorkspace, newSession, parseExperiment } = createRequire(import.meta.url)(${JSON.stringify(library)});
const [, , folder, name, rounds, run] = process.argv;
const workspace = openWorkspace({ folder, Store: Conf, session: newSession(), bundled: null });
const experiment = (title) => parseExperiment({ schemaVersion: 1, name: title, seed: 1, dataset: { kind: 'generated', generator: 'xnor' }, model: { kind: 'network', layers: [{ units: 1, activation: 'sigmoid' }] } });
if (rounds === 'list') {
  const { record } = workspace.runs.get(run);
  process.stdout.write(JSON.stringify([workspace.experiments.list().map(({ experiment }) => experiment.name), record.tags]));
} else for (let i = 0; i < Number(rounds); i++) {
  workspace.experiments.save(null, experiment(name + i));
  workspace.runs.update(run, (old) => ({ ...old, tags: [...old.tags, name + i] }));
}
`,
  );
  do {
    const workspace = temporaryFolder('writers');
    await program(['run', 'xnor', '--set', 'training.steps=100'], { workspace });
    const [{ id }] = await listRuns(workspace);
    const round = await Promise.all(
      ['a', 'b'].map((name) => node([writer, workspace, name, String(ROUNDS), id])),
    );
    for (const { status, output } of round)
      if (status !== 0) kept.breaks('other', `a writer ended with ${status}: ${output}`);
    const [experiments, tags] = JSON.parse((await node([writer, workspace, '', 'list', id])).output);
    for (const name of ['a', 'b']) {
      for (let i = 0; i < ROUNDS; i++) {
        kept.tried += 2;
        if (!experiments.includes(name + i)) kept.breaks('lost', `the experiment ${name + i}`);
        if (!tags.includes(name + i)) kept.breaks('lost', `the tag ${name + i}`);
      }
    }

    const args = ['run', 'xnor', '--set', 'training.engine=typed', '--set', 'training.steps=300000'];
    await program(args, { workspace, killAfterMs: 3000 + 1000 * uniform() });
    const torn = (await listRuns(workspace)).find((run) => run.status === 'interrupted');
    if (torn !== undefined) {
      alone.tried++;
      const both = await Promise.all([0, 1].map(() => program(['resume', torn.id], { workspace })));
      const steps = loggedSteps(workspace, torn.id);
      const back = steps.findIndex((step, i) => i > 0 && step <= steps[i - 1]);
      if (both.filter(({ status }) => status === 0).length !== 1)
        alone.breaks('other', `exit codes ${both.map(({ status }) => status).join(' and ')}`);
      if (back >= 0) alone.breaks('unreadable', `step ${steps[back]} after ${steps[back - 1]}`);
    }
  } while (!isOver());
}

function node(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.on('close', (status) => resolve({ status, output }));
  });
}
