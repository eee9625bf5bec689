import { say, sayNumber } from '../language/say';
import type { z } from 'zod';

/**
 * What is wrong with a document, in sentences: zod's own messages name types of the program. Each
 * stands behind the field's path, or under the field on the form.
 */

type Issue = Parameters<z.core.$ZodErrorMap>[0];

const TYPE_NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  object: say('an object in braces'),
  record: say('an object in braces'),
  string: 'text',
  number: 'a number',
  int: say('a whole number'),
  boolean: say('true or false'),
  null: 'null',
};

/** What a part that is missing is for, by its key. */
const MISSING_TEXTS: Readonly<Record<string, string>> = {
  features: say('Name at least one column.'),
  dataset: 'Say which data to train on, such as { "kind": "file", "path": "data.csv", "features": ["a"] }.',
  model: 'Say which model to train, such as { "kind": "kmeans" }.',
  layers: 'Name at least one layer, such as { "units": 1, "activation": "sigmoid" }.',
  name: say('Give it a name.'),
  path: say('Name the data file.'),
  column: say('Name a column.'),
};

/**
 * The sentence for an issue; undefined where the schema has its own.
 * @param issue as zod hands it to an error map
 */
export function issueText(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? missingText(issue) : typeText(issue.expected, issue.input);
    case 'invalid_value':
      return choiceText(issue.values.map(String), issue.input);
    case 'invalid_union':
      return unionText(issue);
    case 'unrecognized_keys':
      return unknownText(issue);
    case 'too_small':
      return boundText(say('at least'), Number(issue.minimum), issue.origin);
    case 'too_big':
      return boundText(say('at most'), Number(issue.maximum), issue.origin);
    case 'invalid_format':
      return say('This text is not written as it must be.');
    default:
      return undefined;
  }
}

function missingText(issue: Extract<Issue, { code: 'invalid_type' }>): string {
  const key = String(issue.path?.[issue.path.length - 1] ?? '');
  return (
    MISSING_TEXTS[key] ??
    say('This is missing: give {TYPE_NAMES}.', { TYPE_NAMES: TYPE_NAMES[issue.expected] ?? 'a value' })
  );
}

function typeText(expected: string, input: unknown): string {
  return say('Give {TYPE_NAMES}, not {input}.', {
    TYPE_NAMES: TYPE_NAMES[expected] ?? say('another value'),
    input: inputText(input),
  });
}

function inputText(input: unknown): string {
  if (input === null) return 'null';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object') return say('an object');
  if (typeof input === 'number') return String(input);
  return typeof input === 'string' ? say('the text “{input}”', { input: shortened(input) }) : String(input);
}

function choiceText(choices: readonly string[], input: unknown): string {
  const given = input === undefined ? '' : say(', not {input}', { input: inputText(input) });
  const [only] = choices;
  if (choices.length === 1) return say('This must be {only}{given}.', { only: only ?? '', given });
  return say('Choose one of {choices}{given}.', { choices: choices.join(', '), given });
}

function unionText(issue: Extract<Issue, { code: 'invalid_union' }>): string | undefined {
  if (issue.discriminator !== undefined && Array.isArray(issue.options)) {
    const input = issue.input as Readonly<Record<string, unknown>> | null | undefined;
    const given = typeof input === 'object' ? input?.[issue.discriminator] : undefined;
    return choiceText(issue.options.map(String), given);
  }
  const expected = issue.errors.flatMap(([first]) => {
    if (first?.code === 'invalid_type') return [TYPE_NAMES[first.expected] ?? say('another value')];
    return first?.code === 'invalid_value' ? [first.values.map(String).join(', ')] : [];
  });
  if (expected.length === 0) return undefined;
  return say('Give {expected}, not {input}.', {
    expected: expected.join(' or '),
    input: inputText(issue.input),
  });
}

function unknownText(issue: Extract<Issue, { code: 'unrecognized_keys' }>): string {
  const [key = ''] = issue.keys;
  const meant = nearest(key, listKeys(issue.inst));
  return say('There is no setting “{key}” here{value}{value2}', {
    key: shortened(key),
    value: meant === null ? '' : say('; did you mean “{meant}”?', { meant }),
    value2: meant === null ? '.' : '',
  });
}

function listKeys(schema: unknown): string[] {
  const { _zod } = (schema ?? {}) as { _zod?: { def?: { shape?: object } } };
  return Object.keys(_zod?.def?.shape ?? {});
}

function boundText(bound: string, count: number, origin: string): string {
  const noun = { string: 'character', array: 'entry' }[origin];
  if (noun === undefined) return say('This must be {bound} {count}.', { bound, count });
  const nouns = noun === 'entry' ? 'entries' : `${noun}s`;
  return say('Give {bound} {count} {value}.', {
    bound,
    count: sayNumber(count),
    value: count === 1 ? noun : nouns,
  });
}

const MAX_SHOWN = 40;

function shortened(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** A name that is as good as meant: a third of its letters wrong at most; null where there is none. */
function nearest(given: string, names: readonly string[]): string | null {
  let best: string | null = null;
  let least = Infinity;
  for (const name of names) {
    const distance = editDistance(given.toLowerCase(), name.toLowerCase());
    if (distance < least && distance <= Math.max(1, name.length / 3)) [best, least] = [name, distance];
  }
  return best;
}

/** Letters to insert, delete or replace (Levenshtein 1966). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
