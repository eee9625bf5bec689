import { describe, expect, it } from 'vitest';
import { parseBoundedJson } from './bounded-json';

const nested = (depth: number): string => `${'['.repeat(depth)}1${']'.repeat(depth)}`;

describe(parseBoundedJson, () => {
  it('reads what JSON is', () => {
    const value = { a: ['[[[', '\\"{', { b: null }], c: 1e-7 };
    expect(parseBoundedJson(JSON.stringify(value))).toEqual(value);
    expect(() => parseBoundedJson('{"a":')).toThrow(SyntaxError);
  });

  it('refuses deep nesting in a sentence, not by an overflow', () => {
    expect(parseBoundedJson(nested(200))).toBeDefined();
    expect(() => parseBoundedJson(nested(201))).toThrow('it is nested more than 200 levels deep');
    expect(() => parseBoundedJson(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)).toThrow('nested');
  });

  it('counts no brackets in texts', () => {
    expect(parseBoundedJson(JSON.stringify('['.repeat(1000)))).toBe('['.repeat(1000));
    expect(parseBoundedJson(`["\\\\","${'['.repeat(300)}"]`)).toHaveLength(2);
  });
});
