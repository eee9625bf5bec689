import { describe, expect, it } from 'vitest';
import { at, present } from './present';

describe('an element that is known to be there', () => {
  it('is read from arrays, typed arrays and texts, also from the end', () => {
    expect(at(['a', 'b'], 1)).toBe('b');
    expect(at(new Float32Array([0.5, 2]), 0)).toBe(0.5);
    expect(at('text', -1)).toBe('t');
    expect(at([1, undefined], 1)).toBeUndefined();
  });

  it('is an error with index and length where it is not', () => {
    for (const index of [2, -3, 0.5, NaN]) {
      expect(() => at(['a', 'b'], index)).toThrow(`There is no element ${index}: the length is 2.`);
    }
    expect(() => at([], -1)).toThrow(RangeError);
  });
});

describe('a value that is known to be there', () => {
  it('is handed on as it is, also where it is false in a condition', () => {
    expect(present(0)).toBe(0);
    expect(present('')).toBe('');
    expect(present(false)).toBe(false);
  });

  it('is an error where it is undefined or null', () => {
    expect(() => present(undefined)).toThrow('A value is missing.');
    expect(() => present(null, 'The run')).toThrow('The run is missing.');
  });
});
