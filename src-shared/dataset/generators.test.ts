import { describe, expect, it } from 'vitest';
import { FIELDS, numberProblem } from '../experiment/fields';
import { at } from '../present';
import {
  GENERATOR_NAMES,
  GENERATOR_PARAMS,
  GENERATORS,
  generatedClasses,
  generatedFeatures,
  generatorFields,
} from './generators';
import {
  checkExperiment,
  parseExperiment,
  type Experiment,
  type GeneratedDatasetSpec,
} from '../experiment/schema';

function experiment(generator: string, params: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    schemaVersion: 1,
    name: 'x',
    dataset: { kind: 'generated', generator, params },
    model: { kind: 'kmeans' },
  };
}

function parseSpec(generator: string, params = {}): GeneratedDatasetSpec {
  const { dataset }: Experiment = parseExperiment(experiment(generator, params));
  if (dataset.kind !== 'generated') throw new Error('a generated data set was written');
  return dataset;
}

function findProblem(generator: string, params: Record<string, unknown>): { field: string; message: string } {
  const checked = checkExperiment(experiment(generator, params));
  if (checked.ok) throw new Error('it was accepted');
  expect(checked.problems).toHaveLength(1);
  return at(checked.problems, 0);
}

describe('the table of generators', () => {
  it.each(GENERATOR_NAMES)('%s has defaults within its own ranges, size and noise', (name) => {
    const fields = generatorFields(name);
    expect(fields.map(({ param }) => param)).toEqual(expect.arrayContaining(['n', 'noise']));
    for (const { param, field } of fields) {
      expect([param, numberProblem(field, field.default)]).toEqual([param, null]);
      // A generator may narrow a range; the schema refuses what lies outside of the field's.
      const general = FIELDS[`dataset.params.${param}`];
      expect(field.min).toBeGreaterThanOrEqual(general.min);
      expect(field.max).toBeLessThanOrEqual(general.max);
      expect(field.integer).toBe(general.integer);
    }
    expect(parseSpec(name).params).toEqual({});
  });

  it('uses every parameter somewhere', () => {
    const used = new Set(GENERATOR_NAMES.flatMap((name) => Object.keys(GENERATORS[name].params)));
    expect([...used].sort()).toEqual([...GENERATOR_PARAMS].sort());
  });

  it('knows columns and classes before a row is drawn', () => {
    expect(generatedFeatures(parseSpec('blobs', { features: 3 }))).toEqual(['x1', 'x2', 'x3']);
    expect(generatedFeatures(parseSpec('friedman1'))).toHaveLength(10);
    expect(generatedFeatures(parseSpec('heights-weights'))).toEqual(['Height', 'Weight']);
    expect(generatedClasses(parseSpec('blobs', { centers: 7 }))).toBe(7);
    expect(generatedClasses(parseSpec('spirals'))).toBe(2);
    expect(generatedClasses(parseSpec('sine'))).toBeNull();
    expect(generatedClasses(parseSpec('heights-weights'))).toBeNull();
  });
});

describe('the schema', () => {
  it.each([
    ['moons', { factor: 0.5 }, 'factor', 'moons has no parameter "factor"; it takes n, noise and seed.'],
    ['xnor', { range: 5 }, 'range', 'xnor has no parameter "range"; it takes n, noise and seed.'],
    ['friedman1', { features: 4 }, 'features', 'Features must be from 5 to 1000, not 4.'],
    ['xnor', { n: 3 }, 'n', 'Rows must be from 4 to 10000000, not 3.'],
    ['circles', { factor: 1 }, 'factor', 'Factor must be from 0 to 0.99, not 1.'],
    ['blobs', { centers: 2.5 }, 'centers', 'Centres must be a whole number from 1 to 1000, not 2.5.'],
    ['moons', { noise: -1 }, 'noise', 'Noise must be from 0 to 1000000, not -1.'],
    ['moons', { n: 1 }, 'n', 'Rows must be from 2 to 10000000, not 1.'],
    ['moons', { n: 10000001 }, 'n', 'Rows must be from 2 to 10000000, not 10000001.'],
    ['moons', { seed: 1.5 }, 'seed', 'Data seed must be a whole number from 0 to 4294967295, not 1.5.'],
    ['moons', { colour: 1 }, 'colour', 'There is no setting “colour” here.'],
  ])('refuses for %s %o, naming the field', (generator, params, field, message) => {
    expect(findProblem(generator, params)).toEqual({ field: `dataset.params.${field}`, message });
  });

  it('refuses more values than fit, saying how many rows would', () => {
    expect(findProblem('blobs', { n: 10000000, features: 99 })).toEqual({
      field: 'dataset.params.n',
      message:
        '10000000 rows of 100 columns are more than the 100000000 values that fit: use at most 1000000 rows, or fewer features.',
    });
    expect(parseSpec('blobs', { n: 1000000, features: 99 }).params.n).toBe(1000000);
    expect(parseSpec('moons', { n: 10000000 }).params.n).toBe(10000000);
  });

  it('lists the generators where the name is none', () => {
    const checked = checkExperiment(experiment('moon'));
    expect(checked).toMatchObject({ ok: false, problems: [{ field: 'dataset.generator' }] });
    expect(JSON.stringify(checked)).toContain('heights-weights');
  });
});
