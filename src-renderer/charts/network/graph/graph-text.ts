import { say } from '../../../../src-shared/language/say';
import { formatNumber } from '../../../text/format';
import type { PointFact } from '../../shell/point-facts';
import { NODE_RADIUS, type GraphEdge, type GraphNode } from './network-layout';

/** Facts on a node's card, one a line. */
export function nodeFacts({ facts }: GraphNode): PointFact[] {
  return facts.map(({ name, value }) => ({
    name,
    value: typeof value === 'number' ? formatNumber(value, 7) : value,
  }));
}

/** Sentence about a node, for those who cannot see it. */
export function describeNode(node: GraphNode): string {
  if (node.facts.length === 0) return node.label;
  return nodeFacts(node)
    .map(({ name, value }) => `${name} ${value}`)
    .join(', ');
}

/** Facts on an edge's card, one a line. */
export function edgeFacts({ from, to, weight }: GraphEdge): PointFact[] {
  return [
    { name: say('from {@source}'), value: from.label },
    { name: say('to {@target}'), value: to.label },
    { name: say('weight'), value: formatNumber(weight, 7) },
  ];
}

/** The colour of a weight or a bias, as a token: by its sign. */
export function weightColour(value: number): string {
  return value < 0 ? 'var(--low)' : 'var(--high)';
}

/** An edge's bow from node to node, as the `d` of an SVG path. */
export function edgePath({ from, to }: GraphEdge): string {
  const bend = (to.x - from.x) * 0.4;
  return `M${from.x + NODE_RADIUS} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x - NODE_RADIUS} ${to.y}`;
}

/** A text of at most `most` letters, the last one an ellipsis where it was longer. */
export function shorten(text: string, maxLength: number): string {
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}
