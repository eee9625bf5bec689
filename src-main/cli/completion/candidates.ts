import type { AnyCommand, Completion } from '../declare/command';
import type { Option } from '../declare/option';

type Candidate = readonly [value: string, about: string];

/** What a shell can offer for a word. */
export interface Offer {
  readonly candidates: readonly Candidate[];
  /** Whether the word may be a file as well. */
  readonly files: boolean;
}

type KnownOption = Pick<Option<unknown>, 'value' | 'about' | 'choices'>;

const COMMON: Readonly<Record<string, KnownOption>> = {
  workspace: { value: 'DIR', about: 'the folder of experiments and runs' },
  json: { value: null, about: 'one JSON document on stdout' },
  help: { value: null, about: 'help' },
};

/** Names that only the workspace knows. */
export interface Names {
  runs(): readonly Candidate[];
  experiments(): readonly Candidate[];
}

/**
 * What may stand in place of the last word.
 * @param words the words behind the program's name; the last is the one being typed, perhaps empty
 */
export function candidates(words: readonly string[], commands: readonly AnyCommand[], names: Names): Offer {
  const typed = words[words.length - 1] ?? '';
  const before = read(words.slice(0, -1), commands);
  if (before.awaits !== null) return makeOffer(before.awaits, names);
  const { command } = before;
  if (command === null) {
    if (typed.startsWith('-'))
      return offerFlags({ ...COMMON, version: { value: null, about: 'the version' } });
    const all = commands.map(({ name, summary }): Candidate => [name, summary]);
    return choice([...all, ['help', 'help of a command']]);
  }
  if (typed.startsWith('-')) return offerFlags({ ...command.options, ...COMMON });
  const last = command.operands[command.operands.length - 1];
  const operand = command.operands[before.operands] ?? (last?.isRepeated === true ? last : undefined);
  return makeOffer(operand?.completion ?? [], names);
}

/** Words as far as they say what comes next. */
function read(words: readonly string[], commands: readonly AnyCommand[]) {
  let command: AnyCommand | null = null;
  let operands = 0;
  let awaits: Completion | null = null;
  for (const word of words) {
    if (awaits !== null) awaits = null;
    else if (word.startsWith('--') && !word.includes('=')) {
      const name = word.slice(2);
      const all: Readonly<Record<string, KnownOption>> = { ...command?.options, ...COMMON };
      const option = Object.hasOwn(all, name) ? all[name] : undefined;
      if (option !== undefined && option.value !== null) awaits = findCompletion(option);
    } else if (command === null) command = commands.find(({ name }) => name === word) ?? null;
    else if (!word.startsWith('-')) operands++;
  }
  return { command, operands, awaits };
}

/** Files where the option's value is one, as its name in capitals says. */
function findCompletion({ value, choices }: KnownOption): Completion {
  if (choices !== undefined) return choices;
  if (value === 'RUN') return 'runs';
  return /^(FILE|PATH|DIR|OUT(\..*)?)$/.test(value ?? '') ? 'files' : [];
}

function makeOffer(completion: Completion, names: Names): Offer {
  if (completion === 'files') return { candidates: [], files: true };
  if (completion === 'runs') return choice([['last', 'the newest run'], ...names.runs()]);
  if (completion === 'experiments') return { candidates: names.experiments(), files: true };
  return choice(completion.map((value): Candidate => [value, '']));
}

function offerFlags(options: Readonly<Record<string, KnownOption>>): Offer {
  return choice(Object.entries(options).map(([name, { about }]): Candidate => [`--${name}`, about]));
}

function choice(candidates: readonly Candidate[]): Offer {
  return { candidates, files: false };
}
