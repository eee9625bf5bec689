import { afterEach, describe, expect, it } from 'vitest';
import { fail, sayError, toErrorInfo } from './errors';
import { sentence } from './language/sentence';

const refusal = (code: string, path?: string): Error =>
  Object.assign(new Error(`${code}: text of the system, open '${path ?? ''}'`), {
    code,
    syscall: 'open',
    ...(path === undefined ? {} : { path }),
  });

describe(sayError, () => {
  afterEach(() => {
    globalThis.benchtopWords = undefined;
  });

  it('says in the person’s language what was handed on as a sentence, and all else as it came', () => {
    const { info } = fail('invalid-data', sentence('{file} has no rows.', { file: 'a.csv' }), {
      file: '/a.csv',
    });
    expect(info).toMatchObject({ kind: 'invalid-data', message: 'a.csv has no rows.', file: '/a.csv' });
    globalThis.benchtopWords = { locale: 'de', texts: { '{file} has no rows.': '{file} hat keine Zeilen.' } };
    expect(sayError(structuredClone(info))).toBe('a.csv hat keine Zeilen.');
    expect(sayError(fail('usage', 'a.csv has no rows.').info)).toBe('a.csv has no rows.');
  });

  it('says what the system refused', () => {
    globalThis.benchtopWords = {
      locale: 'de',
      texts: {
        '{path} could not be used: {why}.': '{path} ging nicht: {why}.',
        'the disk is full': 'kein Platz',
      },
    };
    expect(sayError(toErrorInfo(refusal('ENOSPC', '/ws/runs')))).toBe('/ws/runs ging nicht: kein Platz.');
  });
});

describe(toErrorInfo, () => {
  it.each([
    ['EACCES', 'storage', '/ws/runs could not be used: access is not permitted.'],
    ['EMFILE', 'storage', '/ws/runs could not be used: this program has too many files open.'],
    ['EEXIST', 'storage', '/ws/runs could not be used: there is something else in its place.'],
    ['ELOOP', 'storage', '/ws/runs could not be used: it is a link that leads back to itself.'],
    ['ENOSPC', 'disk-full', '/ws/runs could not be used: the disk is full.'],
  ])('says what the system refused by %s', (code, kind, message) => {
    expect(toErrorInfo(refusal(code, '/ws/runs'))).toMatchObject({ kind, message, file: '/ws/runs' });
  });

  it('takes anything else for a bug', () => {
    expect(toErrorInfo(new TypeError('x is not a function'))).toMatchObject({
      kind: 'internal',
      message: 'Something went wrong inside Benchtop: x is not a function',
    });
    expect(toErrorInfo(refusal('ERR_INVALID_ARG_TYPE')).kind).toBe('internal');
  });
});
