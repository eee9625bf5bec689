import { expect, test, type Benchtop } from '../testing/fixtures';

/** The system's colours as a page has them now. */
function systemColours({ page }: Benchtop): Promise<Record<string, string>> {
  return page.evaluate(() => {
    const probe = document.createElement('div');
    document.body.append(probe);
    const names = ['Canvas', 'CanvasText', 'Highlight', 'HighlightText'];
    const found = names.map((name) => {
      probe.style.color = name;
      return [name, getComputedStyle(probe).color] as const;
    });
    probe.remove();
    return Object.fromEntries(found);
  });
}

/** Red, green and blue of the pixel of a chart's first canvas that is farthest from black, at its left edge. */
function brightestLabel({ page }: Benchtop): Promise<number> {
  return page
    .getByRole('slider', { name: /^Step cursor/ })
    .locator('canvas')
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, 30, canvas.height);
      let brightest = 0;
      for (let i = 0; i < data.length; i += 4)
        if (data[i + 3]! > 200)
          brightest = Math.max(brightest, Math.min(data[i]!, data[i + 1]!, data[i + 2]!));
      return brightest;
    });
}

test('colours that the system forces are followed, in charts too, and states are still told', async ({
  benchtop,
}) => {
  const { page, shell, experiment, run } = benchtop;
  await benchtop.call('settingsSet', { theme: 'light' });
  await shell.openSample('XNOR');
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  await expect.poll(() => brightestLabel(benchtop)).toBeLessThan(160);

  // A contrast theme with a dark ground, over the program's light theme.
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  const system = await systemColours(benchtop);
  expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe(system['CanvasText']);

  // Which part of a segmented control, which tab and which run is on is told by more than a ground of ours.
  const chosen = page
    .getByRole('radiogroup', { name: 'Scale of the y axis' })
    .getByRole('radio', { checked: true });
  await expect(chosen).toHaveCSS('background-color', system['Highlight']!);
  await expect(chosen).toHaveCSS('color', system['HighlightText']!);
  await expect(page.getByRole('tab', { selected: true }).first()).toHaveCSS(
    'background-color',
    system['Highlight']!,
  );
  await expect(shell.row('XNOR')).toHaveCSS('background-color', system['Highlight']!);

  // A run keeps its colour, which is how it is known.
  const swatch = run.header.locator('.swatch').first();
  const kept = await swatch.evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(kept).not.toBe(system['Canvas']);

  // What is written on a canvas is drawn anew in the system's colours.
  const isDark = system['Canvas'] === 'rgb(0, 0, 0)';
  if (isDark) await expect.poll(() => brightestLabel(benchtop)).toBeGreaterThan(200);
  else await expect.poll(() => brightestLabel(benchtop)).toBeLessThan(160);
  expect(system['CanvasText']).not.toBe(system['Canvas']);

  await page.emulateMedia({ forcedColors: null, colorScheme: null });
  await expect.poll(() => brightestLabel(benchtop)).toBeLessThan(160);
});
