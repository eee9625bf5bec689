import { counted, sentence, type SentenceValue } from '../../../src-shared/language/sentence';

/** Names in a sentence. */
const MAX_NAMES = 3;

/**
 * Number with three significant digits for a sentence: "1,234" for whole numbers below a million,
 * "0.0123", else "1.23e-7".
 */
export function statistic(value: number): SentenceValue {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return counted(value);
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e6 ? counted(Number(value.toPrecision(3))) : value.toExponential(2);
}

/** Names in a sentence, of many the first three. */
export function listed(names: readonly string[]): SentenceValue {
  const shown = names.slice(0, MAX_NAMES);
  const last = shown[shown.length - 1] ?? '';
  if (names.length > MAX_NAMES)
    return sentence('{names} and {more} more', {
      names: shown.join(', '),
      more: counted(names.length - MAX_NAMES),
    });
  return shown.length < 2
    ? last
    : sentence('{names} and {last}', { names: shown.slice(0, -1).join(', '), last });
}
