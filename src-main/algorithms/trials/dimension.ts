import type { SweepParameter } from '../../../src-shared/group/group';
import { exp } from '../../../src-shared/portable-math/exp';
import { log } from '../../../src-shared/portable-math/log';

/**
 * A parameter of a sweep on an axis. Ranges lie on it as they are or by their logarithm; whole numbers, and
 * values that are numbers (by their order), as cells of it; words have places without an order.
 */
export interface Dimension {
  readonly path: string;
  readonly kind: 'real' | 'whole' | 'words';
  /** Ends of the axis; of cells the outer edges; of words 0 and their number. */
  readonly low: number;
  readonly high: number;
  /** Where a value lies. */
  toPlace(value: number | string): number;
  /** The value at a place, or nearest to it. */
  toValue(place: number): number | string;
  /** Edges of the cell around a place of a whole number. */
  toEdges(place: number): readonly [low: number, high: number];
}

/**
 * @param isInteger whether the setting takes whole numbers only
 */
export function dimensionOf(parameter: SweepParameter, isInteger: boolean): Dimension {
  if (parameter.kind === 'values') return listed(parameter.path, parameter.values);
  return isInteger ? whole(parameter) : real(parameter);
}

type Range = Extract<SweepParameter, { kind: 'range' }>;

function listed(path: string, values: readonly (number | string)[]): Dimension {
  const numbers = values.filter((value): value is number => typeof value === 'number');
  const isOrdered = numbers.length === values.length;
  const order: readonly (number | string)[] = isOrdered ? [...numbers].sort((a, b) => a - b) : values;
  const [low, high] = isOrdered ? [-0.5, order.length - 0.5] : [0, order.length];
  return {
    path,
    kind: isOrdered ? 'whole' : 'words',
    low,
    high,
    toPlace: (value) => order.indexOf(value),
    toValue: (place) => order[Math.min(order.length - 1, Math.max(0, Math.round(place)))],
    toEdges: (place) => [place - 0.5, place + 0.5],
  };
}

function whole({ path, from, to, scale }: Range): Dimension {
  const isLog = scale === 'log';
  const toAxis = (value: number): number => (isLog ? log(value) : value);
  return {
    path,
    kind: 'whole',
    low: toAxis(from - 0.5),
    high: toAxis(to + 0.5),
    toPlace: (value) => toAxis(Number(value)),
    toValue: (place) => clamped(Math.round(isLog ? exp(place) : place), from, to),
    toEdges: (place) => {
      const value = Math.round(isLog ? exp(place) : place);
      return [toAxis(value - 0.5), toAxis(value + 0.5)];
    },
  };
}

function real({ path, from, to, scale }: Range): Dimension {
  const isLog = scale === 'log';
  const toAxis = (value: number): number => (isLog ? log(value) : value);
  return {
    path,
    kind: 'real',
    low: toAxis(from),
    high: toAxis(to),
    toPlace: (value) => toAxis(Number(value)),
    // Six digits tell draws apart, and can be read and typed again.
    toValue: (place) => clamped(Number((isLog ? exp(place) : place).toPrecision(6)), from, to),
    toEdges: (place) => [place, place],
  };
}

function clamped(value: number, from: number, to: number): number {
  return Math.min(to, Math.max(from, value));
}
