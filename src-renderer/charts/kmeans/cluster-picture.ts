import { at } from '../../../src-shared/present';
import type { PointSample } from '../../../src-shared/run/live/frames';
import { drawStamp, findStamp } from '../stage/marks';
import { AXIS_BOTTOM, AXIS_TOP, createPlane, drawAxes, haloText, leftRoom, type Plane } from '../stage/plane';
import { drawQueryPoint } from '../stage/query-point';
import type { Stage } from '../stage/stage';
import { markStyle } from '../stage/mark-style';
import type { Range } from '../../values/range';
import { clusterName } from '../../../src-shared/models/kmeans/clusters';

export interface ClusterInput {
  readonly sample: PointSample;
  /** Which two features are drawn. */
  readonly features: readonly [number, number];
  /** Ranges of the two axes. */
  readonly ranges: readonly [Range, Range];
  readonly labels: Int32Array | null;
  /** [k][features] flattened; null before training. */
  readonly centers: Float64Array | null;
  /** The way each centre came: x, y pairs. */
  readonly trails: readonly Float64Array[];
  /** Points that were predicted, [x, y, cluster]. */
  readonly queryPoints: readonly (readonly [number, number, number])[];
  /** Names of the clusters, by their numbers; empty: A, B, C. */
  readonly names: readonly string[];
  /** A cluster to bring forward; null: all alike. */
  readonly highlight: number | null;
  readonly compact: boolean;
}

export function clusterPlane(stage: Stage, { ranges, compact }: ClusterInput): Plane {
  const top = compact ? 10 : AXIS_TOP + 4;
  const height = Math.max(20, stage.height - top - (compact ? 24 : AXIS_BOTTOM));
  const left = leftRoom(stage, ranges[1], height);
  const width = Math.max(20, stage.width - left - 16);
  return createPlane({ left, top, width, height }, ranges[0], ranges[1]);
}

/** Points by cluster, the centres' ways, and the centres with their letters on top. */
export function drawClusters(stage: Stage, plane: Plane, input: ClusterInput): void {
  const { context } = stage;
  const { features } = input.sample;
  const titles = input.compact
    ? { x: '', y: '' }
    : { x: features[input.features[0]] ?? '', y: features[input.features[1]] ?? '' };
  drawAxes(stage, plane, titles);
  context.save();
  context.beginPath();
  context.rect(plane.box.left - 1, plane.box.top - 1, plane.box.width + 2, plane.box.height + 2);
  context.clip();
  drawPoints(stage, plane, input);
  if (input.centers !== null) {
    const k = input.centers.length / features.length;
    for (let c = 0; c < k; c++) drawTrail(stage, plane, input, c);
    for (let c = 0; c < k; c++) drawCenter(stage, plane, input, c, k);
  }
  context.restore();
  drawQueryPoints(stage, plane, input);
}

function drawPoints({ context, tokens, ratio }: Stage, plane: Plane, input: ClusterInput): void {
  const { sample, labels, highlight } = input;
  const width = sample.features.length;
  const radius = input.compact ? 2.2 : sample.count > 2000 ? 2.4 : 3.2;
  const alpha = sample.count > 2000 ? 0.42 : 0.55;
  const grey = findStamp({ shape: 'circle', colour: tokens.text3, alpha, radius, ratio });
  const k = labels === null ? 0 : clusterCount(input);
  const stamps = Array.from({ length: k }, (_, c) => {
    const { colour, shape } = markStyle(c);
    const isBehind = highlight !== null && highlight !== c;
    return findStamp({
      shape,
      colour: tokens.palette[colour] ?? tokens.text3,
      alpha: isBehind ? 0.12 : alpha,
      radius,
      ratio,
    });
  });
  for (let row = 0; row < sample.count; row++) {
    const x = plane.toX(sample.values[row * width + input.features[0]]!);
    const y = plane.toY(sample.values[row * width + input.features[1]]!);
    const label = labels?.[row];
    drawStamp(context, (label === undefined ? undefined : stamps[label]) ?? grey, x, y);
  }
}

function clusterCount({ centers, sample }: ClusterInput): number {
  return centers === null ? 0 : centers.length / sample.features.length;
}

function drawTrail({ context, tokens }: Stage, plane: Plane, input: ClusterInput, cluster: number): void {
  const trail = input.trails[cluster];
  if (trail === undefined || trail.length < 4) return;
  const path = (): void => {
    context.beginPath();
    for (let i = 0; i < trail.length; i += 2) {
      const x = plane.toX(at(trail, i));
      const y = plane.toY(at(trail, i + 1));
      if (i === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
  };
  context.lineJoin = context.lineCap = 'round';
  path();
  context.lineWidth = 4;
  context.strokeStyle = tokens.surface;
  context.stroke();
  path();
  context.lineWidth = 1.75;
  context.strokeStyle = tokens.palette[markStyle(cluster).colour] ?? tokens.text;
  context.stroke();
  // Where it started: a small ring.
  context.beginPath();
  context.arc(plane.toX(at(trail, 0)), plane.toY(at(trail, 1)), 3, 0, 2 * Math.PI);
  context.fillStyle = tokens.surface;
  context.fill();
  context.lineWidth = 1.5;
  context.stroke();
}

function drawCenter(stage: Stage, plane: Plane, input: ClusterInput, cluster: number, k: number): void {
  const { context, tokens } = stage;
  const width = input.sample.features.length;
  const x = plane.toX(input.centers?.[cluster * width + input.features[0]] ?? NaN);
  const y = plane.toY(input.centers?.[cluster * width + input.features[1]] ?? NaN);
  if (!Number.isFinite(x) || !Number.isFinite(y)) return;
  const radius = input.compact ? 5 : k > 26 ? 6 : 9;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = tokens.palette[markStyle(cluster).colour] ?? tokens.text;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = tokens.surface;
  context.stroke();
  if (radius < 8) return;
  context.fillStyle = tokens.surface;
  context.font = `700 11px ${tokens.fontUi}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  // A longer name stands beside its mark.
  const name = clusterName(cluster, k, input.names);
  const isLong = name.length > 2;
  if (!isLong) context.fillText(name, x, y + 0.5);
  else {
    context.fillStyle = tokens.text;
    context.textAlign = 'left';
    haloText(stage, name, x + radius + 3, y);
  }
}

function drawQueryPoints(stage: Stage, plane: Plane, input: ClusterInput): void {
  const k = clusterCount(input);
  for (const [x, y, cluster] of input.queryPoints) {
    const name = clusterName(cluster, k, input.names);
    drawQueryPoint(stage, plane.box, plane.toX(x), plane.toY(y), name);
  }
}
