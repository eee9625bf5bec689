/**
 * Where a record led whose quotes were wrong, for those after it: at each line end that it passed it was inside
 * of quotes, and what is inside of quotes there goes the same way, wherever it began. So of many lines that each
 * open a quote, none is followed twice over.
 */
export class OpenQuotes {
  /** Offset in the whole of the record's first byte. */
  #from = Infinity;
  /** Offset of where it broke, or of the line end at which it was given up. */
  #to = -1;
  #isBroken = false;

  /**
   * @param lineEnd offset of a line end inside of quotes
   * @returns 'broken': no quote closes the record; an offset: it is inside of quotes at the line end there, too;
   * null: nothing is known
   */
  follow(lineEnd: number): 'broken' | number | null {
    if (lineEnd <= this.#from || lineEnd >= this.#to) return null;
    return this.#isBroken ? 'broken' : this.#to;
  }

  /** The record at `from` has a wrong quote, or its end is missing, at `to`. */
  breaks(from: number, to: number): void {
    this.#note(from, to);
    this.#isBroken = true;
  }

  /** The record at `from` is too long at the line end `to`. */
  givesUp(from: number, to: number): void {
    this.#note(from, to);
    this.#isBroken = false;
  }

  #note(from: number, to: number): void {
    // One that went on where an earlier one was given up makes that one's way longer.
    const isLonger = from > this.#from && from < this.#to;
    if (!isLonger) this.#from = from;
    this.#to = to;
  }
}
