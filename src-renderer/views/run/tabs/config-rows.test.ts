import { expect, it } from 'vitest';
import { parseExperiment, type Experiment } from '../../../../src-shared/experiment/schema';
import { configSections } from './config-rows';

function on(features: string[], columnSettings: object[] = []): Experiment {
  return parseExperiment({
    schemaVersion: 1,
    name: 'x',
    dataset: { kind: 'file', path: '/a.csv', features, target: 'y', columnSettings } as never,
    model: {
      kind: 'network',
      layers: [
        { units: 4, activation: 'tanh', dropout: 0.5 },
        { units: 1, activation: 'linear' },
      ],
    },
  });
}

function findValue(experiment: Experiment, label: string): string | undefined {
  return configSections(experiment)
    .flatMap(({ rows }) => rows)
    .find((row) => row.label === label)?.value;
}

it('names a few features, and counts the rest of many', () => {
  expect(findValue(on(['a', 'b']), 'Features')).toBe('a, b');
  const wide = Array.from({ length: 500 }, (_, i) => `s${i + 1}`);
  expect(findValue(on(wide), 'Features')).toBe('s1, s2, s3, s4, s5, s6 and 494 more');
});

it('writes a layer, and what was set for a column, in one line each', () => {
  const experiment = on(
    ['a', 'b'],
    [
      { name: 'a', scaling: 'robust', na: ['?', '-'] },
      { name: 'b.c', missing: 'mean' },
    ],
  );
  expect(findValue(experiment, 'Layer 1')).toBe('4 units, tanh, dropout 0.5');
  expect(findValue(experiment, 'Column a')).toBe('na ?, -, scaling robust');
  expect(findValue(experiment, 'Column b.c')).toBe('missing mean');
});

it('calls values what the form calls them', () => {
  const network = on(['a']);
  expect(findValue(network, 'Optimizer')).toBe('Adam');
  expect(findValue(network, 'Loss')).toBe('mean squared error');
  expect(findValue(network, 'Initial weights')).toBe('Glorot uniform');
});

it('counts the settings of the columns past twenty', () => {
  const names = Array.from({ length: 23 }, (_, i) => `s${i}`);
  const experiment = on(
    names,
    names.map((name) => ({ name, scaling: 'minmax' })),
  );
  expect(findValue(experiment, 'Column s19')).toBe('scaling minmax');
  expect(findValue(experiment, 'Column s20')).toBeUndefined();
  expect(findValue(experiment, 'More columns')).toBe('3 with settings');
});
