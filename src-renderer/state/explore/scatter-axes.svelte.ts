import type { View } from '../../../src-shared/dataset/explore';
import type { DatasetSpec } from '../../../src-shared/experiment/schema';
import { defaultAxes, type ExploreColumn } from './explore-columns';
import type { RequestOf } from './explore-question.svelte';

/** Columns that a scatter chart shows, and the visible part of their plane. */
export class ScatterAxes {
  x = $state<string | null>(null);
  y = $state<string | null>(null);
  colour = $state<string | null>(null);
  /** null: all points. */
  view = $state.raw<View | null>(null);
  #size = $state.raw<{ width: number; height: number } | null>(null);

  /** Another file. */
  clear(): void {
    [this.x, this.y, this.colour, this.view] = [null, null, null, null];
  }

  /** Another column on an axis or as the colour; the view shows all of it. */
  set(axis: 'x' | 'y' | 'colour', name: string | null): void {
    this[axis] = name;
    if (axis !== 'colour') this.view = null;
  }

  swap(): void {
    [this.x, this.y] = [this.y, this.x];
    this.view = this.view === null ? null : { x: this.view.y, y: this.view.x };
  }

  /** The plane of the chart has this many CSS pixels now. */
  setSize(width: number, height: number): void {
    this.#size = { width: bounded(width), height: bounded(height) };
  }

  /** Takes the usual columns in place of those that are not there. @param columns that can be an axis */
  choose(columns: readonly ExploreColumn[], dataset: DatasetSpec): void {
    const exists = (name: string | null): boolean => columns.some((column) => column.name === name);
    if (!exists(this.x) || !exists(this.y)) {
      const { x, y, colour } = defaultAxes(columns, dataset);
      if (!exists(this.x)) this.x = x;
      if (!exists(this.y)) this.y = y;
      this.colour ??= colour;
    }
    if (this.colour !== null && !exists(this.colour)) this.colour = null;
  }

  /** Request of the scatter; null while there are no columns or no plane to draw on. */
  request(): RequestOf<'scatter'> | null {
    const { x, y, colour, view } = this;
    if (x === null || y === null || this.#size === null) return null;
    return {
      kind: 'scatter',
      x,
      y,
      colour,
      view: view === null ? null : { x: [...view.x], y: [...view.y] },
      ...this.#size,
      margin: 0.25,
    };
  }
}

/** Limits pixels to those that a request may name. */
function bounded(pixels: number): number {
  return Math.min(8192, Math.max(16, Math.round(pixels)));
}
