import { describe, expect, it } from 'vitest';
import { toErrorInfo } from './errors';

const refusal = (code: string, path?: string): Error =>
  Object.assign(new Error(`${code}: text of the system, open '${path ?? ''}'`), {
    code,
    syscall: 'open',
    ...(path === undefined ? {} : { path }),
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
