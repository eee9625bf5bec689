import { expect, it } from 'vitest';
import { Rng } from '../../../algorithms/numeric/rng';
import { Dictionary } from './dictionary';
import { DistinctNumbers } from '../../profile/counts/distinct';

it('numbers words as they come, like a map', () => {
  const rng = new Rng(6);
  const dictionary = new Dictionary();
  const known = new Map<string, number>();
  for (let round = 0; round < 20_000; round++) {
    const word = rng
      .integer(3000)
      .toString(36)
      .repeat(1 + rng.integer(3));
    if (!known.has(word)) known.set(word, known.size);
    const bytes = Buffer.from(` ${word}\t`);
    expect(dictionary.take(bytes, 0, bytes.length)).toBe(known.get(word));
  }
  expect(dictionary.texts('utf-8')).toEqual([...known.keys()]);
  expect(dictionary.isFull).toBe(false);
});

it('takes no new words past its limit, and still knows the old ones', () => {
  const dictionary = new Dictionary(2);
  const take = (word: string): number => dictionary.take(Buffer.from(word), 0, word.length);
  expect(['a', 'b', 'c', 'a', 'c'].map(take)).toEqual([0, 1, -1, 0, -1]);
  expect([dictionary.isFull, dictionary.count(0), dictionary.count(1)]).toEqual([true, 2, 1]);
});

it('counts distinct numbers up to a limit', () => {
  const rng = new Rng(7);
  const values = Float64Array.from({ length: 50_000 }, () => rng.integer(20_000) / 8 - 100);
  const counter = new DistinctNumbers();
  counter.add(values, values.length);
  expect([counter.size, counter.isFull]).toEqual([new Set(values).size, false]);
  counter.add(Float64Array.of(0, -0), 2);
  expect(counter.size).toBe(new Set(values).size);
  const small = new DistinctNumbers(100);
  small.add(values, values.length);
  expect([small.size, small.isFull]).toEqual([100, true]);
});
