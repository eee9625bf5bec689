import { encodingNamed, type EncodingName } from '../../../../src-shared/dataset/encodings';
import { ENCODING_NAMES } from '../dataset-text';

/**
 * Encoding that typed text means: its name, any of its labels (`latin1`, `cp1252`, `sjis`), or what
 * is shown of it, of which a part is enough where no other has it.
 * @returns null where none, or several, are meant
 */
export function findEncoding(typed: string): EncodingName | null {
  const text = typed.trim().toLowerCase();
  if (text === '') return null;
  const named = encodingNamed(text);
  if (named !== null) return named;
  const having = ENCODING_NAMES.filter(({ label }) => label.toLowerCase().includes(text));
  const exact = having.find(({ label }) => label.toLowerCase() === text);
  return (exact ?? (having.length === 1 ? having[0] : undefined))?.value ?? null;
}
