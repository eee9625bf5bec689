import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../src-shared/experiment/schema';
import { xnorExperiment } from '../../testing/data';
import { run } from '../commands/training/run';
import { parseArguments } from '../testing/arguments';
import { withOptions } from './experiment';

const dataset = (...args: string[]) =>
  parseExperiment(withOptions(xnorExperiment(), parseArguments(run, 'xnor', ...args).options)).dataset;

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
    const { options } = parseArguments(run, 'mine', '--decimal', ',', '--skip', '1', '--columns', 'a,y');
    expect(parseExperiment(withOptions(mine, options)).dataset).toMatchObject({
      path: '/d.csv',
      columns: ['a', 'y'],
      dialect: { delimiter: ';', skip: 1, decimal: ',' },
    });
  });

  it('choose the type, the unit and the date parts of single columns', () => {
    const mine = {
      ...xnorExperiment(),
      dataset: {
        kind: 'file',
        path: '/d.csv',
        features: ['Date', 'a=b', 'zip'],
        target: 'y',
        columnSettings: [
          { name: 'zip', missing: 'mean', type: 'number', unit: 'kg' },
          { name: 'Date', scaling: 'none' },
        ],
      },
    };
    const settings = (...args: string[]) =>
      parseExperiment(withOptions(mine, parseArguments(run, 'mine', ...args).options)).dataset;
    expect(
      settings('--dates', 'Date=year, month,elapsed', '--unit', 'a=b=$', '--type', 'zip=category'),
    ).toMatchObject({
      columnSettings: [
        { name: 'zip', missing: 'mean', type: 'category' },
        { name: 'Date', scaling: 'none', type: 'date', dateParts: ['year', 'month', 'elapsed'] },
        { name: 'a=b', type: 'number', unit: '$' },
      ],
    });
    expect(settings('--type', 'zip=category')).not.toHaveProperty('columnSettings.0.unit');
    for (const [args, message] of [
      [['--dates', 'Date'], '--dates takes COLUMN=PARTS, not "Date".'],
      [['--unit', 'a='], '--unit takes COLUMN=UNIT, not "a=".'],
      [['--dates', 'Date=year,century'], '--dates is not usable: The parts of a date are year, month, day'],
      [['--type', 'y=words'], '--type is not usable: a type is number, category, text, date, not "words".'],
      [['--type', 'x=date'], '--type: "x" is no column of the experiment (Date, a=b, zip, y).'],
    ] as const) {
      expect(() => settings(...args)).toThrow(message);
    }
    expect(() => dataset('--type', 'y=number')).toThrow(
      '--type is about a column of a file: name the file with --data FILE.',
    );
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
