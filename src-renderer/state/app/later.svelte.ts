type LaterSession = typeof import('./later-session');

/** State that is read once the first view is on the screen, or when something asks for it before that. */
class Later {
  #session = $state.raw<LaterSession | null>(null);

  /** null: not read yet, so that nothing has been changed in it either. */
  get session(): LaterSession | null {
    return this.#session;
  }

  async load(): Promise<LaterSession> {
    this.#session ??= await import('./later-session');
    return this.#session;
  }
}

/** Where the first view finds the experiment on the form and the table of all runs. */
export const later = new Later();
