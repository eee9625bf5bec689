// Processes that train in four TensorFlow workers at once. Unserialised, about one start in 25 crashed
// the process (an unlocked global in tfjs-node).
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRuntime } from '../../tools/lib/places.mjs';
import { temporaryFolder } from '../lib/folder.mjs';
import { Outcome } from './outcomes.mjs';
import { program } from './program.mjs';

/** The promise about starts. */
export async function starts({ isOver }) {
  const lives = new Outcome('four TensorFlow workers start at once', 'the process does not crash');
  if (readRuntime().tensorflow?.available !== true) {
    lives.skip('no TensorFlow here');
    return;
  }
  const workspace = temporaryFolder('starts');
  writeFileSync(join(workspace, 'settings.json'), JSON.stringify({ maxWorkers: 4 }));
  const training = ['--set', 'training.engine=tensorflow', '--set', 'training.steps=100'];
  while (!isOver()) {
    lives.tried++;
    const { status, errors, isHung } = await program(['run', 'xnor', '--repeat', '4', ...training], {
      workspace,
    });
    if (status !== 0) lives.breaks(isHung ? 'hung' : 'other', `exit code ${status}: ${errors.slice(0, 200)}`);
    if (lives.tried % 10 === 0) console.log(`starts: ${lives.tried}`);
  }
}
