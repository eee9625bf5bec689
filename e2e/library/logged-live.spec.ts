import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { slowness } from '../../src-main/testing/slowness';
import { expect, test } from '../testing/fixtures';
import { watchSteps } from '../testing/port-messages';
import { watchFrames } from '../testing/smoothness';

const CLIENTS = fileURLToPath(new URL('../../resources/clients', import.meta.url));
const ROWS_A_SECOND = 10_000;
const SECONDS = 5;
/** Logs at an even pace; waits for a line first, so that the window looks on from the beginning. */
const LOOP = `
import math, sys, time, benchtop
benchtop.init(name="fast loop", config={"rate": ${ROWS_A_SECOND}})
benchtop.log({"loss": 1.0}, step=0)
sys.stdin.readline()
began = time.perf_counter()
for step in range(1, ${ROWS_A_SECOND * SECONDS}):
    benchtop.log({"loss": math.exp(-step / 20000) + 0.01 * math.sin(step)}, step=step)
    ahead = step / ${ROWS_A_SECOND} - (time.perf_counter() - began)
    if ahead > 0.01:
        time.sleep(ahead)
benchtop.finish()
print(time.perf_counter() - began)
`;

test('a Python loop that logs 10,000 points a second is followed without a dropped point', async ({
  benchtop,
}) => {
  test.skip(spawnSync('python3', ['--version']).status !== 0, 'there is no python3 here');
  const { page, run } = benchtop;
  const python = spawn('python3', ['-c', LOOP], {
    env: { ...process.env, PYTHONPATH: CLIENTS, BENCHTOP_WORKSPACE: benchtop.workspace },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let said = '';
  python.stdout.on('data', (part: Buffer) => (said += part.toString()));
  const ended = new Promise<number | null>((resolve) => python.on('exit', resolve));
  try {
    const sent = await watchSteps(benchtop.app);
    await benchtop.shell.row('fast loop').click();
    await run.expectStatus('running');
    const smoothness = await watchFrames(page, async () => {
      python.stdin.write('\n');
      expect(await ended).toBe(0);
    });
    await run.expectStatus('finished');
    const last = ROWS_A_SECOND * SECONDS - 1;
    await expect.poll(async () => (await sent()).last).toBe(last);
    // The first row may have been in the snapshot that the page began with.
    const { rows, gaps } = await sent();
    test.info().annotations.push({
      type: 'measured',
      description: `logged in ${said.trim()} s; rows sent ${rows}, gaps ${gaps}; ${JSON.stringify(smoothness)}`,
    });
    expect(gaps).toBeLessThanOrEqual(1);
    expect(rows).toBeGreaterThanOrEqual(last);
    await page.getByRole('tab', { name: 'Metrics' }).click();
    await expect(page.getByRole('tabpanel')).toContainText('50,000 rows');
    expect(smoothness.medianMs).toBeLessThan(34 * slowness());
    expect(smoothness.longestTaskMs).toBeLessThan(300 * slowness());
  } finally {
    python.kill();
  }
});
