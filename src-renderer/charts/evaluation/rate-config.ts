import type { LinePoint } from '../lines/decimate';
import type { ChartTokens } from '../stage/theme';
import type { LossConfiguration, LossDataset } from '../lines/line-config';

interface RateLine {
  readonly id: string;
  readonly label: string;
  /** What a canvas takes. */
  readonly colour: string;
  readonly dash: readonly number[];
  readonly points: LinePoint[];
}

export interface RateOptions {
  readonly lines: readonly RateLine[];
  /** What chance alone would give. */
  readonly reference: LinePoint[];
  /** Where the threshold is. */
  readonly mark: LinePoint | null;
  readonly titles: { readonly x: string; readonly y: string };
  readonly tokens: ChartTokens;
}

/** chart.js' configuration of curves between rates, both axes from 0 to 1. */
export function rateConfig({ lines, reference, mark, titles, tokens }: RateOptions): LossConfiguration {
  const font = { family: tokens.fontUi, size: 11 };
  const axis = (text: string) => ({
    type: 'linear' as const,
    min: 0,
    max: 1,
    title: { display: true, text, color: tokens.text2, font, padding: 2 },
    border: { color: tokens.grid },
    grid: { color: tokens.grid, drawTicks: false },
    ticks: { color: tokens.axis, font, stepSize: 0.2, padding: 6, maxRotation: 0 },
  });
  return {
    type: 'line',
    data: {
      datasets: [
        line({ id: 'reference', label: 'chance', colour: tokens.text3, dash: [3, 4], points: reference }, 1),
        ...lines.map((one) => line(one, 1.75)),
        ...(mark === null ? [] : [makeMark(mark, tokens)]),
      ],
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      parsing: false,
      normalized: true,
      events: [],
      // Lines along the edges and the mark on them are not cut in half.
      clip: 8,
      layout: { padding: { top: 8, right: 14, bottom: 2, left: 2 } },
      scales: { x: axis(titles.x), y: axis(titles.y) },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
    },
  };
}

function line({ id, label, colour, dash, points }: RateLine, width: number): LossDataset {
  return {
    seriesId: id,
    label,
    data: points,
    borderColor: colour,
    borderWidth: width,
    borderDash: [...dash],
    borderJoinStyle: 'round',
    pointRadius: 0,
    pointBackgroundColor: colour,
  };
}

function makeMark(at: LinePoint, tokens: ChartTokens): LossDataset {
  return {
    seriesId: 'mark',
    label: 'threshold',
    data: [at],
    borderColor: tokens.text,
    pointBorderColor: tokens.text,
    pointBorderWidth: 2,
    pointBackgroundColor: tokens.surface,
    pointRadius: 5.5,
    showLine: false,
  };
}
