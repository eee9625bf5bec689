import type { RunService } from '../runs/run-service';

/** What one window wishes of the runs that train. */
export interface RunWishes {
  /** The runs that it shows, in place of those before. */
  readonly watch: (ids: readonly string[]) => void;
  /** Whether it shows the hidden units of a network. */
  readonly drawUnits: (id: string, on: boolean) => void;
  /** It shows nothing any more: its page is gone. */
  readonly end: () => void;
}

/**
 * Joins the wishes of all windows: what one of them shows is drawn, whatever the others have left. Runs see
 * one page that shows all of it.
 */
export class WishesOfWindows {
  readonly #controls: Pick<RunService['controls'], 'watch' | 'drawUnits'>;
  readonly #windows = new Set<{ watched: ReadonlySet<string>; readonly units: Set<string> }>();

  constructor(controls: Pick<RunService['controls'], 'watch' | 'drawUnits'>) {
    this.#controls = controls;
  }

  /** Wishes of one more window. */
  add(): RunWishes {
    const own = { watched: new Set<string>() as ReadonlySet<string>, units: new Set<string>() };
    this.#windows.add(own);
    const watch = (ids: readonly string[]): void => {
      own.watched = new Set(ids);
      this.#controls.watch([...new Set([...this.#windows].flatMap(({ watched }) => [...watched]))]);
    };
    const drawUnits = (id: string, on: boolean): void => {
      if (on) own.units.add(id);
      else own.units.delete(id);
      this.#controls.drawUnits(
        id,
        [...this.#windows].some(({ units }) => units.has(id)),
      );
    };
    const end = (): void => {
      for (const id of [...own.units]) drawUnits(id, false);
      watch([]);
    };
    return { watch, drawUnits, end };
  }
}
