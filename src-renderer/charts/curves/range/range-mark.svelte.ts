import type { Range } from '../../../values/range';
import type { LinesPlane } from '../../lines/axes-chart';

/** A range of x that is marked, by a drag or by the keyboard. */
export class RangeMark {
  range = $state.raw<Range | null>(null);
  /** Where the marking began, while it goes on. */
  #from = $state<number | null>(null);

  /** Whether the other end is still to be set. */
  get isOpen(): boolean {
    return this.#from !== null;
  }

  begin(x: number): void {
    this.#from = x;
    this.range = [x, x];
  }

  /** The other end goes along, until {@link end}. */
  follow(x: number): void {
    if (this.#from !== null) this.range = [Math.min(this.#from, x), Math.max(this.#from, x)];
  }

  /** A range without a length was not meant. */
  end(): void {
    this.#from = null;
    if (this.range !== null && this.range[0] === this.range[1]) this.range = null;
  }

  /** The key that marks: one end, then the other. */
  toggle(x: number): void {
    if (this.#from === null) this.begin(x);
    else {
      this.follow(x);
      this.end();
    }
  }

  /** Pixels of the marked range over the plot of a chart; null: none is marked, or it is out of sight. */
  boxIn(
    plane: LinesPlane | null,
  ): { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number } | null {
    if (this.range === null || plane === null) return null;
    const { box, x } = plane;
    const left = Math.max(box.left, x.to(this.range[0]));
    const right = Math.min(box.left + box.width, x.to(this.range[1]));
    return left <= right ? { left, right, top: box.top, bottom: box.top + box.height } : null;
  }

  clear(): void {
    this.#from = null;
    this.range = null;
  }
}
