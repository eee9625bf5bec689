import { at } from '../../../present';
import { RUN_STATUSES } from '../../record/status';
import { readCell, readMetricValue, type Cell, type Field, type Names } from '../columns';
import { MODEL_KINDS, MODELS } from '../../../models';
import type { RunRow } from '../row';
import { findMeaning, type Meaning } from './names';
import type { Expression, Operator } from './parse';
import { FilterError } from './problem';
import type { Token } from './tokens';

type Predicate = (row: RunRow) => boolean;

/** @throws FilterError where a name or value cannot be meant */
export function toPredicate(expression: Expression, names: Names): Predicate {
  switch (expression.kind) {
    case 'and': {
      const parts = expression.parts.map((part) => toPredicate(part, names));
      return (row) => parts.every((part) => part(row));
    }
    case 'or': {
      const parts = expression.parts.map((part) => toPredicate(part, names));
      return (row) => parts.some((part) => part(row));
    }
    case 'not': {
      const part = toPredicate(expression.part, names);
      return (row) => !part(row);
    }
    case 'text':
      return textPredicate(expression.token);
    case 'compare': {
      const { name, operator, values } = expression;
      const meaning = findMeaning(name.token.text, name.statistic, names, name.token);
      const any = values.map((value) => comparison(meaning, name.token, operator, value));
      return any.length === 1 ? at(any, 0) : (row) => any.some((holds) => holds(row));
    }
  }
}

/** A flag may stand alone, unless it is in quotes. */
function textPredicate({ kind, text }: Token): Predicate {
  const needle = text.toLowerCase();
  if (kind === 'word' && needle === 'starred') return (row) => row.starred;
  if (kind === 'word' && needle === 'archived') return (row) => row.archived;
  return (row) =>
    row.name.toLowerCase().includes(needle) ||
    row.dataset.toLowerCase().includes(needle) ||
    row.note.toLowerCase().includes(needle) ||
    row.id.includes(needle) ||
    row.tags.some((tag) => tag.toLowerCase().includes(needle));
}

/** A word that is written as a number; quotes make it a text. */
function parseNumber({ kind, text }: Token): number | null {
  if (kind === 'quoted') return null;
  if (/^nan$/i.test(text)) return NaN;
  const infinite = /^([+-]?)inf(inity)?$/i.exec(text);
  if (infinite !== null) return infinite[1] === '-' ? -Infinity : Infinity;
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) ? null : value;
}

function isNone({ kind, text }: Token): boolean {
  return kind === 'word' && text.toLowerCase() === 'none';
}

function comparison(meaning: Meaning, name: Token, operator: Operator, value: Token): Predicate {
  if (isNone(value)) return nonePredicate(meaning, operator, value);
  switch (meaning.kind) {
    case 'text':
      return textComparison(meaning.field, operator, value);
    case 'number': {
      const { field, scale } = meaning;
      const expected = needNumber(name, operator, value) * scale;
      return (row) => compareNumbers(Number(row[field]), operator, expected);
    }
    case 'date':
      return dateComparison(meaning.field, operator, value);
    case 'tags':
      return tagComparison(operator, value.text.toLowerCase());
    case 'flag': {
      const { flag } = meaning;
      const flagValue = { true: true, yes: true, false: false, no: false }[value.text.toLowerCase()];
      if (flagValue === undefined || (operator !== '=' && operator !== '!='))
        throw new FilterError(`“${flag}” is yes or no: write ${flag} = yes, or not ${flag}.`, value);
      return (row) => (row[flag] === flagValue) === (operator === '=');
    }
    case 'named':
      return namedComparison(meaning, name, operator, value);
  }
}

/** No value: = none, != none. */
function nonePredicate(meaning: Meaning, operator: Operator, value: Token): Predicate {
  if (operator !== '=' && operator !== '!=')
    throw new FilterError('“none” can only be equal (=) or not (!=).', value);
  const isEmpty = (row: RunRow): boolean => {
    switch (meaning.kind) {
      case 'text':
      case 'number':
        return row[meaning.field] === null || row[meaning.field] === '';
      case 'date':
        return row[meaning.field] === null;
      case 'tags':
        return row.tags.length === 0;
      case 'flag':
        return !row[meaning.flag];
      case 'named': {
        const { metric, statistic, params } = meaning;
        const hasMetric = metric !== null && readMetricValue(row, metric, statistic) !== null;
        return !hasMetric && params.every((path) => (row.params[path] ?? null) === null);
      }
    }
  };
  return (row) => isEmpty(row) === (operator === '=');
}

const CHOICES: Partial<Record<Field, readonly string[]>> = {
  status: RUN_STATUSES,
  kind: [...MODEL_KINDS, 'external'],
  engine: ['typed', 'tensorflow'],
};
/** What kinds of models are called beside their names. */
const ALIASES = new Map(
  MODEL_KINDS.flatMap((kind) => {
    const { aliases, label, phrase } = MODELS[kind].text;
    return [...aliases, label.toLowerCase(), phrase.toLowerCase()].map((alias) => [alias, kind] as const);
  }),
);

