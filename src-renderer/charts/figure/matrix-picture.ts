import { clipText, TICK_FONT_PX } from '../stage/plane';
import type { Stage } from '../stage/stage';

export interface MatrixPicture {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Nouns of rows and columns; null: both are the same things under their own names. */
  readonly titles: { readonly rows: string; readonly columns: string } | null;
  readonly cell: (
    row: number,
    column: number,
  ) => {
    readonly back: string;
    readonly ink: string;
    readonly text: string;
    /** A second, smaller line; null: none. */
    readonly note: string | null;
    /** Whether a frame marks it. */
    readonly isFramed?: boolean;
  };
}

/** Narrower cells hold no numbers. */
const MIN_FOR_TEXT = 34;
const MIN_FOR_NOTE = 30;
const SLANT = Math.PI / 4;

interface Layout {
  readonly left: number;
  readonly top: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Longest names that are written out, in pixels. */
  readonly side: number;
  readonly longest: number;
  /** Whether the names over the cells need no slant. */
  readonly isFlat: boolean;
}

function computeLayout({ context, width, height }: Stage, { rows, columns, titles }: MatrixPicture): Layout {
  const widest = (names: readonly string[], maxPx: number): number =>
    names.reduce((widest, name) => Math.max(widest, Math.min(maxPx, context.measureText(name).width)), 0);
  const side = widest(rows, width * 0.25);
  const longest = widest(columns, 120);
  const isFlat = longest + 8 < (width - side - 40) / columns.length;
  const above = isFlat ? TICK_FONT_PX : longest * Math.sin(SLANT);
  const left = 20 + (titles === null ? 0 : 16) + side;
  const top = 18 + (titles === null ? 0 : 18) + above;
  // The last slanted name leans over the edge of its cell.
  const tail = isFlat ? 10 : longest * Math.cos(SLANT) * 0.6;
  const cellWidth = Math.max(4, (width - left - 4 - tail) / columns.length);
  const cellHeight = Math.max(4, Math.min((height - top - 8) / rows.length, cellWidth * 1.1));
  return { left, top, cellWidth, cellHeight, side, longest, isFlat };
}

/** A table of coloured cells: names at the left and above, numbers where they have room. */
export function drawMatrix(stage: Stage, picture: MatrixPicture): void {
  const { context, tokens } = stage;
  context.save();
  context.font = `${TICK_FONT_PX}px ${tokens.fontUi}`;
  const layout = computeLayout(stage, picture);
  drawNames(stage, picture, layout);
  drawCells(stage, picture, layout);
  context.restore();
}

function drawNames(
  { context, tokens }: Stage,
  { rows, columns, titles }: MatrixPicture,
  layout: Layout,
): void {
  const { left, top, cellWidth, cellHeight, side, longest, isFlat } = layout;
  const step = Math.max(1, Math.ceil((TICK_FONT_PX + 1) / Math.min(cellWidth, cellHeight)));
  context.fillStyle = tokens.text2;
  if (titles !== null) {
    context.textAlign = 'left';
    context.textBaseline = 'top';
    context.fillText(titles.columns, left, 6);
    context.save();
    context.translate(12, top + (rows.length * cellHeight) / 2);
    context.rotate(-Math.PI / 2);
    context.textAlign = 'center';
    context.fillText(titles.rows, 0, 0);
    context.restore();
  }
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  rows.forEach((name, r) => {
    if (r % step !== 0) return;
    context.fillText(clipText(context, name, side + 1), left - 8, top + (r + 0.5) * cellHeight);
  });
  columns.forEach((name, c) => {
    if (c % step !== 0) return;
    context.save();
    context.translate(left + (c + 0.5) * cellWidth, top - (isFlat ? 12 : 6));
    if (!isFlat) context.rotate(-SLANT);
    context.textAlign = isFlat ? 'center' : 'left';
    context.fillText(clipText(context, name, longest + 1), 0, 0);
    context.restore();
  });
}

function drawCells({ context, tokens }: Stage, { rows, columns, cell }: MatrixPicture, layout: Layout): void {
  const { left, top, cellWidth, cellHeight } = layout;
  const isWritten = cellWidth >= MIN_FOR_TEXT && cellHeight >= TICK_FONT_PX + 5;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  rows.forEach((_, r) => {
    columns.forEach((__, c) => {
      const { back, ink, text, note, isFramed = false } = cell(r, c);
      const [x, y] = [left + c * cellWidth, top + r * cellHeight];
      context.fillStyle = back;
      context.fillRect(x, y, cellWidth - 1, cellHeight - 1);
      if (isFramed && cellWidth > 8) {
        context.strokeStyle = tokens.text3;
        context.lineWidth = 2;
        context.beginPath();
        context.rect(x + 1, y + 1, cellWidth - 3, cellHeight - 3);
        context.stroke();
      }
      if (!isWritten) return;
      const hasNote = note !== null && cellHeight >= MIN_FOR_NOTE;
      context.fillStyle = ink;
      context.font = `500 ${TICK_FONT_PX}px ${tokens.fontNumber}`;
      context.fillText(text, x + cellWidth / 2, y + cellHeight / 2 - (hasNote ? 7 : 0));
      if (!hasNote) return;
      context.font = `${TICK_FONT_PX - 1}px ${tokens.fontUi}`;
      context.fillStyle = tokens.text2;
      context.fillText(note, x + cellWidth / 2, y + cellHeight / 2 + 8);
    });
  });
}
