// The first 3-D picture in the real window, which is drawn in software: three.js is read, a context made, a
// program compiled, each part drawn once. Nothing of that may be a task that a person notices.
import { openWindow, watchWhile } from '../lib/process/window.mjs';

const NOTICED_MS = 50;
const PATIENCE = { timeout: 60_000 };

export default function solid(bench) {
  return [
    {
      work: 'a network’s output in 3-D',
      rounds: bench.quick ? 1 : 5,
      figures: () => opened(bench.folder),
    },
  ];
}

async function opened(folder) {
  const window = await openWindow(folder);
  try {
    const { page } = window;
    await page
      .getByRole('region', { name: 'XNOR', exact: true })
      .getByRole('button', { name: 'Start' })
      .click();
    await page.getByRole('main').getByText('Finished', { exact: true }).first().waitFor(PATIENCE);
    const flat = page.getByRole('radio', { name: 'Map' });
    const deep = page.getByRole('radio', { name: '3-D' });
    const chart = page.getByRole('slider', { name: /in three dimensions/ });
    await flat.waitFor(PATIENCE);
    await pause(1500);
    const figures = [];
    for (const part of ['first opening', 'second opening']) {
      let ms;
      const { frames } = await watchWhile(window, async () => {
        const began = performance.now();
        await deep.click();
        // Its labels come with the picture.
        await chart.getByText('x1', { exact: true }).waitFor(PATIENCE);
        ms = performance.now() - began;
        await pause(500);
      });
      figures.push(
        { name: `${part}: from the click to the picture`, value: ms, unit: 'ms' },
        { name: `${part}: longest task`, value: frames.longestTaskMs, unit: 'ms', atMost: NOTICED_MS },
        { name: `${part}: longest time without a frame`, value: frames.longestMs, unit: 'ms' },
      );
      await flat.click();
      await pause(500);
    }
    return figures;
  } finally {
    await window.close();
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
