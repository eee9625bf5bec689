import { expect, it } from 'vitest';
import { atPlace, LEAST_PX, MOST_PX, usualHeight } from './charts-height';

it('the splitter folds the charts near the top, and keeps them large enough to be read elsewhere', () => {
  expect([-50, 0, 99].map(atPlace)).toEqual([0, 0, 0]);
  expect([100, 150].map(atPlace)).toEqual([LEAST_PX, LEAST_PX]);
  expect([333.4, 5000].map(atPlace)).toEqual([333, MOST_PX]);
});

it('where nobody moved it, the height follows the window', () => {
  expect([600, 800, 2000].map(usualHeight)).toEqual([330, 420, 660]);
});
