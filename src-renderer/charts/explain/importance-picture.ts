import { say } from '../../../src-shared/language/say';
import type { Importance } from '../../../src-shared/run/explanation/explanation';
import type { FigureHeading } from '../../text/figure-heading';
import type { Figure } from '../figure/figure';
import { clipText, numberTicks } from '../stage/plane';
import type { Stage } from '../stage/stage';

/** Columns in a saved picture, at most; its values are of all. */
const MOST_DRAWN = 30;
const BOTTOM = 40;
const TOP = 8;

/** From the least to the greatest that a bar or its spread comes to; 0 is in it. */
export function importanceRange({ columns }: Pick<Importance, 'columns'>): readonly [number, number] {
  const spread = (sd: number): number => (Number.isFinite(sd) ? sd : 0);
  const low = Math.min(0, ...columns.map(({ mean, sd }) => mean - spread(sd)));
  const high = Math.max(0, ...columns.map(({ mean, sd }) => mean + spread(sd)));
  return [low, high > low ? high : low + 1];
}

/** What the bars measure. */
export function importanceTitle({ metric }: Pick<Importance, 'metric'>): string {
  switch (metric) {
    case 'accuracy':
      return say('accuracy lost');
    case 'logLoss':
      return say('log loss gained');
    case 'rmse':
      return say('RMSE gained');
    case 'mae':
      return say('MAE gained');
    case 'r2':
      return say('R² lost');
    case 'sameCluster':
      return say('share of rows that leave their cluster');
  }
}

function drawImportance({ context, width, height, tokens }: Stage, found: Importance): void {
  const columns = found.columns.slice(0, MOST_DRAWN);
  const [low, high] = importanceRange({ columns });
  const left = Math.min(170, width * 0.36);
  const right = width - 18;
  const bottom = height - BOTTOM;
  const toX = (value: number): number => left + ((value - low) / (high - low)) * (right - left);
  context.font = `11px ${tokens.fontNumber}`;
  context.textBaseline = 'top';
  context.textAlign = 'center';
  context.lineWidth = 1;
  for (const { value, label } of numberTicks([low, high], right - left, 90)) {
    context.strokeStyle = value === 0 ? tokens.axis : tokens.grid;
    context.beginPath();
    context.moveTo(toX(value), TOP);
    context.lineTo(toX(value), bottom);
    context.stroke();
    context.fillStyle = tokens.text2;
    context.fillText(label, toX(value), bottom + 5);
  }
  context.font = `11px ${tokens.fontUi}`;
  context.fillText(clipText(context, importanceTitle(found), right - left), (left + right) / 2, bottom + 22);
  const step = Math.min(30, (bottom - TOP) / Math.max(1, columns.length));
  context.textBaseline = 'middle';
  columns.forEach(({ column, mean, sd }, row) => {
    const y = TOP + (row + 0.5) * step;
    context.textAlign = 'right';
    context.fillStyle = tokens.text;
    context.font = `12px ${tokens.fontUi}`;
    context.fillText(clipText(context, column, left - 14), left - 8, y);
    context.fillStyle = tokens.accent;
    context.fillRect(Math.min(toX(0), toX(mean)), y - step * 0.28, Math.abs(toX(mean) - toX(0)), step * 0.56);
    if (!Number.isFinite(sd)) return;
    context.strokeStyle = tokens.text;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(toX(mean - sd), y);
    context.lineTo(toX(mean + sd), y);
    context.stroke();
  });
}

/** Bars of the columns with their spread; the table has every repeat's mean and standard deviation. */
export function importanceFigure(heading: FigureHeading, found: Importance): Figure {
  return {
    ...heading,
    legend: [],
    draw: (stage) => {
      drawImportance(stage, found);
    },
    table: () => ({
      columns: ['column', importanceTitle(found), say('standard deviation')],
      rows: found.columns.map(({ column, mean, sd }) => [column, mean, sd]),
    }),
  };
}
