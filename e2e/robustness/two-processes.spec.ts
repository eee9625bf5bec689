import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RunRecord } from '../../src-shared/run/record/record';
import type { Benchtop } from '../testing/fixtures';
import { expect, test } from '../testing/fixtures';

const cli = resolve(import.meta.dirname, '../..', 'out', 'cli', 'index.cjs');

/** Runs the command line on the window's workspace. */
function benchtopCli(benchtop: Benchtop, ...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [cli, ...args, '--workspace', benchtop.workspace]);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      said += data.toString();
    });
  return new Promise((settle) => {
    child.on('close', (code) => {
      settle({ code, said });
    });
  });
}

test('a run of the command line appears in the open window', async ({ benchtop }) => {
  const { code } = await benchtopCli(benchtop, 'run', 'xnor', '--set', 'training.engine=typed');
  expect(code).toBe(0);
  await expect(benchtop.shell.row('XNOR')).toHaveAttribute('data-tip', /Finished/);
});

test('a run that trains in the window cannot go on in the command line', async ({ benchtop }) => {
  const id = await benchtop.startEndlessRun();
  const { code, said } = await benchtopCli(benchtop, 'resume', id);
  expect(code).toBe(1);
  expect(said).toContain('This run is running in another Benchtop');
  expect(benchtop.readRecord(id).status).toBe('running');
});

test('a run that trains in the command line is paused and stopped there', async ({ benchtop }) => {
  const args = ['run', 'xnor', '--set', 'training.engine=typed', '--set', 'training.steps=100000000'];
  const child = spawn(process.execPath, [cli, ...args, '--workspace', benchtop.workspace]);
  try {
    await benchtop.shell.row('XNOR').click();
    await benchtop.run.expectStatus('running');
    const elsewhere = new RegExp(`Another Benchtop \\(process ${child.pid}\\) has this run`);
    await expect(benchtop.page.locator('.notice').getByText(elsewhere)).toBeVisible();
    for (const name of ['Pause', 'Stop', 'One step', 'Delete the run'])
      await expect(benchtop.run.button(name)).toHaveCount(0);
    const [id = ''] = benchtop.runIds();
    for (const method of ['runsPause', 'runsStop', 'runsStep'])
      expect(await benchtop.ask(method, { id })).toMatchObject({
        error: { kind: 'conflict', message: expect.stringMatching(elsewhere) as unknown },
      });
    await benchtop.shell.row('XNOR').click({ button: 'right' });
    const menu = benchtop.page.getByRole('menu');
    await expect(menu.getByRole('menuitem', { name: 'Delete' })).toBeDisabled();
    await expect(menu).toHaveAccessibleDescription(elsewhere);
    await benchtop.page.keyboard.press('Escape');
  } finally {
    child.kill('SIGINT');
  }
  await benchtop.run.expectStatus('stopped');
  await expect(benchtop.run.button('Continue')).toBeVisible();
  await expect(benchtop.page.locator('.notice').getByText('Another Benchtop')).toHaveCount(0);
});

test('the window waits for another process’s write, and takes over from one that died', async ({
  benchtop,
}) => {
  const id = await benchtop.startEndlessRun();
  const lock = join(benchtop.workspace, 'locks', `run-${id}.json`);
  mkdirSync(join(benchtop.workspace, 'locks'), { recursive: true });
  const rename = (name: string): Promise<unknown> =>
    benchtop.call('libraryEdit', { ids: [id], edit: { name } });
  const nameOnDisk = (): string =>
    (JSON.parse(readFileSync(join(benchtop.workspace, 'runs', id, 'run.json'), 'utf8')) as RunRecord).name;
  const { session } = benchtop.readRecord(id);
  // Of a living process: this one, by its start time in the words of the session.
  const stat = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  const alive = `${session.split('.')[0] ?? ''}.${process.pid}.00000000.${stat[19] ?? ''}`;
  writeFileSync(lock, `${alive} 0123456789ab\n`);
  const holder = spawn('sh', ['-c', `sleep 1; rm '${lock}'`]);
  await rename('waited');
  expect(holder.exitCode).toBe(0);
  expect(nameOnDisk()).toBe('waited');
  writeFileSync(lock, `${alive.replace(/\.[^.]*$/, '.1')} 0123456789ab\n`);
  await rename('taken over');
  expect(nameOnDisk()).toBe('taken over');
});
