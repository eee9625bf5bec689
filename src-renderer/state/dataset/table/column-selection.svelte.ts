import { nextIndex } from '../../../input/roving';

interface Held {
  /** Extends from the column chosen last. */
  readonly shift: boolean;
  /** Adds or takes away. */
  readonly ctrl: boolean;
}

/** Which columns are chosen in a list that may be filtered: as in a file manager. */
export class ColumnSelection {
  #chosen = $state.raw<ReadonlySet<number>>(new Set());
  /** Column with the keyboard focus, by its index in the file; null: none. */
  #cursor = $state<number | null>(null);
  #anchor: number | null = null;

  /** Positions in the file. */
  get chosen(): ReadonlySet<number> {
    return this.#chosen;
  }
  get cursor(): number | null {
    return this.#cursor;
  }

  /** @param order positions in the order of the list */
  click(position: number, { shift, ctrl }: Held, order: readonly number[]): void {
    this.#cursor = position;
    if (shift) {
      this.#chosen = new Set([...(ctrl ? this.#chosen : []), ...this.#range(position, order)]);
      return;
    }
    this.#anchor = position;
    if (!ctrl) {
      this.#chosen = new Set([position]);
      return;
    }
    const chosen = new Set(this.#chosen);
    if (!chosen.delete(position)) chosen.add(position);
    this.#chosen = chosen;
  }

  #range(position: number, order: readonly number[]): readonly number[] {
    const from = order.indexOf(this.#anchor ?? position);
    const to = order.indexOf(position);
    if (from < 0 || to < 0) return [position];
    return order.slice(Math.min(from, to), Math.max(from, to) + 1);
  }

  /**
   * A key in the list: arrows, page keys, Home and End move (with Shift extending, with Ctrl without
   * choosing), space chooses, Ctrl+A chooses all, Esc none.
   * @returns whether it was one of them
   */
  key(
    event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey'>,
    order: readonly number[],
    page = 8,
  ): boolean {
    const ctrl = event.ctrlKey || event.metaKey;
    if (ctrl && event.key.toLowerCase() === 'a') {
      this.all(order);
      return true;
    }
    if (event.key === 'Escape') {
      if (this.#chosen.size === 0) return false;
      this.clear();
      return true;
    }
    if (event.key === ' ') {
      const at = this.#cursor ?? order[0];
      if (at !== undefined) this.click(at, { shift: event.shiftKey, ctrl: true }, order);
      return true;
    }
    const index = this.#cursor === null ? -1 : order.indexOf(this.#cursor);
    const next = moved(event.key, index, order.length, page);
    const position = next === null ? undefined : order[next];
    if (position === undefined) return false;
    if (ctrl && !event.shiftKey) this.#cursor = position;
    else this.click(position, { shift: event.shiftKey, ctrl: false }, order);
    return true;
  }

  all(order: readonly number[]): void {
    this.#chosen = new Set(order);
    this.#anchor ??= order[0] ?? null;
    this.#cursor ??= order[0] ?? null;
  }

  clear(): void {
    this.#chosen = new Set();
    this.#anchor = null;
  }
}

/** Like {@link nextIndex}, with page keys and without going round. */
function moved(key: string, current: number, count: number, page: number): number | null {
  if (count === 0 || key === 'ArrowLeft' || key === 'ArrowRight') return null;
  if (key === 'PageDown') return Math.min(count - 1, Math.max(0, current) + page);
  if (key === 'PageUp') return Math.max(0, current - page);
  if (key === 'ArrowUp' && current <= 0) return 0;
  if (key === 'ArrowDown' && current === count - 1) return current;
  return nextIndex(key, current, count);
}
