import { expect, it } from 'vitest';
import { getPath, setPath } from './change';

it('changes a document by path without touching the original', () => {
  const before = { a: [{ b: 1 }, { b: 2 }], c: { d: 3 } };
  const after = setPath(before, 'a.1.b', 9);
  expect(after).toEqual({ a: [{ b: 1 }, { b: 9 }], c: { d: 3 } });
  expect(before.a[1]).toEqual({ b: 2 });
  expect(after.c).toBe(before.c);
  expect(setPath(before, 'c.d', undefined)).toEqual({ a: before.a, c: {} });
  expect(getPath(after, 'a.1.b')).toBe(9);
  expect(getPath(after, 'a.7.b')).toBeUndefined();
});
