import type { CommanderError } from 'commander';
import { fail, type BenchtopError } from '../../../src-shared/errors';
import { formatUsage, type AnyCommand } from './command';

/**
 * A sentence for a command line that the parser refuses, with what was probably meant.
 * @param of the command whose part is refused, null where none was recognized
 * @param commands all there are
 */
export function refusal(
  error: CommanderError,
  of: AnyCommand | null,
  commands: readonly AnyCommand[],
): BenchtopError {
  const named = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const meant = /\(Did you mean (?:one of )?(.+?)\?\)/.exec(error.message)?.[1];
  const suggestion = meant === undefined ? '' : ` Did you mean ${meant.replace(/, ([^,]+)$/, ' or $1')}?`;
  const help =
    of === null ? '"benchtop --help" lists the commands.' : `"benchtop ${of.name} --help" lists its options.`;
  switch (error.code) {
    case 'commander.unknownCommand':
      return fail('usage', `There is no command "${named}".${suggestion} ${help}`);
    case 'commander.unknownOption':
      return unknownOption(named.replace(/=.*$/s, ''), of, commands, suggestion, help);
    case 'commander.optionMissingArgument': {
      const [option = named] = named.split(' ');
      return fail('usage', `${option} needs a value. ${help}`, { field: option.replace(/^-+/, '') });
    }
    case 'commander.missingArgument': {
      const missing = of?.operands.find(({ name }) => name === named)?.missing?.();
      return fail('usage', missing ?? `${named} is missing. ${help}`);
    }
    case 'commander.excessArguments': {
      const got = /got (\d+)/.exec(error.message)?.[1] ?? 'more';
      const takes = of === null || of.operands.length === 0 ? 'no operands' : formatUsage(of);
      return fail(
        'usage',
        `${of?.name ?? 'benchtop'} takes ${takes}, and was given ${got} operands. ${help}`,
      );
    }
    default:
      return fail('usage', `${error.message.replace(/^error: /, '').split('\n')[0] ?? ''}. ${help}`);
  }
}

function unknownOption(
  option: string,
  of: AnyCommand | null,
  commands: readonly AnyCommand[],
  suggestion: string,
  help: string,
): BenchtopError {
  const field = option.replace(/^-+/, '');
  const owners = commands.filter(({ options }) => Object.hasOwn(options, field)).map(({ name }) => name);
  if (owners.length === 0) {
    const where = of === null ? '' : ` for ${of.name}`;
    return fail('usage', `There is no option ${option}${where}.${suggestion} ${help}`, { field });
  }
  if (of === null) {
    const [first = ''] = owners;
    return fail(
      'usage',
      `${option} stands behind its command, as in "benchtop ${first} … ${option}". ${help}`,
      { field },
    );
  }
  return fail('usage', `${option} belongs to ${listed(owners)}, not to ${of.name}. ${help}`, { field });
}

/** "a", "a and b", "a, b and c". */
function listed(names: readonly string[]): string {
  return names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1] ?? ''}`;
}
