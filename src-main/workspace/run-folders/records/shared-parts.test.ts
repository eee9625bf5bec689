import { describe, expect, it } from 'vitest';
import { withSharedParts } from './shared-parts';

describe('withSharedParts', () => {
  it('is the same value, with the equal parts of the other one', () => {
    const other = { id: 'a', model: { layers: [{ units: 2 }, { units: 1 }] }, tags: ['x'], steps: 5 };
    const value = { id: 'b', model: { layers: [{ units: 2 }, { units: 3 }] }, tags: ['x'], steps: 5 };
    const before = structuredClone(value);
    const shared = withSharedParts(value, other);
    expect(shared).toStrictEqual(before);
    expect(value).toStrictEqual(before);
    expect(other.model.layers[1]).toEqual({ units: 1 });
    expect(shared.tags).toBe(other.tags);
    expect(shared.model.layers[0]).toBe(other.model.layers[0]);
    expect(withSharedParts(structuredClone(other), other)).toBe(other);
    expect(withSharedParts(value, null)).toBe(value);
  });

  it.each<[string, object, object]>([
    ['zero below zero', { a: [-0] }, { a: [0] }],
    ['what is not set', { a: undefined }, {}],
    ['what the other one has besides', { a: { b: 1 } }, { a: { b: 1, c: 2 } }],
    ['shorter lists', { a: [1, 2] }, { a: [1, 2, 3] }],
    ['a list for an object', { a: [] }, { a: {} }],
    ['nothing for an object', { a: null }, { a: {} }],
  ])('keeps %s', (_, value, other) => {
    expect(withSharedParts(value, other)).toStrictEqual(value);
  });

  it('keeps the order of keys, and a key called __proto__', () => {
    expect(JSON.stringify(withSharedParts({ b: 1, a: 2 }, { a: 2, b: 1 }))).toBe('{"b":1,"a":2}');
    const text = '{"hashes":{"__proto__":{"x":1},"y":2}}';
    const read = (json: string): Record<string, unknown> => JSON.parse(json) as Record<string, unknown>;
    expect(JSON.stringify(withSharedParts(read(text), read(text)))).toBe(text);
    expect(JSON.stringify(withSharedParts(read(text), read('{"hashes":{"y":2}}')))).toBe(text);
  });
});
