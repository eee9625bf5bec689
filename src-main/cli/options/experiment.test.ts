import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../src-shared/experiment/schema';
import { xnorExperiment } from '../../testing/data';
import { run } from '../commands/training/run';
import { argumentsOf } from '../testing/arguments';
import { withOptions } from './experiment';

const dataset = (...args: string[]) =>
  parseExperiment(withOptions(xnorExperiment(), argumentsOf(run, 'xnor', ...args).options)).dataset;

describe('options of a data set', () => {
  it('choose columns, roles and treatment of a file', () => {
    expect(
      dataset(
        ...['--data', '/d.csv', '--features', 'a, b', '--target', 'y', '--weight', 'w'],
        ...[
          '--filter',
          '"a" > 3',
          '--scaling',
          'robust',
          '--missing',
          'median',
          '--split',
          'stratified:0.25',
        ],
        ...['--set', 'dataset.rejects=missing', '--set', 'dataset.sample={"method":"first","rows":9}'],
      ),
    ).toMatchObject({
      kind: 'file',
      path: '/d.csv',
      features: ['a', 'b'],
      target: 'y',
      weight: 'w',
      filter: '"a" > 3',
      scaling: 'robust',
      missing: 'median',
      rejects: 'missing',
      sample: { method: 'first', rows: 9, seed: null },
      split: { method: 'stratified', seed: null },
      validationSplit: 0.25,
    });
  });

  it('keep the experiment’s columns for another file', () => {
    expect(dataset('--data', '/d.csv')).toMatchObject({ features: ['x1', 'x2'], target: 'y' });
  });

  it('read the file of an experiment in another way, and change nothing else of its reading', () => {
    const mine = {
      ...xnorExperiment(),
      dataset: {
        kind: 'file',
        path: '/d.csv',
        features: ['a'],
        target: 'y',
        dialect: { delimiter: ';', skip: 2 },
      },
    };
    const { options } = argumentsOf(run, 'mine', '--decimal', ',', '--skip', '1', '--columns', 'a,y');
    expect(parseExperiment(withOptions(mine, options)).dataset).toMatchObject({
      path: '/d.csv',
      columns: ['a', 'y'],
      dialect: { delimiter: ';', skip: 1, decimal: ',' },
    });
  });

  it('say that reading needs a file', () => {
    expect(() => dataset('--decimal', ',')).toThrow(
      '--decimal says how a file is read: name the file with --data FILE.',
    );
  });

  it('treat generated data too', () => {
    expect(dataset('--scaling', 'standard', '--split', 'last:0.5')).toMatchObject({
      kind: 'generated',
      scaling: 'standard',
      split: { method: 'last' },
      validationSplit: 0.5,
    });
  });

  it('split by a column', () => {
    expect(dataset('--data', '/d.csv', '--split', 'column:my=part=test,check')).toMatchObject({
      split: { method: 'column', column: 'my=part', validation: ['test', 'check'] },
    });
  });

  it.each([
    'random',
    'random:0',
    'random:1',
    'random:x',
    'half:0.5',
    'column:part',
    'column:=a',
    'column:a=',
  ])('refuse --split %s', (split) => {
    expect(() => dataset('--split', split)).toThrow('--split takes random:SHARE');
  });

  it('are checked like the rest of an experiment', () => {
    expect(() => dataset('--scaling', 'huge')).toThrow('dataset.scaling');
  });
});
