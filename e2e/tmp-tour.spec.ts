import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { expect, test } from './fixtures';

test('tour', async ({ benchtop }) => {
  test.setTimeout(200_000);
  const { page, dataset } = benchtop;
  const shots = '/tmp/shots-v';
  const size = async (w: number, h: number) => {
    await benchtop.app.evaluate(({ BrowserWindow }, [ww, hh]) => { BrowserWindow.getAllWindows()[0]!.setContentSize(ww!, hh!); }, [w, h]);
    await page.waitForTimeout(400);
  };
  await size(1280, 800);
  const rows = Array.from({ length: 240 }, (_, i) => {
    const h = (155 + ((i * 37) % 40) + (i % 7) / 10).toFixed(1).replace('.', ',');
    const g = (45 + ((i * 37) % 40) * 0.9 + (i % 11) / 2).toFixed(1).replace('.', ',');
    return [i + 1, i === 60 ? 'ca. 170' : h, i === 120 ? '' : g, ['Köln', 'Ulm', 'Nürnberg', 'Bern'][i % 4], i % 3 === 0 ? 'ja' : 'nein'].join(';');
  });
  rows[150] = '151;166,1;75,57';
  const file = join(benchtop.workspace, 'Größen und Gewichte.csv');
  writeFileSync(file, Buffer.from(['Messung vom Frühjahr 2026', 'Gerät: Waage 7', 'Nr;Größe;Gewicht;Stadt;Raucher', ...rows, ''].join('\r\n'), 'latin1'));
  await benchtop.answerFileDialog(file);
  await benchtop.shell.openData();
  await expect(page.getByText('Read to its end')).toBeVisible();
  await dataset.setRole('Gewicht', 'Target');
  await dataset.column('Größe').click();
  await page.waitForTimeout(600);
  await dataset.openTab(/Problems/);
  await page.waitForTimeout(200);
  await page.getByText('ca. 170').first().click();
  await page.waitForTimeout(600);
  await page.mouse.move(640, 790);
  await page.screenshot({ path: `${shots}/readme-data.png` });
  await dataset.openTab('Columns');
  await page.getByRole('button', { name: 'Save as data set…' }).click();
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${shots}/saveas.png` });
  await page.keyboard.type('Waage');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(500);
  await dataset.line(63).click({ button: 'right' });
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${shots}/rowmenu.png` });
  await page.keyboard.press('Escape');
  await dataset.use.click();
  await page.waitForTimeout(800);
  await page.screenshot({ path: `${shots}/form2.png` });
  await benchtop.experiment.start.click();
  await benchtop.run.expectStatus('finished', { timeout: 40_000 });
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${shots}/run2.png` });
  await page.getByRole('tab', { name: 'Predict' }).click();
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${shots}/predict2.png`, fullPage: true });
  // the same header again: choices are remembered
  const other = join(benchtop.workspace, 'Herbst.csv');
  writeFileSync(other, Buffer.from(['x', 'y', 'Nr;Größe;Gewicht;Stadt;Raucher', ...rows.slice(5), ''].join('\r\n'), 'latin1'));
  await benchtop.answerFileDialog(other);
  await benchtop.shell.openData();
  await expect(page.getByText('Read to its end')).toBeVisible();
  await page.waitForTimeout(800);
  await page.screenshot({ path: `${shots}/remembered.png` });
  // the file of the run changes
  writeFileSync(file, Buffer.from(['Nr;Größe;Gewicht;Stadt;Raucher', ...rows.slice(9), ''].join('\r\n'), 'latin1'));
  await benchtop.shell.row('Größen und Gewichte').first().click();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `${shots}/changed.png` });
});

test('xnor for the README', async ({ benchtop }) => {
  const { page } = benchtop;
  await benchtop.app.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]!.setContentSize(1280, 800); });
  await benchtop.shell.startSample('XNOR');
  await benchtop.run.expectStatus('finished', { timeout: 30_000 });
  await page.waitForTimeout(1200);
  await page.mouse.move(640, 795);
  await page.screenshot({ path: '/tmp/shots-v/readme-run.png' });
});
