import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { axeFindings } from '../testing/axe';
import { choose } from '../testing/choose';
import { expect, test } from '../testing/fixtures';

const command = resolve(import.meta.dirname, '../../out/cli/index.cjs');

test('a cluster is asked only where a person says so, and a wrong one is told in a sentence', async ({
  benchtop,
}) => {
  const { page, shell } = benchtop;
  await shell.openSample('XNOR');
  await page.getByRole('button', { name: 'Repeat…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Repeat with several seeds' });
  await dialog.getByLabel('Runs', { exact: true }).fill('2');
  await choose(dialog.getByLabel('Where'), 'A Ray cluster');
  const start = dialog.getByRole('button', { name: 'Start 2 runs' });
  const test = dialog.getByRole('button', { name: 'Test connection' });
  await expect(start).toBeDisabled();
  await expect(test).toBeDisabled();
  const said = dialog.getByRole('status');
  for (const [address, sentence] of [
    ['cluster', 'A Ray cluster is named by ray://HOST:PORT of its dashboard, not "cluster".'],
    ['ray://127.0.0.1:9', '127.0.0.1:9 refuses the connection: nothing listens at that port.'],
  ] as const) {
    await dialog.getByLabel('Address').fill(address);
    await expect(said).toHaveText('');
    await test.focus();
    await page.keyboard.press('Enter');
    await expect(said).toHaveText(sentence);
  }
  expect(await axeFindings(page, 'dialog')).toEqual([]);
  await start.click();
  await expect(shell.messages).toContainText('127.0.0.1:9 refuses the connection');
  await expect(dialog).toBeVisible();
  expect(await benchtop.call('groupsList')).toEqual([]);
  // What a search decides as it goes cannot be written down beforehand.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Sweep…' }).click();
  const sweep = page.getByRole('dialog', { name: 'Sweep over settings' });
  await sweep.getByRole('radio', { name: 'TPE' }).click();
  await choose(sweep.getByLabel('Where'), 'Other machines, by Slurm');
  await expect(sweep.getByText('follow from one another: train here, or on a Ray cluster.')).toBeVisible();
  await expect(sweep.getByRole('button', { name: 'Write files…' })).toBeDisabled();
});

test('a folder for other machines is written, trained by a shell, and its results are taken in', async ({
  benchtop,
}) => {
  const { page, shell } = benchtop;
  await shell.openSample('XNOR');
  await page.getByRole('textbox', { name: 'Steps', exact: true }).fill('200');
  await page.getByRole('button', { name: 'Repeat…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Repeat with several seeds' });
  await dialog.getByLabel('Runs', { exact: true }).fill('2');
  await choose(dialog.getByLabel('Where'), 'Other machines, by a shell script');
  const job = join(benchtop.workspace, 'a job');
  await benchtop.answerSaveDialog(null);
  const write = dialog.getByRole('button', { name: 'Write files…' });
  await write.click();
  await expect(write).toBeEnabled();
  await benchtop.answerSaveDialog(job);
  await write.click();
  await expect(dialog.getByText('“sh job.sh” there starts 2 runs')).toBeVisible();
  expect(readdirSync(job).sort()).toEqual(['benchtop-job.json', 'job.sh', 'results']);
  // There is a job already.
  await write.click();
  await expect(shell.messages).toContainText('is there already and not empty');
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  execFileSync('sh', ['job.sh'], {
    cwd: job,
    env: { ...process.env, BENCHTOP: `${process.execPath} ${command}` },
  });
  await shell.goHome();
  await benchtop.dropFiles([job]);
  const take = page.getByRole('dialog', { name: 'Import runs' });
  await take.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(shell.messages).toContainText('2 runs taken in from a job.');
  const groups = (await benchtop.call('groupsList')) as readonly { status: string }[];
  expect(groups.map(({ status }) => status)).toEqual(['finished']);
  expect(benchtop.runIds()).toHaveLength(2);
});

test('nothing is sent to a new address, whatever the page asks for, before the program itself has asked', async ({
  benchtop,
}) => {
  let contacts = 0;
  const server = createServer((socket) => {
    contacts++;
    socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // It leads here, and is no address that is known as this computer's.
  const { port } = server.address() as AddressInfo;
  const address = `ray://0.0.0.0:${port}`;
  const answerDialog = (response: number): Promise<void> =>
    benchtop.app.evaluate(({ dialog }, answer) => {
      const seen = globalThis as { asked?: unknown[] };
      seen.asked = [];
      dialog.showMessageBox = ((_: unknown, options: { message: string; buttons: string[] }) => {
        seen.asked?.push([options.message, ...options.buttons]);
        return Promise.resolve({ response: answer, checkboxChecked: false });
      }) as typeof dialog.showMessageBox;
    }, response);
  const asked = (): Promise<unknown> =>
    benchtop.app.evaluate(() => (globalThis as { asked?: unknown[] }).asked);
  const question = [`Connect to 0.0.0.0:${port}?`, 'Connect', 'Cancel'];

  await answerDialog(1);
  await expect(benchtop.call('groupsTestCluster', { address })).rejects.toThrow(
    'Nothing was sent to 0.0.0.0',
  );
  const experiment = {
    schemaVersion: 1,
    name: 'x',
    dataset: { kind: 'generated', generator: 'xnor' },
    model: { kind: 'network', layers: [{ units: 1, activation: 'sigmoid' }] },
    training: { steps: 10 },
  };
  await expect(
    benchtop.call('groupsStart', {
      name: 'x',
      experiment,
      plan: { kind: 'repeat', n: 2, sameData: true },
      on: { address, command: 'benchtop' },
    }),
  ).rejects.toThrow('Nothing was sent to 0.0.0.0');
  expect(await asked()).toEqual([question, question]);
  expect(contacts).toBe(0);

  await answerDialog(0);
  await expect(benchtop.call('groupsTestCluster', { address })).rejects.toThrow('is no dashboard of Ray');
  await expect(benchtop.call('groupsTestCluster', { address })).rejects.toThrow('is no dashboard of Ray');
  expect(await asked()).toEqual([question]);
  expect(contacts).toBe(2);
  server.close();
});
