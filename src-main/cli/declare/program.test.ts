import { describe, expect, it } from 'vitest';
import { BenchtopError, type ErrorInfo } from '../../../src-shared/errors';
import { COMMANDS } from '../commands';
import { inspect } from '../commands/data/inspect';
import { predict } from '../commands/results/predict';
import { runs } from '../commands/results/runs';
import { surface } from '../commands/results/surface';
import { run } from '../commands/training/run';
import { parseArguments } from '../testing/arguments';
import { parse } from './program';

function outcome(...argv: string[]): { printed: string; exitCode: number | null } {
  let printed = '';
  const print = (text: string): void => {
    printed += text;
  };
  const request = parse(argv, COMMANDS, { version: '1.2.3', print });
  return { printed, exitCode: request.command === null ? request.exitCode : null };
}

function refused(...argv: string[]): ErrorInfo | null {
  try {
    outcome(...argv);
    return null;
  } catch (error) {
    if (error instanceof BenchtopError) return error.info;
    throw error;
  }
}

describe('a command line', () => {
  it('takes the value that begins with a dash', () => {
    expect(parseArguments(predict, 'r', '--points', '-1,2').options.points).toBe('-1,2');
    expect(parseArguments(predict, 'r', '--points=-1,2').options.points).toBe('-1,2');
    expect(parseArguments(inspect, 'f', '--na', '-999').options.na).toEqual(['-999']);
    const twice = ['r', 'f.csv', '--match', 'a=b', '--match', '-c=d'];
    expect(parseArguments(predict, ...twice).options.match).toEqual(['a=b', '-c=d']);
  });

  it('has its common options in any place, and operands among the options', () => {
    const expected = { operands: ['xnor'], options: { json: true, workspace: 'w', seed: 3 } };
    expect(parseArguments(run, '--seed', '3', 'xnor', '--json', '--workspace', 'w')).toEqual(expected);
    const before = parse(['--json', '--workspace=w', 'run', 'xnor', '--seed', '3'], COMMANDS, {
      version: '',
      print: () => undefined,
    });
    expect(before).toMatchObject({ command: { name: 'run' }, args: expected });
    expect(parseArguments(runs, 'loss', '<', '0.1', '--limit', '2').operands).toEqual(['loss', '<', '0.1']);
  });

  it('has the last of an option that stands once', () => {
    expect(parseArguments(surface, 'last', '--grid', '7', '--grid', '9').options.grid).toBe(9);
  });

  it.each(['', ' ', '1.5', 'x', '1e400', '1'])('refuses %j as a number of points', (grid) => {
    expect(refused('surface', 'last', '--grid', grid)).toMatchObject({
      kind: 'usage',
      field: 'grid',
      message: `--grid must be a whole number from 2 on, not "${grid}".`,
    });
  });

  it.each<[string[], string]>([
    [
      ['predict', 'last', '--on', 'ray'],
      '--on belongs to run, sweep, learning-curve, resume, evaluate and explain, not to predict. "benchtop predict --help" lists its options.',
    ],
    [
      ['run', 'xnor', '--step=3'],
      '--step belongs to fork, evaluate, explain, predict, surface and export, not to run. "benchtop run --help" lists its options.',
    ],
    [
      ['inspect', 'f', '--delimeter', ';'],
      'There is no option --delimeter for inspect. Did you mean --delimiter? "benchtop inspect --help" lists its options.',
    ],
    [
      ['--seed', '3', 'run', 'xnor'],
      '--seed stands behind its command, as in "benchtop generate … --seed". "benchtop --help" lists the commands.',
    ],
    [
      ['--jsno', 'runs'],
      'There is no option --jsno. Did you mean --json? "benchtop --help" lists the commands.',
    ],
    [['rum', 'xnor'], 'There is no command "rum". Did you mean run? "benchtop --help" lists the commands.'],
    [['frobnicate'], 'There is no command "frobnicate". "benchtop --help" lists the commands.'],
    [['run', 'xnor', '--seed'], '--seed needs a value. "benchtop run --help" lists its options.'],
    [['show'], 'Name a run by its id, the beginning of it, or "last".'],
    [
      ['show', 'a', 'b'],
      'show takes RUN, and was given 2 operands. "benchtop show --help" lists its options.',
    ],
    [['generate', 'moons', '--seed', '99999999999'], '--seed must be at most 4294967295, not 99999999999.'],
  ])('%j is refused with a sentence', (argv, message) => {
    expect(refused(...argv)).toMatchObject({ kind: 'usage', message });
  });
});

describe('help', () => {
  it('is printed for the program, with exit code 2 where nothing was asked for', () => {
    const { printed, exitCode } = outcome('--help');
    expect(exitCode).toBe(0);
    for (const { name, summary } of COMMANDS) {
      expect(printed).toContain(`  ${name} `);
      expect(printed.replace(/\s+/g, ' ')).toContain(summary);
    }
    expect(printed).toContain('Exit codes: 0 done');
    expect(outcome()).toEqual({ printed, exitCode: 2 });
    expect(outcome('--json')).toEqual({ printed, exitCode: 2 });
    expect(outcome('-h')).toEqual({ printed, exitCode: 0 });
    expect(outcome('help')).toEqual({ printed, exitCode: 0 });
  });

  it.each(COMMANDS.map((command) => [command.name, command] as const))(
    'is printed for %s',
    (name, command) => {
      const { printed, exitCode } = outcome(name, '--help');
      expect(exitCode).toBe(0);
      expect(printed).toMatch(new RegExp(`^Usage: benchtop ${name} `));
      for (const option of Object.keys(command.options)) expect(printed).toContain(`--${option}`);
      for (const [line] of command.examples) expect(printed).toContain(`  benchtop ${line}\n`);
      expect(printed).toContain('--workspace DIR');
      expect(outcome('help', name)).toEqual({ printed, exitCode });
    },
  );

  it.each(COMMANDS.flatMap(({ examples }) => examples.map(([line]) => line)))(
    'example "%s" is understood',
    (line) => {
      const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
      expect(outcome(...words)).toEqual({ printed: '', exitCode: null });
    },
  );

  it('says the version', () => {
    expect(outcome('--version')).toEqual({ printed: '1.2.3\n', exitCode: 0 });
    expect(outcome('run', '--version')).toEqual({ printed: '1.2.3\n', exitCode: 0 });
  });
});
