import { at } from '../../../src-shared/present';
import type { Frame } from '../../../src-shared/run/live/frames';
import { settle, type BenchtopApi } from '../../api/client';
import { nearestIndex } from '../../values/nearest';

/** Frames in one request: few, so that the one to show now never waits long. */
const CHUNK = 8;
/** Pictures kept: some 40 KB each. */
const MAX_KEPT = 320;

/**
 * The model at the steps of a run that were kept, for going back and forth. Pictures are loaded
 * ahead, the nearest to where one is first; until one is there the nearest that is stands in.
 */
export class RunScrub {
  readonly #api: BenchtopApi;
  readonly #id: string;
  readonly #steps: () => readonly number[];
  #frames = $state.raw<ReadonlyMap<number, Frame>>(new Map());
  /** Steps whose picture cannot be had. */
  readonly #missing = new Set<number>();
  #aim: number | null = null;
  #isLoading = false;

  /** @param steps kept so far, ascending */
  constructor(api: BenchtopApi, id: string, steps: () => readonly number[]) {
    this.#api = api;
    this.#id = id;
    this.#steps = steps;
  }

  /** The picture at a step, or at the nearest one whose picture is there; null while none is. */
  at(step: number): Frame | null {
    const exact = this.#frames.get(step);
    if (exact !== undefined) return exact;
    let nearest: Frame | null = null;
    let distance = Infinity;
    for (const [other, frame] of this.#frames) {
      if (Math.abs(other - step) >= distance) continue;
      distance = Math.abs(other - step);
      nearest = frame;
    }
    return nearest;
  }

  /** Says where one is: what is around it is loaded next. */
  aim(step: number): void {
    this.#aim = step;
    void this.#load();
  }

  /** Drops the picture of a step whose model has changed: that of the last one, once a run is finished. */
  forget(step: number): void {
    this.#missing.delete(step);
    if (!this.#frames.has(step)) return;
    const kept = new Map(this.#frames);
    kept.delete(step);
    this.#frames = kept;
  }

  /** Loads no more. */
  stop(): void {
    this.#aim = null;
  }

  async #load(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    for (let next = this.#next(); next.length > 0; next = this.#next()) {
      const answer = await settle(this.#api.runsPictures({ id: this.#id, steps: next }));
      if (answer.ok) this.#keep(next, answer.value);
      // One of them is damaged: each by itself then, so that the others are seen.
      else if (next.length > 1) await this.#loadSingly(next);
      else this.#missing.add(at(next, 0));
    }
    this.#isLoading = false;
  }

  async #loadSingly(steps: readonly number[]): Promise<void> {
    for (const step of steps) {
      const answer = await settle(this.#api.runsPictures({ id: this.#id, steps: [step] }));
      if (answer.ok) this.#keep([step], answer.value);
      else this.#missing.add(step);
    }
  }

  /** The nearest steps without a picture, within what is kept. */
  #next(): number[] {
    const aim = this.#aim;
    if (aim === null) return [];
    return this.#around(aim)
      .filter((step) => !this.#frames.has(step) && !this.#missing.has(step))
      .slice(0, CHUNK);
  }

  /** Steps nearest to one by their index: as many as are kept. */
  #around(step: number): number[] {
    const steps = this.#steps();
    if (steps.length === 0) return [];
    const at = nearestIndex(steps, step);
    return steps
      .map((value, index) => ({ value, distance: Math.abs(index - at) }))
      .sort((a, b) => a.distance - b.distance)
      .slice(0, MAX_KEPT)
      .map(({ value }) => value);
  }

  #keep(steps: readonly number[], frames: readonly Frame[]): void {
    const kept = new Map(this.#frames);
    steps.forEach((step, i) => {
      const frame = frames[i];
      if (frame !== undefined) kept.set(step, frame);
    });
    if (kept.size > MAX_KEPT && this.#aim !== null) {
      const nearby = new Set(this.#around(this.#aim));
      for (const step of kept.keys()) if (!nearby.has(step)) kept.delete(step);
    }
    this.#frames = kept;
  }
}

/** Steps that a model can be taken from again, ascending: snapshots and checkpoints. */
export function keptSteps(
  snapshotSteps: readonly number[],
  checkpoints: readonly { readonly step: number }[],
): number[] {
  return [...new Set([...snapshotSteps, ...checkpoints.map(({ step }) => step)])].sort((a, b) => a - b);
}
