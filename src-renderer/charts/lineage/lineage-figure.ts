import { say } from '../../../src-shared/language/say';
import type { FigureHeading } from '../../text/figure-heading';
import type { Figure } from '../figure/figure';
import { drawLineage, type LineageLook } from './draw-lineage';

/** The lineage as it is seen now, and all of it as a table. */
export function lineageFigure(heading: FigureHeading, look: LineageLook): Figure {
  return {
    ...heading,
    legend: [],
    draw: (stage) => {
      drawLineage(stage, { ...look, current: null, related: null });
    },
    table: () => ({
      columns: [say('Id'), say('Name'), say('Kind'), say('Status'), say('Began'), say('Ended'), say('From')],
      rows: look.layout.placed.map(({ item }) => [
        item.key,
        look.findName(item),
        item.kind,
        item.status,
        new Date(item.start).toISOString(),
        new Date(item.end).toISOString(),
        item.parent,
      ]),
    }),
  };
}
