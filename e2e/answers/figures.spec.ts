import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { choose } from '../testing/choose';
import { present } from '../../src-shared/present';
import { expect, test, type Benchtop } from '../testing/fixtures';
import { FigurePage } from '../pages/figure.page';

/** Numbers from 0 to 1, the same ones every time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** Opens a file of so many rows, as it would be by hand. */
async function openRows(benchtop: Benchtop, name: string, head: string, row: (i: number) => unknown[]) {
  const file = join(benchtop.workspace, name);
  const lines = Array.from({ length: 120 }, (_, i) => row(i).join(','));
  writeFileSync(file, [head, ...lines, ''].join('\n'));
  await benchtop.answerFileDialog(file);
  await benchtop.shell.openData();
}

test('a network’s map, solid, graph and units are taken out as they are drawn', async ({ benchtop }) => {
  const { page, shell, experiment, run } = benchtop;
  const figures = new FigurePage(benchtop);
  await shell.openSample('XNOR');
  const data = await figures.saveAll('the picture of the data', {
    columns: 'drawn,x1,x2,class',
    texts: ['x1', 'x2', 'Data of XNOR'],
    rows: 4,
  });
  expect(data).toContain('point,1,1,1\n');
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });

  const map = await figures.saveAll('the picture', {
    columns: 'drawn,x1,x2,output',
    texts: ['XNOR', 'x1', 'x2'],
  });
  // All four corners are marked with what they should be.
  for (const corner of ['0,0,1', '0,1,0', '1,0,0', '1,1,1']) expect(map).toContain(`point,${corner}\n`);
  await page.getByRole('radio', { name: '3-D' }).click();
  await expect(page.getByRole('slider', { name: /in three dimensions/ })).toBeVisible();
  const { content: solid } = await figures.save('the picture', 'SVG');
  expect(solid).toContain('data:image/png;base64,');
  expect(solid).toContain('>x1</text>');

  await run.openTab('Graph');
  const graph = await figures.saveAll('the graph', {
    columns: 'drawn,layer,from,to,value',
    texts: ['inputs', 'layer 1', 'output', 'updates weights', 'positive weight'],
  });
  expect(graph.match(/^weight,/gm)).toHaveLength(6);
  expect(graph.match(/^bias,/gm)).toHaveLength(3);

  // Hidden units are drawn while it trains: a restored checkpoint has them too.
  await run.openTab('Checkpoints');
  await page.getByRole('button', { name: 'Restore' }).first().click();
  await run.openTab('Graph');
  await page.getByRole('button', { name: /^Layer 1, unit 1: output/ }).click();
  await figures.saveAll('the unit’s picture', { columns: 'drawn,x1,x2,output', texts: ['x1', 'x2'] });
});

test('charts of data, of the elbow and of clusters are taken out', async ({ benchtop }) => {
  const { page, dataset, experiment, run } = benchtop;
  const figures = new FigurePage(benchtop);
  const draw = numbers(5);
  const sizes = ['small', 'large'];
  await openRows(benchtop, 'people.csv', 'Height,Weight,Feet,Size', (i) => [
    (150 + 25 * (i % 2) + 8 * draw()).toFixed(2),
    (50 + 20 * (i % 2) + 9 * draw()).toFixed(2),
    (8 + (i % 2) + draw()).toFixed(2),
    sizes[i % 2],
  ]);
  await page.getByRole('tab', { name: 'Explore' }).click();
  const colour = page.getByRole('combobox', { name: 'Colour' });
  await choose(colour, 'none');
  await expect(page.getByRole('button', { name: /^small/ })).toHaveCount(0);
  const scatter = await figures.saveAll('the scatter', {
    columns: 'row,Height,Weight',
    texts: ['Height', 'Weight', 'Weight against Height'],
    rows: 120,
  });
  expect(scatter).toMatch(/\n1,15\d(\.\d+)?,5\d(\.\d+)?\n/);
  await choose(colour, 'Size');
  await expect(page.getByRole('button', { name: /^small/ })).toBeVisible();
  const coloured = await figures.saveAll('the scatter', {
    columns: 'row,Height,Weight,Size',
    texts: ['small', 'large'],
  });
  expect(coloured).toMatch(/\n1,[\d.]+,[\d.]+,small\n/);

  await page.getByRole('radio', { name: 'Histograms' }).click();
  await page.getByRole('button', { name: 'Enlarge the histogram of Size' }).waitFor();
  const all = await figures.saveAll('the histograms', {
    columns: 'chart,from,to,rows,value',
    texts: ['Height', 'Weight', 'Feet', 'Size'],
  });
  expect(all).toContain('Size,,,60,small\n');
  await page.getByRole('button', { name: 'Enlarge the histogram of Height' }).click();
  const bars = await figures.saveAll('the histogram', {
    columns: 'from,to,rows',
    texts: ['Histogram of Height'],
  });
  const counted = bars
    .trimEnd()
    .split('\n')
    .slice(1)
    .reduce((sum, line) => sum + Number(line.split(',')[2]), 0);
  expect(counted).toBe(120);

  await page.getByRole('radio', { name: 'Correlation' }).click();
  await page.getByRole('grid', { name: 'Correlations' }).waitFor();
  const pairs = await figures.saveAll('the correlations', {
    columns: 'row,column,pearson,rows',
    texts: ['Height', 'Weight', 'Feet'],
    rows: 9,
  });
  expect(pairs).toContain('Height,Height,1,120\n');

  await page.getByRole('tab', { name: 'Columns' }).click();
  await dataset.setRole('Size', 'Ignore');
  await dataset.use.click();
  await page.getByRole('radio', { name: 'k-means' }).click();
  await choose(page.getByLabel('Scaling of features'), 'Standard (mean 0)');
  await page.getByRole('button', { name: 'Find k…' }).click();
  const elbow = page.getByRole('dialog', { name: 'How many clusters?' });
  await expect(elbow.getByText(/^120 training rows, best of/)).toBeVisible({ timeout: 120_000 });
  await figures.saveAll(
    'the scores',
    {
      columns:
        'chart,k,Training inertia,Training silhouette,Training Calinski-Harabasz,Training Davies-Bouldin',
      texts: ['Training inertia', 'k'],
      rows: 40,
    },
    elbow,
  );
  await page.keyboard.press('Escape');
  await expect(elbow).toHaveCount(0);
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  const clusters = await figures.saveAll('the picture', {
    columns: 'drawn,Height,Weight,Feet,cluster',
    texts: ['Height', 'Weight'],
  });
  expect(clusters.match(/^point,/gm)).toHaveLength(120);
  expect(present(clusters.match(/^centre,/gm)).length).toBeGreaterThan(1);
  await page.getByRole('radio', { name: 'Raw | scaled' }).click();
  await figures.saveAll('the picture', {
    columns: 'chart,drawn,Height,Weight,Feet,cluster,"Height, scaled","Weight, scaled","Feet, scaled"',
    texts: ['Raw units'],
  });
  await run.openTab('Centres');
  await figures.saveAll('the centres by feature', {
    columns: 'cluster,feature,drawn,in the data’s units',
    texts: ['Height', 'Weight', 'Feet'],
  });
});

