import { describe, expect, it } from 'vitest';
import { sweepFieldAt, type SweepField } from '../../../src-shared/group/sweep-fields';
import { newExperiment } from '../form/proposed/form-guess';
import { gridSize, newRow, toParameter } from './sweep-rows';

const experiment = newExperiment();
const at = (path: string): SweepField => {
  const field = sweepFieldAt(experiment, path);
  if (field === null) throw new Error(`no ${path}`);
  return field;
};
const rate = at('model.optimizer.learningRate');
const units = at('model.layers.0.units');
const activation = at('model.layers.0.activation');

describe('a new row', () => {
  it('has values around the present one that are within the range', () => {
    expect(newRow(rate)).toMatchObject({ text: '0.01, 0.03, 0.09', from: '0.001', to: '0.9', scale: 'log' });
    for (const field of [rate, units, activation]) {
      expect(toParameter(field, newRow(field), true)).toHaveProperty('parameter');
      expect(toParameter(field, newRow(field), false)).toHaveProperty('parameter');
    }
    expect(newRow(activation).chosen).toHaveLength(2);
  });
});

describe('a row', () => {
  it('is read as a list for a grid, without values that come twice', () => {
    const row = { ...newRow(rate), text: ' 0.1; 1e-2 0.1,' };
    expect(toParameter(rate, row, true)).toEqual({
      parameter: { kind: 'values', path: rate.path, values: [0.1, 0.01] },
    });
  });

  it('is read as a range for a search', () => {
    const row = { ...newRow(units), from: '2', to: '16', scale: 'linear' as const };
    expect(toParameter(units, row, false)).toEqual({
      parameter: { kind: 'range', path: units.path, from: 2, to: 16, scale: 'linear' },
    });
  });

  it('says what is wrong with it', () => {
    const problem = (field: SweepField, changes: object, isGrid: boolean): unknown =>
      (toParameter(field, { ...newRow(field), ...changes }, isGrid) as { problem?: string }).problem;
    expect(problem(rate, { text: '' }, true)).toBe('Learning rate: give its values, with commas between.');
    expect(problem(rate, { text: '0.1, two' }, true)).toBe('Learning rate: "two" is no number.');
    expect(problem(rate, { text: '0.1, -1' }, true)).toContain('Learning rate must be');
    expect(problem(units, { text: '1.5' }, true)).toContain('Units must be a whole number');
    expect(problem(rate, { from: '' }, false)).toBe('Learning rate: give both ends of its range.');
    expect(problem(rate, { from: '0.1', to: '0.1' }, false)).toBe('Learning rate: the range must go up.');
    const seed = at('seed');
    expect(problem(seed, { from: '0', to: '9', scale: 'log' }, false)).toContain('begins above 0');
    expect(problem(activation, { chosen: [] }, true)).toContain('choose at least one');
  });
});

it('the size of a grid is the product of its values', () => {
  expect(
    gridSize([
      { kind: 'values', path: 'a', values: [1, 2, 3] },
      { kind: 'values', path: 'b', values: ['x', 'y'] },
    ]),
  ).toBe(6);
  expect(gridSize([])).toBe(1);
});
