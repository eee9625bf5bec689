import { choose } from '../testing/choose';
import { axeFindings } from '../testing/axe';
import { expect, test } from '../testing/fixtures';

test('hidden units follow a run in training, paused and finished, and one can be enlarged', async ({
  benchtop,
}) => {
  const { page, run, shell } = benchtop;
  const id = await benchtop.startEndlessRun({ name: 'endless' });
  await shell.row('endless').click();
  await run.openTab('Graph');
  const units = page.getByRole('region', { name: 'Hidden units over x1 and x2' });
  const first = units.getByRole('button', { name: /^Layer 1, unit 1:/ });
  await expect(units.getByRole('button', { name: /^Layer 1, unit/ })).toHaveCount(2);
  const before = await first.getAttribute('aria-label');
  await expect.poll(() => first.getAttribute('aria-label')).not.toBe(before);

  await first.click();
  await expect(first).toHaveAttribute('aria-pressed', 'true');
  await expect(units.getByRole('img', { name: /^Output of unit 1 of layer 1/ })).toBeVisible();
  await units.getByLabel('Data points').check();

  // A paused run is drawn anew for who looks at it only now.
  await run.button('Pause').click();
  await run.expectStatus('paused');
  await run.openTab('Overview');
  await run.openTab('Graph');
  await expect(units.getByRole('button', { name: /^Layer 1, unit/ })).toHaveCount(2);

  for (const theme of ['light', 'dark']) {
    await benchtop.call('settingsSet', { theme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    expect(await axeFindings(page), theme).toEqual([]);
  }

  await benchtop.call('runsStop', { id });
  await run.expectStatus('stopped');
  await expect(units.getByRole('button', { name: /^Layer 1, unit/ })).toHaveCount(2);
});

test('hidden units of a run that nobody watched are there once it is finished', async ({ benchtop }) => {
  const { page, run, shell } = benchtop;
  await benchtop.call('runsStart', {
    experiment: {
      schemaVersion: 1,
      name: 'two moons',
      dataset: { kind: 'generated', generator: 'moons' },
      model: {
        kind: 'network',
        layers: [
          { units: 20, activation: 'tanh' },
          { units: 4, activation: 'relu' },
          { units: 1, activation: 'sigmoid' },
        ],
      },
      training: { steps: 300, engine: 'typed' },
    },
    speed: null,
  });
  await shell.row('two moons').first().click();
  await run.expectStatus('finished', { timeout: 120_000 });
  await run.openTab('Graph');
  const units = page.getByRole('region', { name: 'Hidden units over x1 and x2' });
  await expect(units.getByText('Layer 1, tanh: the first 12 of 20 units')).toBeVisible();
  await expect(units.getByRole('button', { name: /^Layer 1, unit/ })).toHaveCount(12);
  await expect(units.getByRole('button', { name: /^Layer 2, unit/ })).toHaveCount(4);
  // The same once it is read back from its last checkpoint.
  await benchtop.relaunch();
  await benchtop.shell.row('two moons').first().click();
  await benchtop.run.openTab('Graph');
  await expect(benchtop.page.getByRole('button', { name: /^Layer 2, unit/ })).toHaveCount(4);
});

test('the run view has no accessibility problems while it trains', async ({ benchtop }) => {
  const { page, run, shell } = benchtop;
  const id = await benchtop.startEndlessRun({ name: 'endless' });
  await shell.row('endless').click();
  await expect(page.getByLabel('Learning rate', { exact: false }).first()).toBeVisible();
  for (const theme of ['light', 'dark']) {
    await benchtop.call('settingsSet', { theme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    expect(await axeFindings(page), `${theme}, running`).toEqual([]);
    await run.button('Pause').click();
    await expect(run.header.getByRole('button', { name: 'One step' })).toBeEnabled();
    for (const tab of ['Overview', 'Config', 'Metrics', 'Graph', 'Log']) {
      await run.openTab(tab);
      expect(await axeFindings(page), `${theme}, paused, ${tab}`).toEqual([]);
    }
    await run.button('Resume').click();
    await run.expectStatus('running');
  }
  await benchtop.call('runsStop', { id });
  await run.expectStatus('stopped');
});

test('the form of a network has no accessibility problems with all of its fields open', async ({
  benchtop,
}) => {
  const { page, experiment, shell } = benchtop;
  await shell.newGenerated('XNOR');
  await page.getByRole('radio', { name: 'Batches' }).click();
  await page.getByRole('radio', { name: 'Stop early' }).click();
  for (const [loss, optimizer, schedule] of [
    ['Huber loss', 'AdamW', 'On plateau'],
    ['Binary cross-entropy', 'RMSprop', 'In steps'],
    ['Hinge loss', 'Nesterov', 'Cosine'],
  ] as const) {
    await choose(experiment.field('Loss'), loss);
    await choose(experiment.field('Optimizer'), optimizer);
    await choose(experiment.field('Schedule'), schedule);
    for (const theme of ['light', 'dark']) {
      await benchtop.call('settingsSet', { theme });
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      expect(await axeFindings(page), `${theme}, ${optimizer}`).toEqual([]);
    }
  }
  // With what is wrong said at its field.
  await page.locator('#model-layers-0-units').fill('x');
  await page.locator('#model-layers-0-units').blur();
  await expect(page.getByRole('alert').first()).toBeVisible();
  expect(await axeFindings(page), 'with a bad field').toEqual([]);
});
