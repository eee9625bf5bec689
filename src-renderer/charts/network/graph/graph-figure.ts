import { say } from '../../../../src-shared/language/say';
import type { FigureHeading } from '../../../text/figure-heading';
import type { NetworkFrame } from '../../../../src-shared/run/live/frames';
import type { Figure, FigureTable } from '../../figure/figure';
import { drawGraph } from './graph-picture';
import { networkLayout } from './network-layout';

/** A network's layers with the weights that are drawn. */
export function graphFigure(
  heading: FigureHeading,
  graph: {
    readonly frame: NetworkFrame;
    readonly inputs: readonly string[];
    /** Names of the output units. */
    readonly outputs: readonly string[];
    readonly loss: string;
    readonly optimizer: string;
  },
): Figure {
  const { frame, inputs, outputs, loss, optimizer } = graph;
  const { hasWeights } = networkLayout(frame, inputs, outputs, 320);
  return {
    ...heading,
    legend: hasWeights
      ? [
          { label: say('positive weight'), colour: 'var(--high)' },
          { label: say('negative weight'), colour: 'var(--low)', dashed: true },
        ]
      : [],
    draw: (stage) => {
      drawGraph(stage, { layout: networkLayout(frame, inputs, outputs, stage.width), loss, optimizer });
    },
    table: () => graphTable(graph),
  };
}

function graphTable({
  frame,
  inputs,
  outputs,
}: {
  readonly frame: NetworkFrame;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}): FigureTable {
  const { hasWeights, edges, nodes } = networkLayout(frame, inputs, outputs, 320);
  if (!hasWeights) {
    return {
      columns: ['layer', 'inputs', 'units', 'activation'],
      rows: frame.layers.map(({ inputs: into, units, activation }, l) => [l + 1, into, units, activation]),
    };
  }
  // The ids say where an edge and a node stand: e<layer>-<from>-<to>, n<column>-<row>.
  const parseIndex = (id: string): number => Number(/\d+/.exec(id)?.[0] ?? 0);
  return {
    columns: ['drawn', 'layer', 'from', 'to', 'value'],
    rows: [
      ...edges.map(({ id, from, to, weight }) => [
        'weight',
        parseIndex(id) + 1,
        from.label,
        to.label,
        weight,
      ]),
      ...nodes.flatMap(({ id, label, bias }) =>
        bias === null ? [] : [['bias', parseIndex(id), null, label, bias]],
      ),
    ],
  };
}
