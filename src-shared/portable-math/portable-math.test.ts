import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { at, present } from '../present';
import { exp } from './exp';
import { expm1 } from './expm1';
import { hypot } from './hypot';
import { log } from './log';
import { log1p } from './log1p';
import { pow } from './pow';
import { cos, cosInPlace, sin } from './sin-cos';
import { tanhInPlace } from './tanh';

type Name = 'exp' | 'expm1' | 'log' | 'log1p' | 'tanh' | 'sin' | 'cos' | 'pow' | 'hypot';

const FUNCTIONS: Readonly<Record<Name, (x: number, y: number) => number>> = {
  exp,
  expm1,
  log,
  log1p,
  tanh(x) {
    const one = Float64Array.of(x);
    tanhInPlace(one, 0, 1);
    return at(one, 0);
  },
  sin,
  cos,
  pow,
  hypot,
};
const NAMES = Object.keys(FUNCTIONS) as Name[];

const view = new DataView(new ArrayBuffer(8));

function toDouble(digits: string): number {
  view.setBigUint64(0, BigInt(`0x${digits}`));
  return view.getFloat64(0);
}

function toBits(x: number): bigint {
  view.setFloat64(0, x);
  return view.getBigUint64(0);
}

interface Reference {
  readonly name: Name;
  readonly x: number;
  readonly y: number;
  /** The true value, rounded once, by its bits. */
  readonly nearest: bigint;
  /** How many doubles farther from 0 our result is. */
  readonly off: bigint;
}

/**
 * Lines of "function argument(s) result offset": the bits of the true value correctly rounded, by mpmath
 * 1.4 at 2400 bits, and by how many units in the last place our result is another.
 */
const REFERENCES: readonly Reference[] = readFileSync(join(__dirname, 'reference-values.txt'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => {
    const [name, ...rest] = line.split(' ');
    const [x, y] = rest.slice(0, -2);
    const [nearest, off] = rest.slice(-2);
    return {
      name: name as Name,
      x: toDouble(present(x)),
      y: y === undefined ? 0 : toDouble(y),
      nearest: BigInt(`0x${present(nearest)}`),
      off: BigInt(present(off)),
    };
  });

describe.each(NAMES)('%s', (name) => {
  const f = FUNCTIONS[name];
  const references = REFERENCES.filter((reference) => reference.name === name);

  it('is within a unit of the true value, with the bits that it always has', () => {
    expect(references.length).toBeGreaterThan(10);
    for (const { x, y, nearest, off } of references) {
      expect(off >= -1n && off <= 1n).toBe(true);
      expect([x, y, toBits(f(x, y))]).toEqual([x, y, nearest + off]);
    }
  });
});

/** Arguments over each function's range, the same on every machine. */
const RANGES: Readonly<Record<Name, readonly (readonly [number, number])[]>> = {
  exp: [
    [-1, 1],
    [-750, 715],
    [-5, 5],
  ],
  expm1: [
    [-1, 1],
    [-60, 60],
    [-1e-6, 1e-6],
  ],
  log: [
    [0, 2],
    [0.99, 1.01],
    [0, 1e9],
  ],
  log1p: [
    [-1, 1],
    [-1e-5, 1e-5],
    [0, 1e9],
  ],
  tanh: [
    [-1, 1],
    [-25, 25],
    [-4, 4],
  ],
  sin: [
    [-1, 1],
    [-100, 100],
    [-1e9, 1e9],
  ],
  cos: [
    [-1, 1],
    [-100, 100],
    [-1e9, 1e9],
  ],
  pow: [
    [0, 2],
    [0, 1e6],
    [0.9, 1.1],
  ],
  hypot: [
    [-10, 10],
    [-1e200, 1e200],
    [0, 1e-200],
  ],
};

/** A sum over the bits of 60,000 results. V8's Math in Node 20.20.2 has the same. */
function digest(name: Name, f: (x: number, y: number) => number): string {
  let state = 12345;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 4294967296;
  };
  let hash = 0x811c9dc5;
  for (const [low, high] of RANGES[name])
    for (let i = 0; i < 20_000; i++) {
      const x = low + (high - low) * (uniform() + uniform() / 4294967296);
      const y = name === 'hypot' ? low + (high - low) * uniform() : 100 * uniform() - 50;
      view.setFloat64(0, f(x, y));
      hash = Math.imul(hash ^ view.getInt32(0), 0x01000193);
      hash = Math.imul(hash ^ view.getInt32(4), 0x01000193);
    }
  return (hash >>> 0).toString(16);
}

