import { describe, expect, it } from 'vitest';
import { parseSizes, USUAL_SIZES } from './train-sizes';

describe('the sizes of a learning curve', () => {
  it('are parts or whole numbers that go up', () => {
    expect(parseSizes('0.1, 0.325 0.55;0.775,1')).toEqual(USUAL_SIZES);
    expect(parseSizes('50, 100, 400')).toEqual([50, 100, 400]);
  });

  it.each(['', '0.5', '0.5, 0.1', '0, 1', '10, 20.5', 'a, b', '0.5, 0.5'])('are not %j', (text) => {
    expect(parseSizes(text)).toBeNull();
  });
});
