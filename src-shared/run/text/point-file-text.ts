import { say, sayNumber } from '../../language/say';
import type { MatchedColumn, PointFileCheck } from '../points/point-file';

/** What is to be known of a file of points before it is predicted, as sentences for window and command line. */

const LISTED = 20;

function list(names: readonly string[], most = LISTED): string {
  const shown = names.slice(0, most).map((name) => `"${name.slice(0, 60)}"`);
  return names.length > most
    ? say('{shown} and {names} more', { shown: shown.join(', '), names: names.length - most })
    : shown.join(', ');
}

function count(n: number, one: string): string {
  return `${sayNumber(n)} ${one}${n === 1 ? '' : 's'}`;
}

/** Which columns of the model the file lacks, and which it has. */
export function unmatchedText({ name, absent, columns }: PointFileCheck): string {
  return say('{name} has no column{value} {absent}: its columns are {columns}.', {
    name,
    value: absent.length === 1 ? '' : 's',
    absent: list(absent),
    columns: list(columns),
  });
}

/** What stands for a column where that is not its own name; empty where it is. */
function matchText({ column, source, how }: MatchedColumn): string {
  if (how === 'similar') return say('"{source}" is taken for "{column}".', { source: source ?? '', column });
  if (how === 'hand' && source === null) return say('"{column}" is filled as in training.', { column });
  if (how === 'hand') return say('"{source}" stands for "{column}".', { source: source ?? '', column });
  return '';
}

/** What a column's cells hold that needs a word; empty where all is well. */
export function describeCells({ kind, canFill, cells }: MatchedColumn): string[] {
  if (cells === null) return [];
  const remarks: string[] = [];
  const { missing, bad, firstBad, unknown, unknownCategories, below, above } = cells;
  if (bad > 0) {
    const first =
      firstBad === null
        ? ''
        : say(' (the first: "{text}" in line {line})', { text: firstBad.text, line: firstBad.line });
    remarks.push(
      say('{bad} {value} no {kind}{first}: no answer there', {
        bad: count(bad, 'cell'),
        value: bad === 1 ? 'is' : 'are',
        kind,
        first,
      }),
    );
  }
  if (unknown > 0) {
    const named = list(
      unknownCategories.map(({ word }) => word),
      5,
    );
    remarks.push(
      say('{unknown} with categories not seen in training, {named}: no answer there', {
        unknown: count(unknown, 'cell'),
        named,
      }),
    );
  }
  if (missing > 0) {
    remarks.push(
      `${count(missing, 'cell')} missing: ${canFill ? say('filled as in training') : say('no answer there')}`,
    );
  }
  if (above > 0) remarks.push(say('{above} above the run’s data', { above: count(above, 'cell') }));
  if (below > 0) remarks.push(say('{below} below the run’s data', { below: count(below, 'cell') }));
  return remarks;
}

/** All of it, a sentence each. */
export function describePointFile(check: PointFileCheck): string[] {
  const sentences = check.matched.map(matchText).filter((sentence) => sentence !== '');
  if (check.matched.some(({ how }) => how === 'order')) {
    sentences.push(
      say("{name} has no names: its columns are taken in the order of the model's.", { name: check.name }),
    );
  }
  if (check.extra.length > 0) {
    const one = check.extra.length === 1;
    sentences.push(
      say('Column{value} {extra} {value2} not used.', {
        value: one ? '' : 's',
        extra: list(check.extra),
        value2: one ? 'is' : 'are',
      }),
    );
  }
  for (const pair of check.matched) {
    for (const remark of describeCells(pair))
      sentences.push(say('Column "{column}": {remark}.', { column: pair.column, remark }));
  }
  const doubtful = check.rows?.doubtful ?? 0;
  if (doubtful > 0)
    sentences.push(
      say('{doubtful} did not fit the table: no answer there.', { doubtful: count(doubtful, 'row') }),
    );
  return sentences;
}
