import { matchFuzzy } from '../text/fuzzy';
import type { PopupOption } from './option';

/** Options that a list shows at once: more of them would take longer to mount than to find by typing. */
const MAX_SHOWN = 100;

/**
 * The options that fit what is typed, the best first; all in their order where nothing is typed.
 * @param wanted index of an option that is among those shown in any case: the chosen one where nothing
 * is typed, else the one that is meant by another name, which is then the first; -1: none
 * @returns indices into `options`, at most 100, and how many more fit
 */
export function foundOptions(
  options: readonly PopupOption[],
  query: string,
  wanted: number,
): { readonly shown: readonly number[]; readonly more: number } {
  const isTyped = query.trim() !== '';
  const all = isTyped ? ranked(options, query) : options.map((_, index) => index);
  if (wanted >= (isTyped ? 0 : MAX_SHOWN)) {
    const at = all.indexOf(wanted);
    if (at >= 0) all.splice(at, 1);
    all.unshift(wanted);
  }
  const shown = all.slice(0, MAX_SHOWN);
  return { shown, more: all.length - shown.length };
}

function ranked(options: readonly PopupOption[], query: string): number[] {
  const fits: { index: number; score: number }[] = [];
  options.forEach(({ label }, index) => {
    const match = matchFuzzy(query, label);
    if (match !== null) fits.push({ index, score: match.score });
  });
  return fits.sort((a, b) => b.score - a.score || a.index - b.index).map(({ index }) => index);
}
