import { describe, expect, it } from 'vitest';
import { clusterOrder, duplicateName, namesByCluster, sizeNames } from './cluster-names';

describe('cluster names', () => {
  it('follow the order of a column', () => {
    // Height and weight of three centres.
    const centers = [70, 120, 64, 150, 67, 110];
    expect(clusterOrder(centers, 2, 0)).toEqual([1, 2, 0]);
    expect(clusterOrder(centers, 2, 1)).toEqual([2, 0, 1]);
    expect(namesByCluster(clusterOrder(centers, 2, 0), sizeNames(3))).toEqual(['L', 'S', 'M']);
    expect(namesByCluster([1, 0], [' small ', ''])).toEqual(['', 'small']);
    expect(clusterOrder([], 0, 0)).toEqual([]);
  });

  it('are sizes, each once, or numbers', () => {
    expect(sizeNames(4)).toEqual(['S', 'M', 'L', 'XL']);
    for (let k = 1; k < 30; k++) {
      expect(sizeNames(k)).toHaveLength(k);
      expect(new Set(sizeNames(k)).size).toBe(k);
    }
    expect(sizeNames(9)[8]).toBe('9');
  });

  it('are each given once', () => {
    expect(duplicateName(['S', 'M', ' S '])).toBe('S');
    expect(duplicateName(['', '', 'M'])).toBeNull();
  });
});
