import type { MatchedColumn, PointFileCheck } from '../points/point-file';

/** What is to be known of a file of points before it is predicted, as sentences for window and command line. */

const LISTED = 20;

function list(names: readonly string[], most = LISTED): string {
  const shown = names.slice(0, most).map((name) => `"${name.slice(0, 60)}"`);
  return names.length > most ? `${shown.join(', ')} and ${names.length - most} more` : shown.join(', ');
}

function count(n: number, one: string): string {
  return `${n.toLocaleString('en')} ${one}${n === 1 ? '' : 's'}`;
}

/** Which columns of the model the file lacks, and which it has. */
export function unmatchedText({ name, absent, columns }: PointFileCheck): string {
  return `${name} has no column${absent.length === 1 ? '' : 's'} ${list(absent)}: its columns are ${list(columns)}.`;
}

/** What stands for a column where that is not its own name; empty where it is. */
function matchText({ column, source, how }: MatchedColumn): string {
  if (how === 'similar') return `"${source ?? ''}" is taken for "${column}".`;
  if (how === 'hand' && source === null) return `"${column}" is filled as in training.`;
  if (how === 'hand') return `"${source ?? ''}" stands for "${column}".`;
  return '';
}

/** What a column's cells hold that needs a word; empty where all is well. */
export function describeCells({ kind, canFill, cells }: MatchedColumn): string[] {
  if (cells === null) return [];
  const remarks: string[] = [];
  const { missing, bad, firstBad, unknown, unknownCategories, below, above } = cells;
  if (bad > 0) {
    const first = firstBad === null ? '' : ` (the first: "${firstBad.text}" in line ${firstBad.line})`;
    remarks.push(`${count(bad, 'cell')} ${bad === 1 ? 'is' : 'are'} no ${kind}${first}: no answer there`);
  }
  if (unknown > 0) {
    const named = list(
      unknownCategories.map(({ word }) => word),
      5,
    );
    remarks.push(`${count(unknown, 'cell')} with categories not seen in training, ${named}: no answer there`);
  }
  if (missing > 0) {
    remarks.push(
      `${count(missing, 'cell')} missing: ${canFill ? 'filled as in training' : 'no answer there'}`,
    );
  }
  if (above > 0) remarks.push(`${count(above, 'cell')} above the run’s data`);
  if (below > 0) remarks.push(`${count(below, 'cell')} below the run’s data`);
  return remarks;
}

/** All of it, a sentence each. */
export function describePointFile(check: PointFileCheck): string[] {
  const sentences = check.matched.map(matchText).filter((sentence) => sentence !== '');
  if (check.matched.some(({ how }) => how === 'order')) {
    sentences.push(`${check.name} has no names: its columns are taken in the order of the model's.`);
  }
  if (check.extra.length > 0) {
    const one = check.extra.length === 1;
    sentences.push(`Column${one ? '' : 's'} ${list(check.extra)} ${one ? 'is' : 'are'} not used.`);
  }
  for (const pair of check.matched) {
    for (const remark of describeCells(pair)) sentences.push(`Column "${pair.column}": ${remark}.`);
  }
  const doubtful = check.rows?.doubtful ?? 0;
  if (doubtful > 0) sentences.push(`${count(doubtful, 'row')} did not fit the table: no answer there.`);
  return sentences;
}
