import { expect } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchtop } from '../testing/fixtures';
import { IMPORT_SCENES } from './import-scenes';
import type { Scene } from './scene';
import { choose } from '../testing/choose';
import { ExplorePage } from '../pages/explore.page';
import { LibraryPage } from '../pages/library.page';

const escape = async ({ page }: Benchtop): Promise<void> => {
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(0);
};

/** Plants of three kinds, two of their values missing. */
function plants(): string {
  let state = 7;
  const draw = (): number => (state = (state * 16807) % 2147483647) / 2147483647;
  const kinds = ['heather', 'moss', 'common reed'];
  const rows = Array.from({ length: 240 }, (_, i) => {
    const kind = i % 3;
    const height = 12 + 30 * kind + 14 * draw();
    const width = 3 + 2 * kind * draw() + draw();
    const site = ['north slope', 'south slope', 'river'][Math.floor(3 * draw())];
    return `${i + 1},${i === 40 ? '' : height.toFixed(1)},${width.toFixed(2)},${(20 * draw()).toFixed(1)},${site},${kinds[kind]}`;
  });
  return `id,height in cm,width in cm,soil moisture in percent,site,kind\n${rows.join('\n')}\n`;
}

const tab =
  (name: string | RegExp) =>
  async ({ page }: Benchtop): Promise<void> => {
    await page.getByRole('tab', { name }).first().click();
  };

/** Trains what the form holds, to its end. */
async function train({ experiment, run }: Benchtop): Promise<void> {
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 180_000 });
}

