import { toCss, type Rgb } from '../stage/colour';
import { markPath } from '../stage/marks';
import { clipText } from '../stage/plane';
import type { Stage } from '../stage/stage';
import { tokenColour, type ChartTokens } from '../stage/theme';
import { SvgContext } from './svg-context';
import type { MarkShape } from '../stage/mark-style';
import type { FigureHeading } from '../../text/figure-heading';

/** A chart of the window that can be taken out as it is drawn now. */
export interface FigureMaker {
  /** @returns null where there is nothing to draw */
  figure: (heading: FigureHeading) => Figure | null;
}

/** A chart to be taken out of the window. */
export interface Figure extends FigureHeading {
  readonly legend: readonly LegendEntry[];
  /** Has what it draws with loaded, where that is not at hand. */
  readonly load?: () => Promise<void>;
  /** Draws the chart, with the titles of its axes, into all of a stage, in the stage's tokens. */
  readonly draw: (stage: Stage) => void;
  /** Exactly what is drawn. */
  readonly table: () => FigureTable;
}

export interface LegendEntry {
  readonly label: string;
  /** A CSS colour, or a token as `var(--run-1)`. */
  readonly colour: string;
  readonly dashed?: boolean;
  /** A mark instead of a line. */
  readonly shape?: MarkShape;
  /** Of a mark: filled where it is left out, outlined, or with a ring around. */
  readonly fill?: 'hollow' | 'ringed';
  /** A bar of colours instead, from the low end (0) to the high one (1). */
  readonly scale?: {
    readonly at: (tokens: ChartTokens, share: number) => Rgb;
    readonly from: string;
    readonly to: string;
  };
}

export interface FigureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** Points that there are, where the rows are some of them: the first, lowest, highest and last of each pixel. */
  readonly thinnedFrom?: number;
}

export interface FigureSize {
  /** In pixels of the drawing, whose letters at the axes have 11 of them. */
  readonly width: number;
  readonly height: number;
}

const ROOM = 14;
const LINE = 18;
/** Length of a bar of colours. */
const BAR = 110;

/** Title, legend, chart and caption on the theme's surface. */
export function drawFigure(stage: Stage, { title, caption, legend, draw }: Figure): void {
  const { context, width, height, tokens } = stage;
  context.fillStyle = tokens.surface;
  context.fillRect(0, 0, width, height);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  let top = ROOM;
  if (title !== '') {
    context.font = `600 14px ${tokens.fontUi}`;
    context.fillStyle = tokens.text;
    context.fillText(clipText(context, title, width - 2 * ROOM), ROOM, top + 8);
    top += 24;
  }
  context.font = `12px ${tokens.fontUi}`;
  if (legend.length > 0) top = drawLegend(stage, legend, top) + LINE + 4;
  const lines = wrapped(context, caption, width - 2 * ROOM);
  const bottom = lines.length === 0 ? 0 : lines.length * LINE + ROOM;
  context.save();
  context.translate(0, top);
  draw({ ...stage, height: Math.max(60, height - top - bottom) });
  context.restore();
  context.font = `12px ${tokens.fontUi}`;
  context.fillStyle = tokens.text2;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  lines.forEach((line, i) => {
    context.fillText(line, ROOM, height - bottom + i * LINE + LINE / 2);
  });
}

/** @returns where its last line begins */
function drawLegend({ context, width, tokens }: Stage, legend: Figure['legend'], from: number): number {
  let left = ROOM;
  let top = from;
  for (const { label, colour, dashed = false, shape, fill, scale } of legend) {
    const before = scale === undefined ? '' : `${label}  ${scale.from}`;
    const bar = context.measureText(before).width + 6;
    const sign = scale !== undefined ? bar + BAR + 6 : shape === undefined ? 26 : 15;
    const text = clipText(context, scale?.to ?? label, width - 2 * ROOM - sign);
    const room = sign + context.measureText(text).width + 14;
    if (left > ROOM && left + room > width) {
      left = ROOM;
      top += LINE;
    }
    context.strokeStyle = context.fillStyle = tokenColour(tokens, colour);
    context.beginPath();
    if (scale !== undefined) {
      const colours = context.createLinearGradient(left + bar, 0, left + bar + BAR, 0);
      for (let i = 0; i <= 8; i++) colours.addColorStop(i / 8, toCss(scale.at(tokens, i / 8)));
      context.fillStyle = colours;
      context.fillRect(left + bar, top + 3, BAR, 10);
      context.fillStyle = tokens.text2;
      context.fillText(before, left, top + 8);
    } else if (shape === undefined) {
      context.lineWidth = 2;
      context.setLineDash(dashed ? [5, 3] : []);
      context.moveTo(left, top + 8);
      context.lineTo(left + 20, top + 8);
      context.stroke();
      context.setLineDash([]);
    } else {
      markPath(context, shape, left + 5, top + 8, fill === undefined ? 4 : 3);
      if (fill !== 'hollow') context.fill();
      if (fill === 'ringed') {
        context.beginPath();
        context.arc(left + 5, top + 8, 5.5, 0, 2 * Math.PI);
      }
      context.lineWidth = 1.5;
      if (fill !== undefined) context.stroke();
    }
    context.fillStyle = tokens.text2;
    context.fillText(text, left + sign, top + 8);
    left += room;
  }
  return top;
}

function wrapped(
  context: Pick<CanvasRenderingContext2D, 'measureText'>,
  text: string,
  width: number,
): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const last = lines[lines.length - 1];
    if (last !== undefined && context.measureText(`${last} ${word}`).width <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * @param measure width of a text in a font, in pixels
 * @param paper its sides in mm; left out: its size in CSS pixels
 */
export function figureSvg(
  figure: Figure,
  { width, height }: FigureSize,
  tokens: ChartTokens,
  measure: (font: string, text: string) => number,
  paper?: { readonly widthMm: number; readonly heightMm: number },
): string {
  const context = new SvgContext(measure);
  drawFigure(
    {
      context: context as unknown as CanvasRenderingContext2D,
      width,
      height,
      ratio: 1,
      tokens,
      isVector: true,
    },
    figure,
  );
  return context.svg(width, height, paper);
}

/** @param scale pixels of the picture to a pixel of the drawing */
export async function figurePng(
  figure: Figure,
  { width, height }: FigureSize,
  scale: number,
  tokens: ChartTokens,
): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this computer gave no canvas to draw on');
  context.scale(scale, scale);
  drawFigure({ context, width, height, ratio: scale, tokens }, figure);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (blob === null) throw new Error(`a picture of ${canvas.width} × ${canvas.height} pixels is too large`);
  return new Uint8Array(await blob.arrayBuffer());
}

/** RFC 4180; a value that is not there is an empty cell. */
export function tableCsv({ columns, rows }: FigureTable): string {
  const cell = (value: string | number | null): string => {
    const text = value === null ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

/** An array of objects; numbers that JSON cannot hold are written as texts. */
export function tableJson({ columns, rows }: FigureTable): string {
  const value = (cell: string | number | null | undefined): unknown =>
    typeof cell === 'number' && !Number.isFinite(cell) ? String(cell) : (cell ?? null);
  const objects = rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, value(row[i])])));
  return `${JSON.stringify(objects, null, 1)}\n`;
}
