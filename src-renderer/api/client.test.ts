import { afterEach, describe, expect, it } from 'vitest';
import { fail } from '../../src-shared/errors';
import { sentence } from '../../src-shared/language/sentence';
import { errorLocation, settle } from './client';

describe(settle, () => {
  afterEach(() => {
    globalThis.benchtopWords = undefined;
  });

  it('has what main refuses in the language of the window', async () => {
    globalThis.benchtopWords = { locale: 'de', texts: { 'There is none.': 'Es gibt keine.' } };
    const { info } = fail('not-found', sentence('There is none.'), { field: 'x' });
    expect(await settle(Promise.resolve({ ok: false, error: info }))).toMatchObject({
      ok: false,
      error: { kind: 'not-found', message: 'Es gibt keine.', field: 'x' },
    });
    expect(await settle(Promise.resolve({ ok: true, value: 1 }))).toEqual({ ok: true, value: 1 });
  });
});

describe(errorLocation, () => {
  it('names file, line, column and field', () => {
    const error = { kind: 'invalid-data', message: 'No number.', file: '/a/points.csv' } as const;
    expect(errorLocation({ ...error, line: 3, column: 'x' })).toBe('points.csv, line 3, column x');
    expect(errorLocation({ ...error, field: 'seed' })).toBe('points.csv, field seed');
    expect(errorLocation(error)).toBe('points.csv');
  });

  it('does not say again the file alone that the message has', () => {
    const file = '/ws/runs/r/metrics.csv';
    const error = { kind: 'disk-full', message: `The disk is full: ${file} needs 72 bytes.`, file } as const;
    expect(errorLocation(error)).toBe('');
    expect(errorLocation({ ...error, line: 2 })).toBe('metrics.csv, line 2');
  });
});
