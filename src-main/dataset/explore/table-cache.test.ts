import { describe, expect, it } from 'vitest';
import { TableCache, type CachedTable } from './table-cache';

describe(TableCache, () => {
  const table = (bytes: number): CachedTable => ({
    columns: new Map(),
    bytes,
  });

  it('lets the least used go, never the one in use', () => {
    const cache = new TableCache(100);
    cache.keep('a', table(40));
    cache.keep('b', table(40));
    expect(cache.get('a')).not.toBeNull();
    cache.keep('c', table(40));
    expect([cache.get('a') !== null, cache.get('b'), cache.get('c') !== null]).toEqual([true, null, true]);
    cache.keep('d', table(500));
    expect(cache.size).toBe(1);
    expect(cache.get('d')).not.toBeNull();
  });
});