test('charts of classes, of margins and of numbers are taken out', async ({ benchtop }) => {
  const { page, dataset, experiment, run } = benchtop;
  const figures = new FigurePage(benchtop);
  const draw = numbers(9);
  await openRows(benchtop, 'leaves.csv', 'length,width,kind', (i) => [
    (2 * (i % 2) + 2.6 * draw()).toFixed(3),
    (2 * draw()).toFixed(3),
    ['ash', 'birch'][i % 2],
  ]);
  await dataset.setRole('kind', 'Target');
  await dataset.use.click();
  await page.getByRole('radio', { name: 'SVM' }).click();
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  const margin = await figures.saveAll('the picture', {
    columns: 'drawn,length,width,class,logit,support vector',
    texts: ['length', 'width', 'class ash', 'class birch'],
    rows: 120,
  });
  expect(margin).toMatch(/\npoint,[\d.]+,[\d.]+,ash,-?[\d.]+,[01]\n/);
  await run.openTab('Scores');
  await figures.saveAll('“Decision values by class”', {
    columns: 'logit from,logit to,class ash,class birch',
    texts: ['logit', 'rows'],
    rows: 40,
  });
  await run.openTab('Margin lab');
  await page.getByText('Margin width').first().waitFor();
  await figures.saveAll('the lab’s picture', {
    columns: 'drawn,length,width,class,logit,support vector,C,coef of length,coef of width,intercept',
    texts: ['length', 'class ash'],
  });
  await run.openTab('Evaluation');
  const confusion = await figures.saveAll('“Confusion matrix”', {
    columns: 'true,predicted,count,share of the true class',
    texts: ['true', 'predicted', 'ash', 'birch'],
    rows: 4,
  });
  expect(confusion).toMatch(/^ash,birch,\d+,/m);
  await figures.saveAll('“ROC”', {
    columns: 'class,threshold,false positive rate,true positive rate',
    texts: ['false positive rate', 'true positive rate', 'chance'],
  });
  await figures.saveAll('“Precision and recall”', {
    columns: 'class,threshold,recall,precision',
    texts: ['recall', 'precision'],
  });
});

test('charts of a fit and of its residuals are taken out', async ({ benchtop }) => {
  const { page, dataset, experiment, run } = benchtop;
  const figures = new FigurePage(benchtop);
  const draw = numbers(13);
  await openRows(benchtop, 'line.csv', 'age,height', (i) => [
    i / 10,
    (80 + 6 * (i / 10) + 8 * draw()).toFixed(2),
  ]);
  await dataset.setRole('height', 'Target');
  await dataset.use.click();
  await experiment.trainSteps(200);
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  const fit = await figures.saveAll('the picture', { columns: 'drawn,age,value', texts: ['age', 'height'] });
  expect(fit.match(/^point,/gm)).toHaveLength(120);
  await run.openTab('Evaluation');
  for (const [chart, text] of [
    ['“Predicted against actual”', 'actual'],
    ['“Residuals against predicted”', 'predicted'],
  ] as const) {
    await page
      .getByRole('img', { name: new RegExp(text) })
      .first()
      .waitFor();
    const { content } = await figures.save(chart, 'CSV');
    expect(content.split('\n')[0]).toMatch(/^row,/);
    await figures.save(chart, 'SVG');
  }
  await figures.saveAll('“Residuals”', { columns: 'from,to,rows', texts: [] });
});
