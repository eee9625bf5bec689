import { Argument, Command as Commander, CommanderError, Option as CommanderOption } from 'commander';
import { formatUsage, type AnyCommand, type Arguments, type CommonValues } from './command';
import type { Option, Options } from './option';
import { refusal } from './refusal';

/** What a command line asks for: a command with its arguments, or only text that has been printed. */
export type Request =
  | { readonly command: AnyCommand; readonly args: Arguments<Readonly<Record<string, unknown>>> }
  | { readonly command: null; readonly exitCode: number };

interface Printing {
  readonly version: string;
  readonly print: (text: string) => void;
}

/**
 * Reads a command line; help and version are printed on the way.
 * @param argv the words after the program's name
 * @throws BenchtopError `usage` with a sentence about what is not understood
 */
export function parse(argv: readonly string[], commands: readonly AnyCommand[], printing: Printing): Request {
  const found: Request[] = [];
  const program = createProgram(argv, commands, printing, (request) => found.push(request));
  try {
    program.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // "benchtop" alone shows the help, and is no use of it.
    if (error.code === 'commander.help') return { command: null, exitCode: argv.includes('help') ? 0 : 2 };
    if (error.exitCode === 0) return { command: null, exitCode: 0 };
    throw refusal(error, null, commands);
  }
  return found[0] ?? { command: null, exitCode: 2 };
}

function createProgram(
  argv: readonly string[],
  commands: readonly AnyCommand[],
  { version, print }: Printing,
  found: (request: Request) => void,
): Commander {
  const program = new Commander('benchtop')
    .description(`benchtop ${version}: train small models on your own CSV, offline`)
    .usage('COMMAND [options]')
    .option('--workspace <DIR>', 'the folder of experiments and runs')
    .option('--json', 'one JSON document on stdout')
    .version(version, '--version', 'the version of benchtop')
    .helpOption('-h, --help', 'help; of a command behind its name')
    .helpCommand('help [COMMAND]', 'the same help')
    .configureOutput({ writeOut: print, writeErr: print, outputError: () => undefined })
    .configureHelp({
      showGlobalOptions: true,
      subcommandTerm: (sub) => `${sub.name()} ${sub.usage().replace(' [options]', '')}`.trim(),
      optionTerm: (option) => option.flags.replace(/<(.+?)(\.\.\.)?>/, '$1'),
      argumentTerm: (argument) => argument.name(),
    })
    .exitOverride();
  program.addHelpText(
    'after',
    '\nbenchtop COMMAND --help says more of a command.\nExit codes: 0 done · 1 the work failed · 2 bad input or usage',
  );
  for (const declared of commands) {
    const sub = program
      .command(declared.name)
      .summary(declared.summary)
      .description(
        declared.about === undefined ? declared.summary : `${declared.summary}\n\n${declared.about}`,
      )
      .usage(`${formatUsage(declared)} [options]`.trim())
      .helpGroup(`${declared.group}:`)
      .exitOverride((error) => {
        throw error.exitCode === 0 ? error : refusal(error, declared, commands);
      });
    // Of the others the list of commands has the names alone.
    if (!argv.includes(declared.name)) continue;
    for (const { name, about, missing, isRepeated } of declared.operands) {
      const shown = isRepeated === true ? `${name}...` : name;
      sub.addArgument(new Argument(missing === undefined ? `[${shown}]` : `<${shown}>`, about));
    }
    for (const [name, option] of Object.entries(declared.options)) sub.addOption(toOption(name, option));
    if (declared.examples.length > 0) sub.addHelpText('after', formatExamples(declared));
    sub.action(() => {
      const common = program.opts<CommonValues>();
      const options = readValues(declared.options, sub);
      found({ command: declared, args: { operands: sub.args, options: { ...options, ...common } } });
    });
  }
  return program;
}

function toOption(name: string, declared: Option<unknown>): CommanderOption {
  const { value, about, choices, heading, isOfWords, preset } = declared;
  const description = choices === undefined ? about : `${about}: ${choices.join(', ')}`;
  const shown = isOfWords === true ? `${value}...` : value;
  const given = preset === undefined ? `<${shown}>` : `[${shown}]`;
  const option = new CommanderOption(value === null ? `--${name}` : `--${name} ${given}`, description);
  if (preset !== undefined) option.preset(preset);
  if (heading !== undefined) option.helpGroup(`${heading}:`);
  if (value !== null) option.argParser((text, previous: unknown) => declared.add(text, name, previous));
  return option;
}

/** By the names of the command line, not by JavaScript's. */
function readValues(options: Options, sub: Commander): Record<string, unknown> {
  const given = Object.keys(options).flatMap((name): [string, unknown][] => {
    const value: unknown = sub.getOptionValue(new CommanderOption(`--${name}`).attributeName());
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(given);
}

function formatExamples({ examples }: AnyCommand): string {
  const lines = examples.map(([line, about]) => `  benchtop ${line}\n      ${about}`);
  return `\nExamples:\n${lines.join('\n')}`;
}
