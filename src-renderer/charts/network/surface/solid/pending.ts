import type { SolidDrawing } from './messages';

/** Solids that are to be drawn: what is asked while others are drawn comes in one picture. */
export class PendingDrawings {
  readonly #drawings = new Map<number, SolidDrawing>();

  /** Of an earlier drawing that was not begun, a canvas and contents stay unless the later one brings others. */
  add(drawing: SolidDrawing): void {
    const earlier = this.#drawings.get(drawing.solid);
    this.#drawings.set(drawing.solid, { ...earlier, ...drawing });
  }

  drop(solid: number): void {
    this.#drawings.delete(solid);
  }

  /** The one that has waited longest, which waits no more; null where none is left. */
  take(): SolidDrawing | null {
    const [first = null] = this.#drawings.values();
    if (first !== null) this.#drawings.delete(first.solid);
    return first;
  }
}
