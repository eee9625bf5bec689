import { COMMANDS } from '../commands';
import type { AnyCommand, Arguments, Command } from '../declare/command';
import type { Options, Values } from '../declare/option';
import { parse } from '../declare/program';
import type { Services } from '../services/services';

/** What a command's arguments are read as, by the whole program's parser. */
export function parseArguments<O extends Options>(
  command: Command<O>,
  ...words: string[]
): Arguments<Values<O>> {
  const commands = COMMANDS.includes(command) ? COMMANDS : [...COMMANDS, command as AnyCommand];
  const request = parse([command.name, ...words], commands, { version: '0', print: () => undefined });
  if (request.command === null) throw new Error('Help or the version was asked for.');
  return request.args as Arguments<Values<O>>;
}

/** Does what a command line asks for, with services of a test. @returns the exit code */
export async function runCommand<O extends Options>(
  command: Command<O>,
  words: readonly string[],
  services: Services,
): Promise<number> {
  const args = parseArguments(command, ...words);
  return 'run' in command ? command.run(args, services) : command.runAlone(args);
}
