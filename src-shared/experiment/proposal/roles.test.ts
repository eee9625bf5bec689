import { describe, expect, it } from 'vitest';
import { categories, codes, knownTable, numbers } from '../../../src-main/testing/known-table';
import { at } from '../../present';
import { featureProblem, proposeExperiment, proposeRoles, targetProblem } from './index';
import type { KnownColumn } from './types';

describe('the target', () => {
  const proposedTarget = (...columns: KnownColumn[]): string | null =>
    proposeRoles(knownTable(columns)).target;

  it.each(['Species', 'class', 'Class label', 'y', 'target', 'Label', 'digit', 'iris_class', 'diagnosis'])(
    'is the column that is called %s, wherever it stands',
    (name) => {
      expect(proposedTarget(categories(name, 3), numbers('a'), categories('sex', 2))).toBe(name);
      expect(proposedTarget(numbers('a'), categories(name, 3), numbers('b'))).toBe(name);
    },
  );

  it('may be a column of codes, or one of numbers that is called a target', () => {
    expect(proposedTarget(numbers('p00'), codes('digit', 10), numbers('p01'))).toBe('digit');
    expect(proposedTarget(codes('class', 7, 1, 9), numbers('a'))).toBe('class');
    expect(proposedTarget(numbers('target'), numbers('a'))).toBe('target');
    expect(proposedTarget(numbers('class size'), numbers('a'))).toBeNull();
    expect(proposedTarget(numbers('class'), numbers('a'))).toBeNull();
  });

  it('is no column of many values, one value, an id or a date', () => {
    expect(proposedTarget(categories('label', 51), numbers('a'))).toBeNull();
    expect(proposedTarget(categories('label', 1), numbers('a'))).toBeNull();
    expect(proposedTarget(numbers('class_id', { distinct: 3, min: 1, max: 3 }), numbers('a'))).toBeNull();
    expect(proposedTarget({ name: 'target', type: 'date', distinct: 30 }, numbers('a'))).toBeNull();
  });

  it('is else the last column of two values, or of categories after numbers', () => {
    expect(proposedTarget(numbers('a'), codes('rained', 2))).toBe('rained');
    expect(proposedTarget(numbers('a'), categories('b', 4), categories('income', 2))).toBe('income');
    expect(proposedTarget(numbers('a'), numbers('b'), categories('kind', 20))).toBe('kind');
    expect(proposedTarget(numbers('a'), numbers('b'), categories('kind', 21))).toBeNull();
    // Sex describes a penguin; nobody measures one to find it out.
    expect(proposedTarget(categories('island', 3), numbers('a'), categories('Sex', 2))).toBeNull();
    expect(proposedTarget(categories('only', 2))).toBeNull();
  });
});

