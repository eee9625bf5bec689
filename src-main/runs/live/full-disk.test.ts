import { inEnglish } from '../../../src-shared/language/sentence';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { xnorExperiment } from '../../testing/data';
import { Programs, until, type Program } from '../../testing/run-harness';
import { hasSmallDisks, SmallDisk } from '../../testing/files/small-disk';

/** Logs every step, so that it fills what is left soon. */
const experiment = xnorExperiment({
  training: { steps: 3000, logEvery: 1, checkpointEvery: 1000, engine: 'typed' },
});

describe.skipIf(!hasSmallDisks())('a run on a full disk (skipped where none can be mounted)', () => {
  let disk: SmallDisk;
  let programs: Programs;
  let notices: string[];
  beforeAll(() => {
    disk = new SmallDisk(4096);
  });
  afterEach(async () => {
    await programs.closeAll();
    programs.remove();
    disk.empty();
  });
  afterAll(() => {
    disk.remove();
  });

  function start(waitForRoomMs: number | null = null): Program {
    programs = new Programs('full', disk.folder);
    notices = [];
    return programs.start('w', 1, {
      waitForRoomMs,
      onNotice: (message) => {
        notices.push(inEnglish(message));
      },
    });
  }

  const readRows = (program: Program, id: string): string[] => {
    const log = join(program.runs.get(id).path, 'metrics.csv');
    // The disk may be full before its first row.
    if (!existsSync(log)) return [];
    return readFileSync(log, 'utf8')
      .split('\n')
      .map((line) =>
        line
          .split(',')
          .filter((_, column) => column !== 1)
          .join(),
      );
  };

  /** A run that waits for room, after its first rows were logged. */
  async function waiting(program: Program): Promise<string> {
    // So slowly that it is not over before the disk is full.
    const { record } = await program.runs.start(experiment, 1000);
    // The room for its end is kept by then.
    await until(() => readRows(program, record.id).length > 2, 'the first rows');
    disk.fill(20);
    await until(() => program.runs.get(record.id).record.waiting !== undefined, 'the disk to be full');
    program.runs.controls.setSpeed(record.id, null);
    return record.id;
  }

  it('waits, says so once, and goes on by itself with the numbers of a run that never waited', async () => {
    const program = start();
    const id = await waiting(program);
    expect(program.runs.get(id).record).toMatchObject({ status: 'paused', waiting: { kind: 'disk-full' } });
    expect(notices).toHaveLength(1);
    // Its page can be opened meanwhile, with the rows that are in its log.
    const { seq, metrics, run } = await program.runs.snapshot(id);
    expect(run.record.waiting).toBeDefined();
    expect(seq).toBeGreaterThan(0);
    expect([...metrics.step]).toEqual(
      readRows(program, id)
        .slice(1, -1)
        .map((line) => Number(line.split(',')[0])),
    );
    expect(notices[0]).toMatch(/The disk is full: .*needs \d+ bytes\. “.*” waits until there is room/);
    const before = program.events.length;
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(notices).toHaveLength(1);
    // Nothing trains meanwhile.
    expect(program.events.length - before).toBeLessThan(10);
    disk.empty();
    const { record } = await program.runs.whenOver(id);
    expect(record).toMatchObject({ status: 'finished', error: null, steps: 3000 });
    expect(record.waiting).toBeUndefined();
    expect(notices).toHaveLength(2);
    const other = await program.runs.start(experiment, null);
    const undisturbed = await program.runs.whenOver(other.record.id);
    expect(readRows(program, id)).toEqual(readRows(program, other.record.id));
    expect(readRows(program, id)).toHaveLength(3002);
    expect(record.summary).toEqual(undisturbed.record.summary);
    expect(record.checkpoints).toEqual(undisturbed.record.checkpoints);
  });

  it('is stopped with its last checkpoint and its record, in the room that was kept for them', async () => {
    const program = start();
    const id = await waiting(program);
    program.runs.controls.stop(id);
    const { record, path } = await program.runs.whenOver(id);
    expect(record).toMatchObject({ status: 'stopped', error: null });
    expect(record.checkpoints[record.checkpoints.length - 1]?.step).toBe(record.steps);
    expect(JSON.parse(readFileSync(join(path, 'run.json'), 'utf8'))).toMatchObject({ status: 'stopped' });
    expect(readRows(program, id)[record.steps]?.split(',')[0]).toBe(String(record.steps));
    expect(readdirSync(path).filter((name) => name.startsWith('.'))).toEqual([]);
    disk.empty();
    await program.runs.resume(id);
    expect((await program.runs.whenOver(id)).record).toMatchObject({ status: 'finished', steps: 3000 });
  });

  it('fails where there is no room in time, and is not "running" anywhere', async () => {
    const program = start(1000);
    const id = await waiting(program);
    const { record, path } = await program.runs.whenOver(id);
    expect(record).toMatchObject({ status: 'failed', error: { kind: 'disk-full' } });
    expect(JSON.parse(readFileSync(join(path, 'run.json'), 'utf8'))).toMatchObject({ status: 'failed' });
    expect((await program.runs.library.all()).map(({ status }) => status)).toEqual(['failed']);
    disk.empty();
    await program.runs.resume(id);
    expect((await program.runs.whenOver(id)).record).toMatchObject({ status: 'finished', steps: 3000 });
  });

  it('tries again at once when a person goes on with it', async () => {
    const program = start();
    const id = await waiting(program);
    disk.empty();
    program.runs.controls.resume(id);
    expect((await program.runs.whenOver(id)).record.status).toBe('finished');
  });

  it('is over in memory, and can be deleted, where not even its record can be written', async () => {
    const program = start(500);
    const { record: queued } = await program.runs.start(experiment, null);
    // Before it has kept any room.
    disk.fill(0);
    const { record } = await program.runs.whenOver(queued.id);
    expect(record).toMatchObject({ status: 'failed', error: { kind: 'disk-full' } });
    expect(program.runs.list()[0]?.record.status).toBe('failed');
    expect((await program.runs.library.all()).map(({ status }) => status)).toEqual(['failed']);
    expect(await program.runs.library.delete([queued.id])).toMatchObject({ done: [queued.id] });
  });

  it('is written as it is once there is room again', async () => {
    const program = start(500);
    const { record: queued, path } = await program.runs.start(experiment, null);
    disk.fill(0);
    await program.runs.whenOver(queued.id);
    disk.empty();
    await until(() => {
      const { status } = JSON.parse(readFileSync(join(path, 'run.json'), 'utf8')) as { status: string };
      return status === 'failed';
    }, 'the record');
  });
});
