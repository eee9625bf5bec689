import type { ClassTexts } from './class-texts';

/** A column whose numbers were taken for codes, with the first of them. */
export interface CodeColumn {
  readonly name: string;
  readonly code: string;
}

/** Names in a sentence. */
const MAX_NAMED = 5;
const MAX_CODE_LENGTH = 40;

/** What was decided of columns of codes, and how to decide otherwise; null where there are none. */
export function codeNote(columns: readonly CodeColumn[]): string | null {
  if (columns.length === 0) return null;
  const named = columns
    .slice(0, MAX_NAMED)
    .map(({ name, code }) => `"${name}" ("${code.slice(0, MAX_CODE_LENGTH)}")`);
  const more = columns.length - named.length;
  const parts = more > 0 ? [...named, `${more} more`] : named;
  const list =
    parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
  const [what, verb] = columns.length === 1 ? ['Column', 'holds'] : ['Columns', 'hold'];
  return `${what} ${list} ${verb} whole numbers with leading zeros or beyond 2^53: they are read as codes, with the text of their cells. Set the type to number where they are quantities.`;
}

/** That classes which are written in several ways are one each; null where none is. */
export function classTextNote(name: string, { others }: ClassTexts): string | null {
  if (others.length === 0) return null;
  const shown = others.slice(0, MAX_NAMED).map(({ first, other }) => `"${other}" beside "${first}"`);
  const more = others.length - shown.length;
  const list = more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
  return others.length === 1
    ? `The target "${name}" writes one class in several ways (${list}): it is called by the first.`
    : `The target "${name}" writes classes in several ways (${list}): each is called by the first.`;
}