describe('the features', () => {
  it('are all but what tells rows apart, never changes or is no value to compute with', () => {
    const { features, reasons } = proposeRoles(
      knownTable([
        numbers('row', { min: 1, max: 200, distinct: 200 }),
        numbers('patient_id', { min: 3, max: 800, distinct: 90 }),
        { name: 'note', type: 'text' },
        numbers('gain', { distinct: 1, min: 0.1, max: 0.1 }),
        numbers('age'),
        categories('ward', 4),
        categories('town', 131),
        numbers('dose', { missing: 120 }),
        numbers('grid id', { min: 0.5, max: 9.5 }),
        categories('class', 2),
      ]),
    );
    expect(features).toEqual(['age', 'ward', 'grid id']);
    expect(reasons.find(({ field }) => field === 'dataset.features')?.text).toBe(
      'without row (only tells rows apart), patient_id (only tells rows apart), note (free text), gain (the same in every row), town (131 categories), dose (missing in 60 % of the rows)',
    );
  });

  it('leave out identifiers and codes as what they are, no free text', () => {
    const texts = (name: string, words: readonly string[], distinct?: number): KnownColumn => ({
      name,
      type: 'text',
      missing: 0,
      top: words.map((word) => ({ word, count: 1 })),
      ...(distinct === undefined ? {} : { distinct, distinctAtLeast: false }),
    });
    const columns = [
      texts('sample', ['001', '002'], 200),
      texts('plate', ['A-17', 'B-03'], 96),
      texts('patient id', ['Miller', 'Smith'], 200),
      texts('remark', ['001', 'see page 3'], 200),
      texts('time', ['12:30', '12:31'], 200),
      texts('seen first only', ['x1', 'x2']),
      categories('class', 2),
    ];
    const rows = [columns.map(({ top }) => top?.[0]?.word ?? 'a'), columns.map(() => null)];
    const { reasons } = proposeRoles(knownTable(columns, 200, rows));
    expect(reasons.find(({ field }) => field === 'dataset.features')?.text).toBe(
      'without sample (an identifier, different in every row), plate (96 codes), patient id (only tells rows apart), remark (free text), time (free text), seen first only (codes)',
    );
    expect(columns.slice(0, 4).map(targetProblem)).toEqual([
      'This column holds codes; a target is a number or a category.',
      'This column holds codes; a target is a number or a category.',
      'This column holds free text; a target is a number or a category.',
      'This column holds free text; a target is a number or a category.',
    ]);
    expect(featureProblem(at(columns, 0))).toBe(
      'This column holds codes: make it a category to use its values as a feature.',
    );
  });

  it('have the former target among them when another one is chosen', () => {
    const penguins = knownTable([categories('Species', 3), numbers('bill'), categories('Sex', 2)]);
    expect(proposeRoles(penguins)).toMatchObject({ target: 'Species', features: ['bill', 'Sex'] });
    expect(proposeRoles(penguins, { target: 'Sex' })).toMatchObject({
      target: 'Sex',
      features: ['Species', 'bill'],
    });
  });

  it('of clusters leave the answer out', () => {
    const digits = knownTable([numbers('p00'), numbers('p01'), codes('digit', 10)]);
    const { experiment } = proposeExperiment(digits, { model: 'kmeans' });
    expect(experiment.dataset).toMatchObject({ features: ['p00', 'p01'], target: null });
    expect(experiment.model).toMatchObject({ kind: 'kmeans', nInit: 10 });
  });

  it('of clusters leave dates out, whose days would outweigh the rest', () => {
    const day: KnownColumn = { name: 'day', type: 'date', distinct: 90 };
    const known = knownTable([day, numbers('a'), numbers('b')]);
    expect(proposeRoles(known).features).toEqual(['a', 'b']);
    expect(proposeRoles(known, { target: 'b' }).features).toEqual(['day', 'a']);
    expect(proposeRoles(known, { target: 'b', model: 'kmeans' }).features).toEqual(['a']);
  });

  it('take the parts of a date that vary', () => {
    const proposedParts = (distinct: number, low: number, high: number): unknown => {
      const date: KnownColumn = { name: 'day', type: 'date', distinct, histogram: { low, high, counts: [] } };
      return proposeRoles(knownTable([date, numbers('y')])).columnSettings[0]?.dateParts;
    };
    expect(proposedParts(12, 0, 4383)).toEqual(['year']);
    expect(proposedParts(24, 0, 699)).toEqual(['year', 'month', 'elapsed']);
    expect(proposedParts(180, 0, 700)).toEqual(['year', 'month', 'weekday', 'elapsed']);
    expect(proposedParts(20, 0, 25)).toEqual(['weekday', 'elapsed']);
    expect(proposedParts(600, 0, 25)).toEqual(['weekday', 'hour', 'elapsed']);
  });

  it('are filled where dropping rows would cost many of them', () => {
    const age = numbers('age', { missing: 30 });
    const settings = (...columns: KnownColumn[]): unknown =>
      proposeRoles(knownTable([...columns, categories('class', 2)])).columnSettings;
    expect(settings(age, categories('deck', 4, { missing: 2 }), numbers('fare'))).toEqual([
      { name: 'age', missing: 'median' },
      { name: 'deck', missing: 'mostFrequent' },
    ]);
    expect(settings(numbers('age', { missing: 5 }), numbers('fare'))).toEqual([]);
  });
});