/** All views with something in them, in an order in which each is a few clicks from the one before. */
export const SCENES: readonly Scene[] = [
  { name: 'home-first', show: async () => undefined },
  { name: 'new-experiment', show: ({ shell }) => shell.newExperiment() },
  { name: 'experiment-network', show: ({ shell }) => shell.newGenerated('Two moons') },
  {
    name: 'dialog-sweep',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Sweep…' }).click();
      await expect(page.locator('dialog[open]')).toBeVisible();
    },
    leave: escape,
  },
  {
    name: 'dialog-repeat',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Repeat…' }).click();
      await expect(page.locator('dialog[open]')).toBeVisible();
    },
    leave: escape,
  },
  {
    name: 'run-network-overview',
    show: async (benchtop) => {
      await benchtop.experiment.trainSteps(400);
      await train(benchtop);
    },
  },
  ...['Config', 'Metrics', 'Graph', 'Evaluation', 'Explain', 'Checkpoints', 'Predict', 'Log'].map((name) => ({
    name: `run-network-${name.toLowerCase()}`,
    show: tab(name),
  })),
  {
    name: 'run-network-solid',
    show: async ({ page }) => {
      await page.getByRole('radio', { name: '3-D' }).click();
      await expect(page.getByText('Loading the 3-D view')).toHaveCount(0);
    },
    leave: ({ page }) => page.getByRole('radio', { name: 'Map' }).click(),
  },
  {
    name: 'run-svm-overview',
    show: async ({ shell, run }) => {
      await shell.goHome();
      await shell.startSample('SVM margin');
      await run.expectStatus('finished', { timeout: 180_000 });
    },
  },
  { name: 'run-svm-coefficients', show: tab('Coefficients') },
  { name: 'run-svm-lab', show: tab('Margin lab') },
  {
    name: 'dialog-export',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Report, and words and tables for a paper' }).click();
      await page.getByRole('menuitem', { name: 'Save report as a page (.html)…' }).click();
      await expect(page.getByRole('img', { name: /^Report, part 1 of/ })).toBeVisible();
    },
    leave: escape,
  },
  ...IMPORT_SCENES,
  {
    name: 'run-regression-coefficients',
    show: async (benchtop) => {
      await benchtop.shell.newGenerated('Linear regression');
      await benchtop.page.getByRole('radio', { name: 'Linear', exact: true }).click();
      await train(benchtop);
      await benchtop.run.openTab('Coefficients');
    },
  },
  {
    name: 'guide',
    show: async ({ page }) => {
      await page.keyboard.press('F1');
      await expect(page.getByLabel('Guide', { exact: true })).toBeVisible();
    },
    leave: async ({ page }) => {
      await page.keyboard.press('Escape');
      await expect(page.getByLabel('Guide', { exact: true })).toHaveCount(0);
    },
  },
  {
    name: 'data',
    show: async (benchtop) => {
      const file = join(benchtop.workspace, 'plants of three kinds.csv');
      writeFileSync(file, plants());
      await benchtop.answerFileDialog(file);
      await benchtop.shell.goHome();
      await benchtop.shell.openData();
      await expect(benchtop.page.getByText('Fully read')).toBeVisible();
    },
  },
  {
    name: 'data-column',
    show: ({ dataset }) => dataset.column('width in cm').click({ position: { x: 120, y: 12 } }),
  },
  { name: 'data-rows', show: ({ dataset }) => dataset.openTab('Rows') },
  {
    name: 'data-explore',
    show: async ({ page, dataset }) => {
      await dataset.openTab(/^Columns/);
      await new ExplorePage(page).open();
    },
  },
  ...['Histograms', 'Correlation', 'Summary'].map((chart) => ({
    name: `data-explore-${chart.toLowerCase()}`,
    show: ({ page }: Benchtop) => new ExplorePage(page).show(chart),
  })),
  {
    name: 'experiment-file',
    show: async ({ dataset, experiment }) => {
      await dataset.use.click();
      await expect(experiment.start).toBeVisible();
    },
  },
  {
    name: 'experiment-svm',
    show: async ({ page }) => page.getByRole('radio', { name: /SVM/ }).click(),
  },
  {
    name: 'experiment-kmeans',
    show: async ({ page }) => page.getByRole('radio', { name: 'k-means' }).click(),
  },
  { name: 'run-kmeans-overview', show: train },
  { name: 'run-kmeans-centres', show: tab('Centres') },
  {
    name: 'run-classes-evaluation',
    show: async (benchtop) => {
      await benchtop.run.button('Edit').click();
      await benchtop.page.getByRole('radio', { name: /^Network/ }).click();
      await benchtop.page.getByRole('button', { name: 'Edit data…' }).click();
      await choose(benchtop.dataset.target, 'kind');
      await benchtop.dataset.use.click();
      await train(benchtop);
      await benchtop.run.openTab('Evaluation');
    },
  },
  { name: 'run-classes-predict', show: tab('Predict') },
  {
    name: 'dialog-figure',
    show: async ({ page }) => {
      await page
        .getByRole('button', { name: /^Save .* as a picture or as data$/ })
        .first()
        .click();
      await expect(page.locator('dialog[open]')).toBeVisible();
    },
    leave: escape,
  },
  {
    name: 'group',
    show: async (benchtop) => {
      const { page, shell } = benchtop;
      await shell.goHome();
      await shell.openSample('XNOR');
      await benchtop.experiment.trainSteps(200);
      await page.getByRole('button', { name: 'Repeat…' }).click();
      await page.getByRole('dialog').getByLabel('Runs', { exact: true }).fill('6');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Start/ })
        .click();
      await expect(page.getByText('6 / 6 runs')).toBeVisible({ timeout: 180_000 });
    },
  },
  {
    name: 'compare',
    show: async ({ page }) => {
      const boxes = page.getByRole('navigation').getByRole('checkbox');
      for (let i = 0; i < Math.min(3, await boxes.count()); i++) await boxes.nth(i).check();
      await page
        .getByRole('navigation')
        .getByRole('button', { name: /^Compare/ })
        .first()
        .click();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    },
  },
  {
    name: 'runs',
    show: ({ page }) => new LibraryPage(page).open(),
  },
  {
    name: 'runs-menu',
    show: async ({ page }) => {
      await new LibraryPage(page).table
        .getByRole('row', { name: /SVM margin/ })
        .first()
        .click({ button: 'right' });
      await expect(page.getByRole('menu')).toBeVisible();
    },
    leave: escape,
  },
  {
    name: 'runs-list-of-options',
    show: async ({ page }) => {
      await page.getByRole('combobox', { name: 'Status' }).click();
      await expect(page.getByRole('listbox')).toBeVisible();
    },
    leave: escape,
  },
  {
    name: 'dialog-columns',
    show: async ({ page }) => {
      await page.getByRole('button', { name: /^Columns/ }).click();
      await expect(page.locator('dialog[open]')).toBeVisible();
    },
    leave: escape,
  },
  ...(['Trash', 'Import…'] as const).map((name) => ({
    name: name === 'Trash' ? 'dialog-trash' : 'dialog-import',
    show: async ({ page }: Benchtop) => {
      await page.getByRole('button', { name, exact: true }).click();
      await expect(page.locator('dialog[open]')).toBeVisible();
    },
    leave: escape,
  })),
  {
    name: 'lineage',
    show: async ({ page }) => {
      await page.getByRole('navigation').getByRole('button', { name: 'Lineage' }).click();
      await expect(page.getByRole('heading', { name: 'Lineage' })).toBeVisible();
    },
  },
  {
    name: 'notebook',
    show: async (benchtop) => {
      const { page } = benchtop;
      await page.getByRole('navigation').getByRole('button', { name: 'Notebook' }).click();
      await page.getByRole('button', { name: 'New page' }).first().click();
      const naming = page.getByRole('dialog', { name: 'New page' });
      await naming.getByLabel('Name').fill('What we know');
      await naming.getByRole('button', { name: 'Create' }).click();
      const text = page.getByRole('textbox', { name: 'Text of the page, in Markdown' });
      await text.fill(
        `# What we know\n\nOne unit is **not** enough:\n\n![The run](benchtop:run/${benchtop.runIds()[0]})\n\n| units | loss |\n|--|--:|\n| 2 | 0.01 |\n`,
      );
      await page.getByRole('radio', { name: 'Read' }).click();
      await expect(page.getByRole('figure').first()).toBeVisible();
    },
  },
  { name: 'settings', show: ({ shell }) => shell.openSettings() },
  {
    name: 'palette',
    show: async ({ page }) => {
      await page.keyboard.press('Control+k');
      await expect(page.locator('dialog[open]')).toBeVisible();
    },
    leave: escape,
  },
  { name: 'home-later', show: ({ shell }) => shell.goHome() },
  {
    name: 'tour',
    show: ({ page }) => page.getByRole('button', { name: 'Two-minute tour' }).click(),
  },
];
