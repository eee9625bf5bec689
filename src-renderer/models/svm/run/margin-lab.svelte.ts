import type { ErrorInfo } from '../../../../src-shared/errors';
import { at } from '../../../../src-shared/present';
import type { PointSample, WhatIf } from '../../../../src-shared/run/live/frames';
import { settle, type BenchtopApi } from '../../../api/client';

/** A point of the lab, in raw units; `origin` is its row in the run's sample, null: added here. */
export interface LabPoint {
  readonly x: number;
  readonly y: number;
  /** 0 or 1. */
  readonly target: number;
  readonly origin: number | null;
}

/** The line of an earlier C, for the ghost behind the present one. */
export interface GhostLine {
  readonly C: number;
  readonly coef: Float64Array;
  readonly intercept: number;
}

/** More points are thinned out: each answer must be there before the next picture. */
export const MAX_LAB_POINTS = 2000;
const MAX_GHOSTS = 5;

/**
 * A what-if beside a run of two features and two classes: its points can be moved, added and removed,
 * and C changed; the line follows. The run itself is never changed. One request at a time is on its
 * way, and the newest state goes next: a drag never queues up.
 */
export class MarginLab {
  readonly #api: BenchtopApi;
  readonly #id: string;
  readonly #sample: PointSample;
  readonly #startC: number;
  #points = $state.raw<readonly LabPoint[]>([]);
  #C = $state(1);
  #fit = $state.raw<WhatIf | null>(null);
  #fitC: number;
  #ghosts = $state.raw<readonly GhostLine[]>([]);
  #error = $state.raw<ErrorInfo | null>(null);
  #isPending = false;
  #isDue = false;

  constructor(api: BenchtopApi, id: string, sample: PointSample, C: number) {
    this.#api = api;
    this.#id = id;
    this.#sample = sample;
    this.#startC = C;
    this.#fitC = C;
    this.reset();
  }

  get points(): readonly LabPoint[] {
    return this.#points;
  }

  get C(): number {
    return this.#C;
  }

  get fit(): WhatIf | null {
    return this.#fit;
  }

  get ghosts(): readonly GhostLine[] {
    return this.#ghosts;
  }

  get error(): ErrorInfo | null {
    return this.#error;
  }

  /** Whether anything differs from the run. */
  get isChanged(): boolean {
    const { values, targets } = this.#sample;
    const isAsTrained = ({ x, y, target, origin }: LabPoint): boolean =>
      origin !== null &&
      values[2 * origin] === x &&
      values[2 * origin + 1] === y &&
      (targets[origin] ?? 0) === target;
    return (
      this.#C !== this.#startC ||
      this.#points.length !== Math.min(MAX_LAB_POINTS, this.#sample.count) ||
      !this.#points.every(isAsTrained)
    );
  }

  /** Back to the run's own points and C. */
  reset(): void {
    const { count, values, targets } = this.#sample;
    const kept = Math.min(MAX_LAB_POINTS, count);
    this.#points = Array.from({ length: kept }, (_, i) => {
      const row = Math.floor((i * count) / kept);
      return { x: at(values, 2 * row), y: at(values, 2 * row + 1), target: targets[row] ?? 0, origin: row };
    });
    this.#C = this.#startC;
    this.#ghosts = [];
    this.#ask();
  }

  move(index: number, x: number, y: number): void {
    this.#points = this.#points.map((point, i) => (i === index ? { ...point, x, y } : point));
    this.#ask();
  }

  /** @returns the index of the new point */
  add(x: number, y: number, target: number): number {
    this.#points = [...this.#points, { x, y, target, origin: null }];
    this.#ask();
    return this.#points.length - 1;
  }

  remove(index: number): void {
    this.#points = this.#points.filter((_, i) => i !== index);
    this.#ask();
  }

  /** The line found last stays as a ghost of its C once another C is set. */
  setC(C: number): void {
    if (C === this.#C) return;
    this.#C = C;
    this.#ask();
  }

  /** Keeps the present line as a ghost: when the slider is taken hold of, not while it moves. */
  keepGhost(): void {
    const fit = this.#fit;
    if (fit === null) return;
    const others = this.#ghosts.filter((ghost) => ghost.C !== this.#fitC);
    // The first one is the run's own: it stays, the older of the others go.
    if (others.length >= MAX_GHOSTS) others.splice(1, 1);
    this.#ghosts = [...others, { C: this.#fitC, coef: fit.coef, intercept: fit.intercept }];
  }

  #ask(): void {
    this.#isDue = true;
    if (!this.#isPending) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isPending = true;
    while (this.#isDue) {
      this.#isDue = false;
      const C = this.#C;
      const points = this.#points.map(({ x, y }) => [x, y]);
      const classes = this.#points.map(({ target }) => target);
      const answer = await settle(this.#api.runsWhatIf({ id: this.#id, C, points, classes }));
      this.#error = answer.ok ? null : answer.error;
      if (answer.ok) {
        this.#fit = answer.value;
        this.#fitC = C;
      }
    }
    this.#isPending = false;
  }
}
