import { describe, expect, it } from 'vitest';
import { findKnee } from './knee';

describe('findKnee', () => {
  it('is the point farthest below the line between the ends', () => {
    // On 0 to 1: 1, 0.5, 0.1, 0.05, 0; below the line: 0, 0.25, 0.4, 0.2, 0.
    expect(findKnee([1, 2, 3, 4, 5], [100, 50, 10, 5, 0])).toBe(2);
    expect(findKnee([1, 2, 4, 8], [8, 4, 2, 1])).toBe(1);
  });

  it('is the same for any units', () => {
    expect(findKnee([1, 2, 3, 4, 5], [1e9 + 100, 1e9 + 50, 1e9 + 10, 1e9 + 5, 1e9])).toBe(2);
  });

  it('is none on a straight line, above it, or with fewer than three points', () => {
    expect(findKnee([1, 2, 3], [30, 20, 10])).toBeNull();
    expect(findKnee([1, 2, 3], [30, 29, 10])).toBeNull();
    expect(findKnee([1, 2], [30, 10])).toBeNull();
    expect(findKnee([1, 2, 3], [0, 0, 0])).toBeNull();
    expect(findKnee([], [])).toBeNull();
  });
});
