import { html, type Html, type Part } from '../html/html';
import type { Scale } from './scale';

/** A drawing with two axes. Its colours and dashes are classes of the report's style sheet. */
export interface Plot {
  readonly x: Scale;
  readonly y: Scale;
  readonly xLabel: string;
  readonly yLabel: string;
  /** What it shows, for those who do not see it. */
  readonly title: string;
  readonly width?: number;
  readonly height?: number;
  /** Drawn inside the axes. */
  marks(at: Place): Html;
}

/** Points of the drawing, to a tenth. */
export interface Place {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Values at the ends of the axes. */
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  x(value: number): number;
  y(value: number): number;
}

const LEFT = 58;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 40;

/** An axis pair with what is drawn on it, as SVG that scales with the page. */
export function plot({ x, y, width = 520, height = 260, ...rest }: Plot): Html {
  const place: Place = {
    left: LEFT,
    right: width - RIGHT,
    top: TOP,
    bottom: height - BOTTOM,
    xRange: [x.low, x.high],
    yRange: [y.low, y.high],
    x: (value) => round(LEFT + x.place(value) * (width - LEFT - RIGHT)),
    y: (value) => round(height - BOTTOM - y.place(value) * (height - TOP - BOTTOM)),
  };
  const { left, right, top, bottom } = place;
  return svg(
    width,
    height,
    rest.title,
    html`${y.ticks.map(
        ({ value, text }) =>
          html`<line
              class="grid"
              x1="${left}"
              x2="${right}"
              y1="${place.y(value)}"
              y2="${place.y(value)}"
            /><text class="tick" x="${left - 7}" y="${place.y(value) + 3.5}" text-anchor="end"
              >${text}</text
            >`,
      )}
      ${x.ticks.map(
        ({ value, text }) =>
          html`<line
              class="grid"
              x1="${place.x(value)}"
              x2="${place.x(value)}"
              y1="${top}"
              y2="${bottom}"
            /><text class="tick" x="${place.x(value)}" y="${bottom + 15}" text-anchor="middle"
              >${text}</text
            >`,
      )}
      <svg
        x="${left}"
        y="${top}"
        width="${right - left}"
        height="${bottom - top}"
        viewBox="${left} ${top} ${right - left} ${bottom - top}"
      >
        ${rest.marks(place)}
      </svg>
      <path class="axis" d="M${left} ${top}V${bottom}H${right}" />
      <text class="label" x="${(left + right) / 2}" y="${height - 6}" text-anchor="middle"
        >${rest.xLabel}</text
      >
      <text class="label" transform="translate(12 ${(top + bottom) / 2}) rotate(-90)" text-anchor="middle"
        >${rest.yLabel}</text
      >`,
  );
}

/** An SVG of its own with a name for those who do not see it. */
export function svg(width: number, height: number, title: string, content: Part): Html {
  return html`<svg
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    role="img"
    aria-label="${title}"
  >
    ${content}
  </svg>`;
}

/** A line through points; it breaks where a value has no place. */
export function linePath(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  at: Pick<Place, 'x' | 'y'>,
  isLog = false,
): string {
  const path: string[] = [];
  let isOpen = false;
  for (let i = 0; i < xs.length; i++) {
    const value = ys[i]!;
    const isShown = Number.isFinite(value) && (!isLog || value > 0);
    if (isShown) path.push(`${isOpen ? 'L' : 'M'}${at.x(xs[i]!)} ${at.y(value)}`);
    isOpen = isShown;
  }
  return path.join('');
}

/** A line with a class; `title` says what it is where the pointer rests on it. */
export function line(path: string, classes: string, title = ''): Html {
  return html`<path class="line ${classes}" d="${path}"
    >${title === '' ? '' : html`<title>${title}</title>`}</path
  >`;
}

/** To a tenth of a point. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** One line of a legend: a sample of the line, and what it is. */
export interface LegendEntry {
  readonly classes: string;
  readonly text: Part;
  /** line: a stroke; dot: a filled mark; band: a light area. */
  readonly mark: 'line' | 'dot' | 'band' | 'ring';
}

/** What the lines and marks of a picture mean. */
function legend(entries: readonly LegendEntry[]): Html {
  return html`<ul class="legend">
    ${entries.map(({ classes, text, mark }) => html`<li><svg viewBox="0 0 28 10" width="28" height="10" aria-hidden="true">${sample(mark, classes)}</svg>${text}</li>`)}
  </ul>`;
}

function sample(mark: LegendEntry['mark'], classes: string): Html {
  switch (mark) {
    case 'line':
      return html`<path class="line ${classes}" d="M1 5H27" />`;
    case 'dot':
      return html`<circle class="dot ${classes}" cx="14" cy="5" r="4" />`;
    case 'ring':
      return html`<circle class="ring ${classes}" cx="14" cy="5" r="3.5" />`;
    case 'band':
      return html`<rect class="band ${classes}" x="2" y="0.5" width="24" height="9" />`;
  }
}

/** A picture with its legend and what is said below it. */
export function pictureFigure(picture: Html, caption: Part, entries: readonly LegendEntry[] = []): Html {
  return html`<figure>
    ${picture}${entries.length === 0 ? '' : legend(entries)}
    <figcaption>${caption}</figcaption>
  </figure>`;
}
