// Runs on disks that are almost full: needs a Linux that lets this user mount one.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../lib/folder.mjs';
import { Outcome } from './outcomes.mjs';
import { listRuns, program } from './program.mjs';

const DISK_KIB = 4096;
/** How long a run waits for room before it gives up. */
const WAIT_S = 2;

/** The promises about full disks. */
export async function fullDisks({ uniform, isOver }) {
  const fault = 'a disk with 4 KiB to 1 MiB left, the command line';
  const ends = new Outcome(fault, 'a run fails with exit code 1');
  const told = new Outcome(fault, 'it says that there is no room, in a sentence');
  const known = new Outcome(fault, 'it is nowhere "running" afterwards');
  const works = new Outcome(fault, 'with room again everything works');
  const disk = mount();
  if (disk === null) {
    for (const each of [ends, told, known, works]) each.skip('no disk can be mounted here');
    return;
  }
  const unmount = () => execFileSync('umount', ['-l', disk]);
  // Before its folder is removed.
  process.prependListener('exit', unmount);
  try {
    while (!isOver()) {
      const workspace = join(disk, 'workspace');
      rmSync(workspace, { recursive: true, force: true });
      mkdirSync(workspace);
      const leaveKib = Math.floor(4 * 2 ** (uniform() * 8));
      fill(disk, leaveKib);
      const where = `${leaveKib} KiB free`;
      const args = ['run', 'xnor', '--set', 'training.engine=typed', '--set', 'training.steps=400000'];
      const env = { BENCHTOP_WAIT_FOR_ROOM: String(WAIT_S) };
      const { status, errors, isHung } = await program(args, { workspace, env, limitMs: 120_000 });
      const isFull = status !== 0;
      ends.tried++;
      if (isHung) ends.breaks('hung', where);
      else if (status !== 0 && status !== 1)
        ends.breaks('other', `${where}: exit code ${status}: ${errors.slice(0, 200)}`);
      if (isFull && !isHung) {
        told.tried++;
        if (/Something went wrong inside|    at /.test(errors) || !/room|space|full/i.test(errors))
          told.breaks('other', `${where}: ${errors.trim().slice(-200)}`);
      }
      rmSync(join(disk, 'ballast'), { force: true });
      known.tried++;
      works.tried++;
      try {
        const running = (await listRuns(workspace)).filter((run) =>
          /running|paused|stopping/.test(run.status),
        );
        for (const run of running) known.breaks('hung', `${where}: ${run.id} is ${run.status}`);
        const after = await program(['run', 'xnor', '--set', 'training.steps=200'], { workspace });
        if (after.status !== 0) works.breaks('other', `${where}: ${after.errors.slice(0, 200)}`);
      } catch (error) {
        works.breaks('unreadable', `${where}: ${error.message}`);
      }
      if (ends.tried % 10 === 0) console.log(`full disks: ${ends.tried}`);
    }
  } finally {
    process.off('exit', unmount);
    unmount();
  }
}

function mount() {
  if (process.platform !== 'linux') return null;
  const folder = temporaryFolder('disk');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_KIB}k`, 'tmpfs', folder], { stdio: 'pipe' });
    return folder;
  } catch {
    return null;
  }
}

function fill(disk, leaveKib) {
  const file = openSync(join(disk, 'ballast'), 'w');
  const block = new Uint8Array(4096);
  const free = () => {
    const { bavail, bsize } = statfsSync(disk);
    return bavail * bsize;
  };
  while (free() > leaveKib * 1024) writeSync(file, block);
  closeSync(file);
}