function textComparison(field: Field, operator: Operator, value: Token): Predicate {
  let expected = value.text.toLowerCase();
  const choices = CHOICES[field];
  if (choices !== undefined && (operator === '=' || operator === '!=')) {
    expected = ALIASES.get(expected) ?? expected;
    if (!choices.includes(expected))
      throw new FilterError(
        `“${value.text}” is no ${field === 'kind' ? 'kind of model' : field}: use ${choices.join(', ')}.`,
        value,
      );
  }
  // A hash is shown by its first letters.
  if (field === 'sha256' && (operator === '=' || operator === '!='))
    return (row) => (row.sha256?.startsWith(expected) ?? false) === (operator === '=');
  // A file is known by its name without the ending too.
  if (field === 'dataset' && (operator === '=' || operator === '!=')) {
    const isNamed = (text: string): boolean => text === expected || text.replace(/\.\w+$/, '') === expected;
    return ({ dataset }) => isNamed(dataset.toLowerCase()) === (operator === '=');
  }
  return (row) => compareTexts(readCell(row, { kind: 'field', field }), operator, expected);
}

function compareTexts(cell: Cell, operator: Operator, expected: string): boolean {
  if (cell === null) return false;
  const text = String(cell).toLowerCase();
  switch (operator) {
    case '=':
      return text === expected;
    case '!=':
      return text !== expected;
    case '~':
      return text.includes(expected);
    case '!~':
      return !text.includes(expected);
    case '<':
      return text < expected;
    case '<=':
      return text <= expected;
    case '>':
      return text > expected;
    case '>=':
      return text >= expected;
  }
}

function compareNumbers(value: number, operator: Operator, expected: number): boolean {
  switch (operator) {
    case '=':
      return Object.is(value, expected) || value === expected;
    case '!=':
      return !(Object.is(value, expected) || value === expected);
    case '<':
      return value < expected;
    case '<=':
      return value <= expected;
    case '>':
      return value > expected;
    case '>=':
      return value >= expected;
    default:
      return false;
  }
}

function needNumber(name: Token, operator: Operator, value: Token): number {
  if (operator === '~' || operator === '!~')
    throw new FilterError(
      `“${name.text}” is a number: compare it with =, < or > instead of ${operator}.`,
      value,
    );
  const number = parseNumber(value);
  if (number === null)
    throw new FilterError(`“${name.text}” is a number: compare it with one, not “${value.text}”.`, value);
  return number;
}

function tagComparison(operator: Operator, expected: string): Predicate {
  switch (operator) {
    case '~':
    case '!~':
      return (row) => row.tags.some((tag) => tag.toLowerCase().includes(expected)) === (operator === '~');
    case '!=':
      return (row) => !row.tags.some((tag) => tag.toLowerCase() === expected);
    default:
      return (row) => row.tags.some((tag) => compareTexts(tag, operator, expected));
  }
}

/** A day, a month or a minute, by the clock of this computer: as exact as it was written. */
function dateComparison(
  field: 'createdAt' | 'startedAt' | 'endedAt',
  operator: Operator,
  value: Token,
): Predicate {
  const expected = value.text.replace(' ', 'T');
  const isDate = /^\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?)?)?$/.test(expected);
  if (!isDate || operator === '~' || operator === '!~')
    throw new FilterError(
      `A date is written as 2026-11-24 or "2026-11-24 15:30", not “${value.text}”.`,
      value,
    );
  return (row) => {
    const moment = row[field];
    if (moment === null) return false;
    return compareTexts(localTime(moment).slice(0, expected.length), operator, expected.toLowerCase());
  };
}

function localTime(iso: string): string {
  const date = new Date(iso);
  const pad = (part: number): string => String(part).padStart(2, '0');
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day}T${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}

/**
 * A metric and a setting may be called alike (`loss`): a number means the metric, a word the
 * setting. Of several settings one must hold; for != all that there are must differ.
 */
function namedComparison(
  meaning: Extract<Meaning, { kind: 'named' }>,
  name: Token,
  operator: Operator,
  value: Token,
): Predicate {
  const { metric, statistic, params } = meaning;
  if (metric !== null && (params.length === 0 || parseNumber(value) !== null)) {
    const expected = needNumber(name, operator, value);
    return (row) => {
      const found = readMetricValue(row, metric, statistic);
      return found !== null && compareNumbers(found, operator, expected);
    };
  }
  const number = parseNumber(value);
  const text = value.text.toLowerCase();
  const isAll = operator === '!=' || operator === '!~';
  // A choice goes by its words too: "mean squared error".
  const spellings = /\s/.test(text) ? [text, text.replace(/\s+/g, '')] : [text];
  const holdsText = (cell: Cell): boolean =>
    isAll
      ? spellings.every((spelling) => compareTexts(cell, operator, spelling))
      : spellings.some((spelling) => compareTexts(cell, operator, spelling));
  const holds = (cell: Cell): boolean =>
    typeof cell === 'number' && number !== null ? compareNumbers(cell, operator, number) : holdsText(cell);
  return (row) => {
    let isThere = false;
    for (const path of params) {
      const cell = row.params[path] ?? null;
      if (cell === null) continue;
      isThere = true;
      if (holds(cell) !== isAll) return !isAll;
    }
    return isThere && isAll;
  };
}
