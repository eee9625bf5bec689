import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANNELS, type Channel } from '../../src-shared/ipc/channels';
import { REQUESTS } from '../../src-shared/ipc/map';
import { answer, type Handlers } from './gate';

/** Keys and values that requests are made of, among whatever else there is. */
const keys = fc.oneof(
  fc.constantFrom(
    'id',
    'ids',
    'step',
    'path',
    'name',
    'experiment',
    'rows',
    'on',
    'task',
    'dialect',
    'format',
  ),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'length'),
  fc.string({ maxLength: 5 }),
);
const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    '',
    '../../etc/passwd',
    '20261130-120000-000-abcdef',
    'run',
    'csv',
  ),
  fc.constantFrom<unknown>(0, -1, 1, 2 ** 53, NaN, Infinity, -0, 1e308),
  fc.uint8Array({ maxLength: 4 }),
  fc.constant({ length: { valueOf: 1, toString: 1 } }),
  fc.float64Array({ maxLength: 4 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.bigInt(),
  fc.date({ noInvalidDate: false }),
);
const payload = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 6, noNullPrototype: false }),
    fc.anything({ withMap: true, withSet: true, withSparseArray: true, withObjectString: true }),
  ),
})).value;

/** Each notes what it was given. */
function noting(received: unknown[]): Handlers {
  const take = (request: unknown): null => {
    received.push(request);
    return null;
  };
  return Object.fromEntries(CHANNELS.map((channel) => [channel, take])) as unknown as Handlers;
}

describe('a request of anything', () => {
  it.each(CHANNELS.map((channel) => [channel]))(
    '%s: is refused, or is what its schema says',
    async (channel: Channel) => {
      await fc.assert(
        fc.asyncProperty(payload, async (request) => {
          const received: unknown[] = [];
          const bugs: unknown[] = [];
          const result = await answer(channel, request, noting(received), (error) => bugs.push(error));
          expect(bugs).toEqual([]);
          if (result.ok) {
            const [data] = received;
            expect(received).toHaveLength(1);
            // What a handler is given is taken as it is when it comes back.
            expect(REQUESTS[channel].parse(data)).toEqual(data);
          } else {
            expect(received).toEqual([]);
            expect(result.error.kind).toBe('usage');
            expect(result.error.message.startsWith(`${channel}: `)).toBe(true);
          }
          expect(Object.keys(Object.prototype)).toEqual([]);
        }),
        { numRuns: 25 },
      );
    },
  );
});
