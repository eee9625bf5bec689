import { expect, it } from 'vitest';
import { refuseTooLarge } from './memory';

it('says how much memory a table needs that does not fit', () => {
  expect(() => {
    refuseTooLarge('big.csv', '/big.csv', 50_000_000, 3, 1e9);
  }).toThrow(
    'big.csv needs about 2.4 GB of memory for 3 columns, but 1.0 GB are free: use a sample (dataset.sample) or fewer columns.',
  );
  expect(() => {
    refuseTooLarge('big.csv', '/big.csv', 50_000_000, 3, 3e9);
  }).not.toThrow();
});
