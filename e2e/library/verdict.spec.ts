import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Group } from '../../src-shared/group/group';
import { axeFindings } from '../testing/axe';
import { expect, test, type Benchtop } from '../testing/fixtures';
import { FigurePage } from '../pages/figure.page';

/** A ring around a middle: a network finds it, and no line does. */
function writeRing(benchtop: Benchtop): string {
  let state = 1;
  const next = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const lines = Array.from({ length: 240 }, () => {
    const [a, b] = [2 * next() - 1, 2 * next() - 1];
    return `${a.toFixed(4)},${b.toFixed(4)},${a * a + b * b > 0.6 ? 'out' : 'in'}`;
  });
  const path = join(benchtop.workspace, 'ring.csv');
  writeFileSync(path, `width,height,where\n${lines.join('\n')}\n`);
  return path;
}

/** Trains an experiment over five folds, and waits for the group. */
async function trainFolds(benchtop: Benchtop, name: string): Promise<void> {
  const { page, experiment } = benchtop;
  await experiment.name.fill(name);
  await page.getByRole('button', { name: 'Folds…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start 5 runs' }).click();
  const head = page.getByRole('main').locator('header').first();
  await expect(head.getByText('5 / 5 runs')).toBeVisible({ timeout: 120_000 });
  await expect(head.getByText('Finished')).toBeVisible({ timeout: 30_000 });
}

test('a person holds a network against logistic regression on their own file, and reads the verdict', async ({
  benchtop,
}) => {
  const { page, shell, experiment, dataset } = benchtop;
  const file = writeRing(benchtop);
  await benchtop.answerFileDialog(file);
  await shell.openData();
  await dataset.use.click();
  await experiment.trainSteps(400);
  await trainFolds(benchtop, 'network');

  // Simple models on the same folds: the linear one is beaten.
  const baselines = page.getByRole('region', { name: 'Baselines' });
  await baselines.getByRole('button', { name: 'Train baselines' }).click();
  await expect(
    baselines.getByText(
      /^network beats logistic regression by 0\.\d+ accuracy \(95 % interval 0\.\d+ to 0\.\d+\) over 5 folds/,
    ),
  ).toBeVisible({ timeout: 60_000 });
  const rows = baselines.getByRole('table', { name: 'Baselines' }).getByRole('row');
  await expect(rows).toHaveCount(7);
  await expect(rows.filter({ hasText: 'Most frequent class' })).toContainText('beaten');

  await shell.goHome();
  await benchtop.answerFileDialog(file);
  await shell.openData();
  await dataset.use.click();
  await page.getByRole('radio', { name: 'Logistic' }).click();
  await trainFolds(benchtop, 'logistic');

  await shell.rail.getByRole('button', { name: 'Compare' }).click();
  const groups = await benchtop.call<readonly Group[]>('groupsList');
  for (const name of ['logistic', 'network']) {
    await page.getByRole('button', { name: 'Add group' }).click();
    await page.getByRole('menuitem', { name: new RegExp(`^${name} · `) }).click();
  }
  const verdict = page.getByRole('region', { name: 'Verdict' });
  await expect(
    verdict.getByText(
      /^network is better than logistic by 0\.\d+ \(95 % 0\.\d+ to 0\.\d+\) over 5 folds; P\(better\)/,
    ),
  ).toBeVisible();
  await expect(
    verdict.getByText(/corrected resampled t test, n 5; 5 folds of 240 rows of ring\.csv/),
  ).toBeVisible();
  await expect(verdict.getByRole('row', { name: /^network/ })).toContainText('5 / 0 / 0');
  await expect(verdict.getByLabel(/^network is better than logistic/)).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await new FigurePage(benchtop).saveAll(
    '“What is known of the gain”',
    { columns: 'of,gain,density', texts: ['Gain over logistic'] },
    verdict,
  );

  // Said from the other side, once the other one is the baseline.
  await page.getByRole('button', { name: 'Make network the baseline' }).click();
  await expect(verdict.getByText(/^logistic is worse than network by 0\.\d+/)).toBeVisible();
  expect(groups).toHaveLength(2);
});
