import { Chart, LineController, LineElement, LinearScale, LogarithmicScale, PointElement } from 'chart.js';
import { afterEach, expect, it } from 'vitest';
import type { LinePoint } from '../lines/decimate';
import { lossConfig } from './loss-config';
import type { ChartTokens } from '../stage/theme';
import { keepDatasets, type LossConfiguration, type LossDataset } from '../lines/line-config';

Chart.register(LineController, LineElement, LinearScale, LogarithmicScale, PointElement);

const TOKENS = { fontUi: 'sans-serif', text2: '#111111', axis: '#222222', grid: '#333333' } as ChartTokens;

/** A curve of so many values after each other. */
function makeConfig(id: string, length: number, colour = '#0066b3'): LossConfiguration {
  const x = Array.from({ length }, (_, step) => step);
  const config = lossConfig({
    series: [{ id, label: id, colour, x, y: x.map((step) => 1 / (step + 1)) }],
    hidden: new Set(),
    scale: 'log',
    xTitle: 'step',
    yTitle: 'loss',
    xMax: null,
    zoom: null,
    width: 400,
    height: 200,
    tokens: TOKENS,
  });
  return { ...config, options: { ...config.options, responsive: false } };
}

const readDatasets = (config: LossConfiguration): LossDataset[] => config.data.datasets as LossDataset[];

/** What chart.js draws on where there is no page: it takes every call. */
function fakeCanvas(): HTMLCanvasElement {
  const canvas = { width: 400, height: 200, style: {}, getContext: () => context };
  const context: object = new Proxy({ canvas } as Record<string | symbol, unknown>, {
    get: (known, name) => known[name] ?? (name === 'measureText' ? () => ({ width: 8 }) : () => undefined),
  });
  return canvas as unknown as HTMLCanvasElement;
}

let chart: Chart<'line', LinePoint[]> | null = null;
afterEach(() => chart?.destroy());

function update(config: LossConfiguration): void {
  if (chart === null) throw new Error('no chart yet');
  chart.data.datasets = keepDatasets(chart.data.datasets as LossDataset[], readDatasets(config));
  if (config.options !== undefined) chart.options = config.options;
  chart.update('none');
}

const drawnPoints = (): { radius: unknown; colour: unknown }[] =>
  (chart?.getDatasetMeta(0).data ?? []).map(({ options }) => ({
    radius: options['radius'],
    colour: options['backgroundColor'],
  }));

it('marks a curve of one value with a dot, and takes it away once there is a line', () => {
  chart = new Chart(fakeCanvas(), makeConfig('loss', 1));
  expect(drawnPoints()).toEqual([{ radius: 2.5, colour: '#0066b3' }]);
  update(makeConfig('loss', 1, '#66aaff'));
  expect(drawnPoints()).toEqual([{ radius: 2.5, colour: '#66aaff' }]);
  for (const length of [2, 3, 60]) {
    update(makeConfig('loss', length));
    expect(drawnPoints().map(({ radius }) => radius)).toEqual(Array(length).fill(0));
  }
  update(makeConfig('accuracy', 1));
  expect(drawnPoints().map(({ radius }) => radius)).toEqual([2.5]);
});

it('keeps the dataset of a curve that grows', () => {
  const [before] = readDatasets(makeConfig('loss', 2));
  const [kept] = keepDatasets([before!], readDatasets(makeConfig('loss', 9)));
  expect(kept).toBe(before);
  expect(kept?.data).toHaveLength(9);
});