const DIGESTS: Readonly<Record<Name, string>> = {
  exp: '349b23d3',
  expm1: 'f7711551',
  log: '942b3505',
  log1p: '3378815',
  tanh: '95c84bc6',
  sin: 'fdc25eb3',
  cos: 'c80151e6',
  pow: 'a57ae5a8',
  hypot: '24796ef',
};

describe('over its whole range', () => {
  it.each(NAMES)('%s gives the numbers that stored runs have', (name) => {
    expect(digest(name, FUNCTIONS[name])).toBe(DIGESTS[name]);
  });

  // Where V8 has fdlibm's functions too, it is asked itself.
  const isOldMath = Number.parseInt(process.versions.node, 10) < 24;
  it.runIf(isOldMath).each(NAMES)("%s has the bits of this Node's Math", (name) => {
    expect(digest(name, FUNCTIONS[name])).toBe(digest(name, Math[name]));
  });
});

describe('where there is no number, or one only', () => {
  const { NaN: none, POSITIVE_INFINITY: infinite } = Number;
  const CASES: Readonly<Partial<Record<Name, readonly (readonly [number, number])[]>>> = {
    exp: [
      [none, none],
      [infinite, infinite],
      [-infinite, 0],
      [0, 1],
      [-0, 1],
      [710, infinite],
      [-746, 0],
    ],
    expm1: [
      [none, none],
      [infinite, infinite],
      [-infinite, -1],
      [0, 0],
      [-0, -0],
      [710, infinite],
      [-60, -1],
    ],
    log: [
      [none, none],
      [infinite, infinite],
      [-1, none],
      [-infinite, none],
      [0, -infinite],
      [-0, -infinite],
      [1, 0],
    ],
    log1p: [
      [none, none],
      [infinite, infinite],
      [-1, -infinite],
      [-1.5, none],
      [0, 0],
      [-0, -0],
    ],
    tanh: [
      [none, none],
      [infinite, 1],
      [-infinite, -1],
      [0, 0],
      [-0, -0],
      [5e-324, 5e-324],
    ],
    sin: [
      [none, none],
      [infinite, none],
      [-infinite, none],
      [0, 0],
      [-0, -0],
      [5e-324, 5e-324],
    ],
    cos: [
      [none, none],
      [infinite, none],
      [-infinite, none],
      [0, 1],
      [-0, 1],
    ],
  };
  it.each(Object.keys(CASES) as Name[])('%s', (name) => {
    for (const [x, value] of present(CASES[name])) expect([x, FUNCTIONS[name](x, 0)]).toEqual([x, value]);
  });

  it('hypot', () => {
    for (const [x, y, value] of [
      [none, infinite, infinite],
      [-infinite, none, infinite],
      [none, 1, none],
      [1, none, none],
      [0, -0, 0],
      [3, -4, 5],
      [1e308, 1e308, Math.SQRT2 * 1e308],
    ] as const)
      expect([x, y, hypot(x, y)]).toEqual([x, y, value]);
  });
});

it('the functions of arrays change their part only, to what one number gives', () => {
  const angles = Float64Array.from({ length: 50 }, (_, i) => 40 * i - 1000);
  const cosines = Float64Array.from(angles);
  cosInPlace(cosines, 10, 40);
  const tangents = Float64Array.from(angles, (x) => x / 400);
  tanhInPlace(tangents, 10, 40);
  for (let i = 0; i < 50; i++) {
    const isIn = i >= 10 && i < 40;
    expect(cosines[i]).toBe(isIn ? cos(at(angles, i)) : angles[i]);
    expect(tangents[i]).toBe(isIn ? FUNCTIONS.tanh(at(angles, i) / 400, 0) : at(angles, i) / 400);
  }
});
