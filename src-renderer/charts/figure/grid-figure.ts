import { clipText, TICK_FONT_PX } from '../stage/plane';
import type { Stage } from '../stage/stage';
import type { Figure, FigureTable, LegendEntry } from './figure';
import type { FigureHeading } from '../../text/figure-heading';

const HEAD = 20;
const GAP = 10;

/**
 * Several charts as one, each under its own title, with the legend that they share.
 * @param parts in the order of reading
 * @param shape width to height that a part would like to have
 */
export function gridFigure(heading: FigureHeading, parts: readonly Figure[], shape = 1.5): Figure {
  return {
    ...heading,
    legend: sharedLegend(parts),
    load: async () => {
      for (const { load } of parts) await load?.();
    },
    draw: (stage) => {
      const columns = bestColumns(stage, parts.length, shape);
      const rows = Math.ceil(parts.length / columns);
      const width = (stage.width - GAP * (columns - 1)) / columns;
      const height = (stage.height - GAP * (rows - 1)) / rows;
      parts.forEach((part, i) => {
        const left = (i % columns) * (width + GAP);
        const top = Math.floor(i / columns) * (height + GAP);
        drawPart(stage, part, { left, top, width, height });
      });
    },
    table: () => joined(parts),
  };
}

function drawPart(
  stage: Stage,
  { title, draw }: Figure,
  box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
): void {
  const { context, tokens } = stage;
  context.save();
  context.translate(box.left, box.top);
  context.font = `600 ${TICK_FONT_PX}px ${tokens.fontUi}`;
  context.fillStyle = tokens.text2;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const inset = box.width < 120 ? 0 : 8;
  context.fillText(clipText(context, title, box.width - 2 * inset), inset, HEAD / 2);
  context.translate(0, HEAD);
  draw({ ...stage, width: box.width, height: Math.max(20, box.height - HEAD) });
  context.restore();
}

/** Number of columns that brings the parts near to their shape and leaves few cells empty. */
function bestColumns({ width, height }: Stage, count: number, shape: number): number {
  let best = 1;
  let lowest = Infinity;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const empty = 1 - count / (columns * rows);
    const off = Math.abs(Math.log(width / columns / (height / rows) / shape)) + empty / 2;
    if (off < lowest - 1e-9) {
      lowest = off;
      best = columns;
    }
  }
  return best;
}

function sharedLegend(parts: readonly Figure[]): LegendEntry[] {
  const entries = new Map<string, LegendEntry>();
  for (const { legend } of parts) for (const entry of legend) entries.set(entry.label, entry);
  return [...entries.values()];
}

/** One line after another of all tables, each with the title of its chart; columns that a chart has not stay empty. */
function joined(parts: readonly Figure[]): FigureTable {
  const tables = parts.map((part) => ({ title: part.title, ...part.table() }));
  const columns = [...new Set(tables.flatMap((table) => table.columns))];
  const thinned = tables.filter(({ thinnedFrom }) => thinnedFrom !== undefined);
  const points = tables.reduce((sum, { thinnedFrom, rows }) => sum + (thinnedFrom ?? rows.length), 0);
  return {
    ...(thinned.length > 0 ? { thinnedFrom: points } : {}),
    columns: ['chart', ...columns.map((name) => (name === 'chart' ? 'chart_2' : name))],
    rows: tables.flatMap((table) => {
      const indices = columns.map((name) => table.columns.indexOf(name));
      return table.rows.map((row) => [
        table.title,
        ...indices.map((index) => (index < 0 ? null : (row[index] ?? null))),
      ]);
    }),
  };
}
