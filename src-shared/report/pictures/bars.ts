import { html, name, type Html } from '../html/html';
import { figure } from '../html/numbers';
import { pictureFigure, round, svg } from './plot';

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Ends of an interval around it. */
  readonly interval?: readonly [number, number] | null;
}

const LABEL = 170;
const ROW = 20;
const WIDTH = 520;
const NUMBER = 66;

/** Numbers of either sign as bars from a line at zero, the longest names cut; with their intervals where given. */
export function barsPicture(
  bars: readonly Bar[],
  { title, caption }: { title: string; caption: string },
): Html {
  const ends = bars.flatMap(({ value, interval }) => [value, ...(interval ?? [])]).filter(Number.isFinite);
  const low = Math.min(0, ...ends);
  const high = Math.max(0, ...ends);
  const span = high > low ? high - low : 1;
  const x = (value: number): number => round(LABEL + ((value - low) / span) * (WIDTH - LABEL - NUMBER));
  const height = bars.length * ROW + 6;
  const rows = bars.map(({ label, value, interval }, i) => {
    const middle = i * ROW + ROW / 2 + 3;
    const left = Math.min(x(0), x(value));
    const whisker =
      interval === null || interval === undefined
        ? ''
        : html`<path
            class="whisker"
            d="M${x(interval[0])} ${middle}H${x(interval[1])}M${x(interval[0])} ${middle - 4}v8M${x(interval[1])} ${middle - 4}v8"
          />`;
    return html`<text class="tick" x="${LABEL - 8}" y="${middle + 3.5}" text-anchor="end"
        >${short(label)}</text
      ><rect
        class="bar ${value < 0 ? 'low' : 'high'}"
        x="${left}"
        y="${middle - 6}"
        width="${round(Math.abs(x(value) - x(0)))}"
        height="12"
        ><title>${label}: ${figure(value)}</title></rect
      >${whisker}<text class="tick" x="${WIDTH}" y="${middle + 3.5}" text-anchor="end"
        >${figure(value)}</text
      >`;
  });
  const zero = html`<path class="axis" d="M${x(0)} 0V${height}" />`;
  return pictureFigure(svg(WIDTH, height, title, html`${rows}${zero}`), html`${name(caption)}`);
}

function short(label: string): string {
  const letters = Array.from(label);
  return letters.length > 26 ? `${letters.slice(0, 25).join('')}…` : label;
}
