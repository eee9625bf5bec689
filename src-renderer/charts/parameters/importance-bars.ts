import { say } from '../../../src-shared/language/say';
import type { FigureHeading } from '../../text/figure-heading';
import type { Figure } from '../figure/figure';
import { clipText } from '../stage/plane';
import type { Stage } from '../stage/stage';

/** A setting with its part of all importance. */
export interface ImportanceBar {
  readonly path: string;
  readonly label: string;
  /** 0 to 1. */
  readonly share: number;
  /** The share as a person reads it. */
  readonly percent: string;
  readonly divergence: number;
  readonly pValue: number;
  /** Drawn pale. */
  readonly isByChance: boolean;
}

/** Settings in a saved picture, at most; its values are of all. */
const MOST_DRAWN = 30;
const TOP = 8;
const PERCENT_PX = 48;

function drawBars({ context, width, height, tokens }: Stage, bars: readonly ImportanceBar[]): void {
  const drawn = bars.slice(0, MOST_DRAWN);
  const left = Math.min(200, width * 0.4);
  const room = width - left - PERCENT_PX - 14;
  const step = Math.min(30, (height - 2 * TOP) / Math.max(1, drawn.length));
  context.textBaseline = 'middle';
  drawn.forEach(({ label, share, percent, isByChance }, row) => {
    const y = TOP + (row + 0.5) * step;
    context.textAlign = 'right';
    context.fillStyle = tokens.text;
    context.font = `12px ${tokens.fontUi}`;
    context.fillText(clipText(context, label, left - 14), left - 8, y);
    context.globalAlpha = isByChance ? 0.4 : 1;
    context.fillStyle = tokens.accent;
    context.fillRect(left, y - step * 0.28, share * room, step * 0.56);
    context.globalAlpha = 1;
    context.textAlign = 'left';
    context.fillStyle = tokens.text2;
    context.font = `11px ${tokens.fontNumber}`;
    context.fillText(percent, left + share * room + 6, y);
  });
}

/** Bars of the settings with their shares; the table has the divergences too. */
export function importanceBarsFigure(heading: FigureHeading, bars: readonly ImportanceBar[]): Figure {
  return {
    ...heading,
    legend: [],
    draw: (stage) => {
      drawBars(stage, bars);
    },
    table: () => ({
      columns: [say('setting'), say('share'), say('divergence'), 'p'],
      rows: bars.map(({ path, share, divergence, pValue }) => [path, share, divergence, pValue]),
    }),
  };
}
