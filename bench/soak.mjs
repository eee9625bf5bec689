// node bench/soak.mjs [starts]: starts a process again and again that trains in four TensorFlow
// workers at once, and counts those that do not end well. Unserialised, about one start in 25
// crashed the process (an unlocked global in tfjs-node).
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tools/lib/places.mjs';
import { temporaryFolder } from './lib/folder.mjs';

const starts = Number(process.argv[2] ?? 100);
const cli = join(root, 'out', 'cli', 'index.cjs');
const workspace = temporaryFolder('soak');
writeFileSync(join(workspace, 'settings.json'), JSON.stringify({ maxWorkers: 4 }));

let failed = 0;
const began = Date.now();
for (let start = 1; start <= starts; start++) {
  const args = [
    cli,
    'run',
    'xnor',
    '--repeat',
    '4',
    '--set',
    'training.engine=tensorflow',
    '--set',
    'training.steps=100',
  ];
  const { status, signal, stderr } = spawnSync(process.execPath, [...args, '--workspace', workspace], {
    encoding: 'utf8',
  });
  if (status !== 0) {
    failed++;
    console.log(`start ${start}: status ${status}, signal ${signal}\n${stderr}`);
  }
  if (start % 10 === 0)
    console.log(`${start} starts, ${failed} failed, ${((Date.now() - began) / 1000).toFixed(0)} s`);
}
process.exitCode = failed === 0 ? 0 : 1;
