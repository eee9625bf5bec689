/** Letters after a longer pause begin anew. */
const PAUSE_MS = 1000;

/** Finds options by the letters that they begin with, as they are typed on a closed list. */
export class TypeAhead {
  #letters = '';
  #at = -Infinity;

  /**
   * The option that what was typed so far leads to; the same letter again goes on to the next one.
   * @param chosen index of the option that is chosen now; -1: none
   * @param now milliseconds of any clock
   * @returns its index; null where none begins so
   */
  find(
    key: string,
    options: readonly { readonly label: string; readonly disabled?: boolean }[],
    chosen: number,
    now = performance.now(),
  ): number | null {
    this.#letters = (now - this.#at < PAUSE_MS ? this.#letters : '') + key.toLowerCase();
    this.#at = now;
    const [first = ''] = this.#letters;
    const isOneLetter = [...this.#letters].every((letter) => letter === first);
    const wanted = isOneLetter ? first : this.#letters;
    // One letter goes on behind what is chosen, more of them stay where they still fit.
    const from = isOneLetter ? chosen + 1 : Math.max(0, chosen);
    for (let i = 0; i < options.length; i++) {
      const index = (from + i) % options.length;
      const option = options[index];
      if (option !== undefined && option.disabled !== true && option.label.toLowerCase().startsWith(wanted))
        return index;
    }
    return null;
  }
}
