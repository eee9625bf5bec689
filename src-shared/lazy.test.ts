import { expect, test } from 'vitest';
import { z } from 'zod';
import { lazy } from './lazy';
import { DEFAULT_SETTINGS, settingsSchema } from './settings';

test('it is made when first asked for, and once', () => {
  let made = 0;
  const list = lazy(() => {
    made += 1;
    return [3, 4];
  });
  expect(made).toBe(0);
  expect(list.length).toBe(2);
  expect(list.map((value) => value + 1)).toEqual([4, 5]);
  expect(made).toBe(1);
});

test('a schema that is made later is one inside of others as well', () => {
  const item = lazy(() => z.strictObject({ id: z.number().default(7) }));
  const list = lazy(() => z.array(item).min(1));
  expect(list.parse([{}, { id: 2 }])).toEqual([{ id: 7 }, { id: 2 }]);
  expect(list.safeParse([{ id: 'a' }]).error?.issues[0]?.path).toEqual([0, 'id']);
  const { parse } = item;
  expect(parse({})).toEqual({ id: 7 });
  expect(z.object({ item: item.nullable() }).parse({ item: null })).toEqual({ item: null });
});

test('the settings before any were read are those that nothing was set of', () => {
  expect(settingsSchema.parse({})).toEqual(DEFAULT_SETTINGS);
});
