import { app } from '../session';

/** The tour through the window: whether it is under way, and where. */
class TourState {
  #step = $state<number | null>(null);

  /** null: nobody takes it. */
  get step(): number | null {
    return this.#step;
  }

  start(): void {
    this.#step = 0;
  }

  go(step: number): void {
    this.#step = step;
  }

  /** At its end or before: it is not offered again, but can be taken again. */
  end(): void {
    this.#step = null;
    if (!app.settings.tourDone) void app.set({ tourDone: true });
  }
}

export const tour = new TourState();
