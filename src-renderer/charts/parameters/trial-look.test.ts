import { expect, it } from 'vitest';
import { trialLook } from './trial-look';

const column = (values: readonly number[], categories: readonly string[] | null = null) => ({
  key: 'model.optimizer.learningRate',
  categories,
  values: Float64Array.from(values),
  isMetric: false,
});

it('runs are coloured by the rank of their value, whatever the steps between the values', () => {
  const look = trialLook(column([0.1, 0.001, 0.01, 0.001, NaN]), ['a', 'b', 'c', 'd', 'e']);
  expect(['a', 'b', 'c', 'd', 'e'].map((id) => look.findShare(id))).toEqual([1, 0, 0.5, 0, NaN]);
  expect(look.describe('c')).toBe('learning rate 0.01');
  expect(look.describe('e')).toBe('');
  expect(look.legend).toEqual([
    { text: '0.001', share: 0 },
    { text: '0.01', share: 0.5 },
    { text: '0.1', share: 1 },
  ]);
});

it('categories stand in their order, and one value has a colour too', () => {
  const look = trialLook(column([1, 0], ['relu', 'tanh']), ['a', 'b']);
  expect(look.legend.map(({ text }) => text)).toEqual(['relu', 'tanh']);
  expect(trialLook(column([3]), ['a']).findShare('a')).toBe(0);
});
