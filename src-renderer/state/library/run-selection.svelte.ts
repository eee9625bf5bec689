import type { TableLine } from './group-rows';

/** The row that the keyboard is at, and the chosen rows, in a table whose order may change. */
export class RunSelection {
  readonly #rows: () => readonly TableLine[];
  #chosen = $state.raw<ReadonlySet<string>>(new Set());
  #cursorId = $state<string | null>(null);
  /** Run at which a range selected with Shift starts; null: none. */
  #anchorId: string | null = null;
  readonly #indexById = $derived.by(() => new Map(this.#rows().map(({ id }, index) => [id, index])));
  /** Chosen runs that are shown, in the order shown, of a chosen group all of them: what is not seen is not acted on. */
  readonly ids: readonly string[] = $derived.by(() =>
    this.#chosen.size === 0
      ? []
      : [...new Set(this.#rows().flatMap((line) => (this.#chosen.has(line.id) ? toIds(line) : [])))],
  );
  /** Place of the cursor; null where its run is not shown. */
  readonly cursor: number | null = $derived(
    this.#cursorId === null ? null : (this.#indexById.get(this.#cursorId) ?? null),
  );

  constructor(rows: () => readonly TableLine[]) {
    this.#rows = rows;
  }

  has(id: string): boolean {
    return this.#chosen.has(id);
  }

  /** Moves the cursor; with `extend` everything between the anchor and it is chosen. */
  moveTo(index: number, extend = false): void {
    const rows = this.#rows();
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (row === undefined) return;
    const from = this.#anchorId ?? this.#cursorId ?? row.id;
    this.#cursorId = row.id;
    if (!extend) {
      this.#anchorId = null;
      return;
    }
    this.#anchorId = from;
    const a = this.#indexById.get(from) ?? index;
    const b = this.#indexById.get(row.id) ?? index;
    this.#chosen = new Set(rows.slice(Math.min(a, b), Math.max(a, b) + 1).map(({ id }) => id));
  }

  toggle(id: string): void {
    const chosen = new Set(this.#chosen);
    if (!chosen.delete(id)) chosen.add(id);
    this.#chosen = chosen;
    this.#cursorId = id;
    this.#anchorId = id;
  }

  all(): void {
    this.#chosen = new Set(this.#rows().map(({ id }) => id));
  }

  clear(): void {
    this.#chosen = new Set();
    this.#anchorId = null;
  }

  /** Ids that an action on a row is for: the chosen rows where it is one of them, else it alone. */
  actionIds(id: string): readonly string[] {
    if (this.#chosen.has(id)) return this.ids;
    const line = this.#rows().find((other) => other.id === id);
    return line === undefined ? [id] : toIds(line);
  }
}

/** The runs of a line: of a group all of those shown with it. */
function toIds({ id, members }: TableLine): readonly string[] {
  return members === undefined ? [id] : members.map((row) => row.id);
}
