import type { Work } from '../explore/slices';

/** A smooth function to be made small, with its gradient. */
export interface Objective {
  readonly size: number;
  /** Its value at a place; writes the gradient there. */
  readonly at: (place: Float64Array, gradient: Float64Array) => Work<number>;
}

export interface LbfgsOptions {
  /** It ends where no entry of the gradient is larger. */
  readonly tol: number;
  readonly maxIter: number;
}

/** Pairs of steps that the curvature is known by. */
const MEMORY = 10;
/** Share of the decrease that the slope promises which a step must come to (Armijo). */
const ENOUGH = 1e-4;
const MOST_HALVINGS = 40;

/**
 * The place where a convex function is least, from 0 on: L-BFGS with ten pairs and steps that are halved until
 * they go down (Nocedal and Wright, "Numerical Optimization", 2006, algorithm 7.5).
 */
export function* lbfgs({ size, at }: Objective, { tol, maxIter }: LbfgsOptions): Work<Float64Array> {
  let place = new Float64Array(size);
  let gradient = new Float64Array(size);
  let value = yield* at(place, gradient);
  const pairs: { readonly step: Float64Array; readonly turn: Float64Array; readonly scale: number }[] = [];
  for (let i = 0; i < maxIter && largest(gradient) > tol; i++) {
    const direction = descend(gradient, pairs);
    let slope = dot(gradient, direction);
    if (!(slope < 0)) {
      pairs.length = 0;
      direction.set(gradient.map((entry) => -entry));
      slope = -dot(gradient, gradient);
    }
    // Without curvature nobody knows how far to go: at most as far as 1.
    let length = pairs.length === 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    const [next, nextGradient] = [new Float64Array(size), new Float64Array(size)];
    let nextValue = Infinity;
    let halvings = 0;
    for (; halvings < MOST_HALVINGS; halvings++, length /= 2) {
      for (let j = 0; j < size; j++) next[j] = place[j] + length * direction[j];
      nextValue = yield* at(next, nextGradient);
      if (nextValue <= value + ENOUGH * length * slope) break;
    }
    // Rounding leaves no way down.
    if (halvings === MOST_HALVINGS) break;
    const step = next.map((entry, j) => entry - place[j]);
    const turn = nextGradient.map((entry, j) => entry - gradient[j]);
    const curvature = dot(step, turn);
    if (curvature > 1e-12 * dot(turn, turn)) pairs.push({ step, turn, scale: 1 / curvature });
    if (pairs.length > MEMORY) pairs.shift();
    [place, gradient, value] = [next, nextGradient, nextValue];
  }
  return place;
}

type Pairs = readonly { readonly step: Float64Array; readonly turn: Float64Array; readonly scale: number }[];

/** -H gradient by the two loops over the pairs. */
function descend(gradient: Float64Array, pairs: Pairs): Float64Array<ArrayBuffer> {
  const direction = gradient.map((entry) => -entry);
  const parts: number[] = [];
  for (let i = pairs.length - 1; i >= 0; i--) {
    const { step, turn, scale } = pairs[i];
    const part = scale * dot(step, direction);
    parts[i] = part;
    add(direction, turn, -part);
  }
  const last = pairs[pairs.length - 1];
  if (last !== undefined) {
    const size = 1 / (last.scale * dot(last.turn, last.turn));
    for (let j = 0; j < direction.length; j++) direction[j] *= size;
  }
  for (const [i, { step, turn, scale }] of pairs.entries())
    add(direction, step, parts[i] - scale * dot(turn, direction));
  return direction;
}

function add(to: Float64Array, values: Float64Array, factor: number): void {
  for (let j = 0; j < to.length; j++) to[j] += factor * values[j];
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}

function largest(values: Float64Array): number {
  let size = 0;
  for (const value of values) size = Math.max(size, Math.abs(value));
  return size;
}
