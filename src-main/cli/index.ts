import { BAD_INPUT_KINDS, fail, toErrorInfo } from '../../src-shared/errors';
import { GENERATOR_NAMES } from '../../src-shared/experiment/generators';
import { bundledNames } from '../workspace';
import { parseArguments, type Arguments } from './arguments';
import { compareCommand } from './compare-command';
import { evaluateCommand } from './evaluate-command';
import { generateCommand } from './generate-command';
import { convertCommand, exportCommand, inspectCommand, showCommand, surfaceCommand } from './look-commands';
import { runsCommand } from './library-commands';
import { predictCommand } from './predict-command';
import { printError, printJson, printLine } from './output';
import { checkCommand, forkCommand, resumeCommand, runCommand, sweepCommand } from './run-commands';
import { BUNDLED, openServices, type Services } from './services';

const help = (): string => `benchtop ${__APP_VERSION__}: train small models on your own CSV, offline

  inspect FILE                         what is in a data file, and what could not be read
  convert FILE --to OUT.csv|OUT.parquet
  generate NAME --to OUT.csv           rows of a generator, as a run would have them
      [--set n=1000]… [--seed N]       NAME: ${wrapped(GENERATOR_NAMES)}
  run EXPERIMENT                       a file, or ${wrapped(bundledNames(BUNDLED))}
      [--set path=value]… [--seed N] [--repeat N [--same-data]]
      [--data FILE --columns a,b] [--features a,b] [--target c] [--weight w]
      [--filter '"a" > 60'] [--scaling none|standard|minmax|robust]
      [--missing drop|mean|median|mostFrequent|constant|error]
      [--split random:0.2 | stratified:0.2 | last:0.2 | column:part=test,check]
  sweep EXPERIMENT                     trains it with other settings; options of run, and
      --grid path=a,b,c … | --random path=low..high[log] … --trials 27
      [--halving [--factor 3]] [--metric loss --goal min|max] [--minutes M]
  check RUN                            runs it again and compares the numbers, step by step
  runs [FILTER] [--sort KEYS] [--limit N] [--all]
                                       all runs, newest first; --all: archived ones too; --where: their folder
                                       FILTER: 'loss < 0.01 and nClusters = 4', 'moons tag = paper', …
                                       KEYS: '-best(loss), name'
  show RUN                             RUN: an id, the beginning of one, or last
  compare RUN RUN…                     whether they are comparable, settings, results against the
      [--baseline RUN] [--differences] baseline (the first); only what differs
  predict RUN (FILE | --points "x1,x2;x1,x2" | --random N) [--step N]
      [--match column=source]… [--to OUT.csv]   columns of a FILE whose names differ; its rows with answers
  surface RUN [--grid 100] [--step N]  a network's output over its two features
  evaluate RUN [--step N]              figures and confusion matrix on the run's own rows, or
      [--on train|validation]          errors of predicted numbers
  resume RUN                           go on from the last checkpoint; also a group, by its id
  fork RUN [--step N] [--set path=value]…
                                       a new run that goes on from a checkpoint with other settings
  export RUN --to PATH --format metrics|predictions|centers|hyperplane|json|checkpoint|folder
      | evaluation | curves [--step N] an evaluation as JSON, its curves (residuals) as CSV

Reading files: --delimiter --quote --escape --encoding --header ROWS --skip LINES --columns a,b
               --decimal --thousands --na a,b --comment --inline-comments yes|no --keep footers|repeated-headers|
               other-tables|empty-rows|all; what is not given is detected.
Everywhere:    --workspace DIR   --json (one JSON document on stdout)   --help   --version
Exit codes:    0 done · 1 the work failed · 2 bad input or usage`;

/** A choice of names over as many lines as it takes, within the second column. */
function wrapped(names: readonly string[]): string {
  const lines = [''];
  for (const name of names) {
    const line = lines[lines.length - 1] ?? '';
    const longer = line === '' ? name : `${line} | ${name}`;
    if (longer.length <= 60) lines[lines.length - 1] = longer;
    else lines.push(name);
  }
  return lines.join(` |\n${' '.repeat(39)}`);
}

const COMMANDS: Readonly<Record<string, (args: Arguments, services: Services) => number | Promise<number>>> =
  {
    inspect: inspectCommand,
    convert: convertCommand,
    generate: generateCommand,
    run: runCommand,
    sweep: sweepCommand,
    check: checkCommand,
    runs: runsCommand,
    show: showCommand,
    compare: compareCommand,
    predict: predictCommand,
    surface: surfaceCommand,
    evaluate: evaluateCommand,
    resume: resumeCommand,
    fork: forkCommand,
    export: exportCommand,
  };

async function main(argv: readonly string[]): Promise<number> {
  const args = parseArguments(argv);
  if (args.options.version === true) {
    printLine(__APP_VERSION__);
    return 0;
  }
  if (args.options.help === true || args.command === null) {
    printLine(help());
    return args.command === null && args.options.help !== true ? 2 : 0;
  }
  const command = Object.prototype.hasOwnProperty.call(COMMANDS, args.command)
    ? COMMANDS[args.command]
    : undefined;
  if (command === undefined)
    throw fail('usage', `There is no command "${args.command}". "benchtop --help" lists them.`);
  const services = await openServices(args.options.workspace);
  try {
    return await command(args, services);
  } finally {
    await services.close();
  }
}

// A reader that has seen enough (head, less) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const argv = process.argv.slice(2);
main(argv)
  .then((code) => {
    process.exitCode = code;
  })
  .catch((thrown: unknown) => {
    const error = toErrorInfo(thrown);
    const { detail, ...shown } = error;
    if (argv.includes('--json'))
      printJson({ error: error.kind === 'internal' ? { ...shown, detail } : shown });
    else printError(error);
    process.exitCode = BAD_INPUT_KINDS.has(error.kind) ? 2 : 1;
  });
