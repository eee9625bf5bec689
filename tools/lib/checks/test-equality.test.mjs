import { describe, expect, it } from 'vitest';
import { areSameArrays } from './test-equality.mjs';

const numbers = Array.from({ length: 100 }, (_, i) => i / 3);

describe('long arrays', () => {
  it('are the same where type and values are', () => {
    expect(areSameArrays([...numbers], [...numbers])).toBe(true);
    expect(areSameArrays(Float64Array.from(numbers), Float64Array.from(numbers))).toBe(true);
    expect(areSameArrays(Buffer.alloc(3 << 20, 7), Buffer.alloc(3 << 20, 7))).toBe(true);
  });

  it.each([
    ['another value', [...numbers], numbers.with(50, 7)],
    ['a zero of another sign', numbers.with(50, 0), numbers.with(50, -0)],
    ['another length', [...numbers], numbers.slice(1)],
    ['a hole', [...numbers, undefined], Object.assign([...numbers], { length: 101 })],
    ['a further property', [...numbers], Object.assign([...numbers], { index: 1 })],
    ['objects', numbers.map(() => ({})), numbers.map(() => ({}))],
    ['another type', Float64Array.from(numbers), [...numbers]],
    ['another element type', new Int8Array(100), new Uint8Array(100)],
    ['another class', new Uint8Array(100), Buffer.alloc(100)],
    ['another byte', new Uint8Array(100), new Uint8Array(100).fill(1, 99)],
  ])('are left to vitest with %s', (_, a, b) => {
    expect(areSameArrays(a, b)).toBeUndefined();
    expect(areSameArrays(b, a)).toBeUndefined();
  });

  it('are still found different by vitest', () => {
    expect(Float64Array.from(numbers)).not.toEqual(Float64Array.from(numbers.with(99, 7)));
    expect({ deep: [numbers] }).not.toEqual({ deep: [numbers.with(99, 7)] });
    expect(numbers.with(50, 0)).not.toEqual(numbers.with(50, -0));
  });
});
