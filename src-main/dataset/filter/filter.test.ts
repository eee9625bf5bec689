import { describe, expect, it } from 'vitest';
import { BenchtopError } from '../../../src-shared/errors';
import { useScratch } from '../../testing/files/scratch';
import { rowsWhere } from './filter';

const file = useScratch();

describe('rowsWhere', () => {
  const content =
    'Height,X,x,name,day,when,n a\n60,1,2,Ann,2024-01-05,2024-01-05 10:00,1\n70,3,4,Bob,2024-02-05,2024-02-05 11:30,\n,5,6,"O\'Neil",2024-03-05,2024-03-05 12:00,3\n';
  const path = file('rows.csv', content);

  it.each([
    ['"Height" > 60', [0, 1, 0]],
    ['Height is null or height = 60', [1, 0, 1]],
    ['"x" = 4', [0, 1, 0]],
    ["name LIKE 'O''%' OR name = 'Ann'", [1, 0, 1]],
    ["day >= DATE '2024-02-05'", [0, 1, 1]],
    ['hour("when") = 11', [0, 1, 0]],
    ['"n a" IN (1, 3) -- both', [1, 0, 1]],
    ['true', [1, 1, 1]],
  ])('%s', async (filter, marks) => {
    expect([...(await rowsWhere(path, filter, {}))]).toEqual(marks);
  });

  it.each([
    ["1); COPY data TO 'out.csv'; SELECT (1", /^The row filter cannot be used: /],
    ['Height', /must be true or false/],
    ['Height >', /syntax error/],
    ['weight > 1', /"weight"/],
    ['(SELECT true)', /query of its own/],
    ["Height IN (SELECT 1 FROM read_csv('/etc/passwd'))", /query of its own/],
    ['avg(Height) > 1', /aggregate/],
    ['random() < 0.5', /other rows each time/],
    ['X = 1 AND "x" = 2', /upper and lower case/],
    ['true) FROM (SELECT 1', /row filter/],
    ['COLUMNS(*) > 1', /name the columns/],
  ])('refuses %s', async (filter, message) => {
    const reading = rowsWhere(path, filter, {});
    await expect(reading).rejects.toBeInstanceOf(BenchtopError);
    await expect(reading).rejects.toMatchObject({
      info: {
        kind: 'invalid-experiment',
        field: 'dataset.filter',
        message: expect.stringMatching(message) as string,
      },
    });
  });
});
