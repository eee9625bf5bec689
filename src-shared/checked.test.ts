import { expect, it } from 'vitest';
import { z } from 'zod';
import { checked } from './checked';

const schema = z.object({ name: z.string().max(5) });

it('answers for a length that is no number as for any other value that does not fit', () => {
  const odd = { name: { length: { valueOf: 1, toString: 1 } } };
  expect(() => schema.safeParse(odd)).toThrow(TypeError);
  expect(checked(schema, odd).success).toBe(false);
  expect(checked(schema, { name: 'short' })).toEqual({ success: true, data: { name: 'short' } });
  expect(checked(schema, { name: 'too long' }).error?.issues[0]?.path).toEqual(['name']);
});
