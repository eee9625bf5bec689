import type { PointSample } from '../../run/live/frames';
import type { Surface } from '../../models/contract/surface';
import { html, name, type Html, type Part } from '../html/html';
import { pointsPath } from './evaluation';
import { pictureFigure, plot, round, type LegendEntry, type Place } from './plot';
import { extent, linearScale } from './scale';

/** Colours that a plane has for classes and clusters; the more take them again, with another mark. */
const HUES = 8;

/** Points of the plane with their group (a class, a cluster), and what lies under and over them. */
export interface Plane {
  readonly xName: string;
  readonly yName: string;
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
  /** Group of each point; -1: none. */
  readonly groups: ArrayLike<number>;
  readonly groupNames: readonly string[];
  readonly title: string;
  readonly caption: Part;
  /** Class of a group's points; left out: its own colour. Over a surface they are its ends. */
  readonly pointClass?: (group: number) => string;
  /** Drawn under the points, which then stand out from it. */
  readonly under?: (at: Place) => Html;
  /** Drawn over them. */
  readonly over?: (at: Place) => Html;
  readonly entries?: readonly LegendEntry[];
}

/** Colour of a group, 1 to 8. */
export function hueOf(group: number): number {
  return (group % HUES) + 1;
}

/** Groups named in a legend at most. */
const NAMED = 12;

export function planePicture(plane: Plane): Html | null {
  const [x, y] = [extent(Array.from(plane.xs)), extent(Array.from(plane.ys))];
  if (x === null || y === null) return null;
  const groupCount = plane.groupNames.length;
  const classOf = plane.pointClass ?? ((group: number): string => `hue-${hueOf(group)}`);
  const picture = plot({
    x: linearScale(x.low, x.high),
    y: linearScale(y.low, y.high),
    xLabel: plane.xName,
    yLabel: plane.yName,
    title: plane.title,
    width: 520,
    height: 360,
    marks: (at) =>
      html`${plane.under?.(at)}${Array.from({ length: Math.max(1, groupCount) }, (_, group) => {
        const own = Array.from({ length: plane.xs.length }, (_, i) => i).filter(
          (i) => groupCount === 0 || plane.groups[i] === group,
        );
        const path = pointsPath(
          own.map((i) => plane.xs[i]!),
          own.map((i) => plane.ys[i]!),
          at,
        );
        if (path === '') return '';
        const halo = plane.under === undefined ? '' : html`<path class="halo" d="${path}" />`;
        return html`${halo}<path class="points ${classOf(group)}" d="${path}" />`;
      })}${plane.over?.(at)}`,
  });
  const groups = plane.groupNames.slice(0, NAMED).map((own, group): LegendEntry => ({
    classes: classOf(group),
    text: name(own),
    mark: 'dot',
  }));
  const more = groupCount > NAMED ? ` ${groupCount - NAMED} more are not named.` : '';
  return pictureFigure(picture, html`${plane.caption}${more}`, [...groups, ...(plane.entries ?? [])]);
}

/** Column of a sample. */
export function column({ values, count, features }: PointSample, feature: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => values[i * features.length + feature]!);
}

/** Steps of a surface's colours from 0 to 1. */
const LEVELS = 10;

/** Values over the plane as bands of colour: cells of a row that look alike are one. */
export function surfaceCells({ x1, x2, values, min, max }: SurfaceValues, at: Place): Html {
  const level = (value: number): number =>
    Math.min(LEVELS - 1, Math.max(0, Math.floor(((value - min) / (max - min || 1)) * LEVELS)));
  return cells(x1, x2, (i, j) => `level-${level(values[i * x1.length + j]!)}`, at);
}

/** Classes over the plane. */
export function regionCells(x1: Float64Array, x2: Float64Array, labels: ArrayLike<number>, at: Place): Html {
  return cells(x1, x2, (i, j) => `region hue-${hueOf(labels[i * x1.length + j]!)}`, at);
}

export interface SurfaceValues extends Pick<Surface, 'x1' | 'x2' | 'values'> {
  readonly min: number;
  readonly max: number;
}

/** Cells in a row and a column at most: finer grids are drawn by every second, third, … */
const MOST_CELLS = 50;

function cells(
  x1: ArrayLike<number>,
  x2: ArrayLike<number>,
  classes: (i: number, j: number) => string,
  at: Place,
): Html {
  const [xs, ys] = [thinned(x1.length), thinned(x2.length)];
  const edges = (grid: ArrayLike<number>, chosen: readonly number[], k: number): [number, number] => {
    const here = grid[chosen[k]!]!;
    const before = k > 0 ? grid[chosen[k - 1]!]! : here - (grid[chosen[k + 1] ?? chosen[k]!]! - here);
    const after = k + 1 < chosen.length ? grid[chosen[k + 1]!]! : here + (here - before);
    return [(before + here) / 2, (here + after) / 2];
  };
  const drawn: Html[] = [];
  ys.forEach((i, row) => {
    const [low, high] = edges(x2, ys, row);
    for (let from = 0; from < xs.length;) {
      const own = classes(i, xs[from]!);
      let to = from;
      while (to + 1 < xs.length && classes(i, xs[to + 1]!) === own) to++;
      const left = at.x(edges(x1, xs, from)[0]);
      const right = at.x(edges(x1, xs, to)[1]);
      drawn.push(
        html`<rect
          class="${own}"
          x="${left}"
          y="${at.y(high)}"
          width="${round(right - left)}"
          height="${round(at.y(low) - at.y(high))}"
        />`,
      );
      from = to + 1;
    }
  });
  return html`<g class="cells">${drawn}</g>`;
}

function thinned(length: number): number[] {
  const every = Math.ceil(length / MOST_CELLS);
  return Array.from({ length: Math.ceil(length / every) }, (_, k) => k * every);
}
