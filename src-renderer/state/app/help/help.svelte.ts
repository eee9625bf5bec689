import type { GuidePlace } from '../../../../src-shared/help/page';

/** What the help is asked for: a place of the guide, or what there is on the part of the window with the focus. */
type HelpRequest = { readonly place: GuidePlace } | { readonly element: Element | null };

/** The pane of the guide: whether it is open, and what was asked for last. */
class HelpState {
  #request = $state.raw<HelpRequest | null>(null);

  /** null: the pane is closed. */
  get request(): HelpRequest | null {
    return this.#request;
  }

  /** Opens a page of the guide, at a heading of it where one is named: `networks`, `networks#learning-rate`. */
  show(place: string): void {
    const [page = '', anchor] = place.split('#');
    this.#request = { place: { page, anchor: anchor ?? null } };
  }

  /** Opens what the guide says about an element: the setting, or the part of the window that it is in. */
  showFor(element: Element | null): void {
    this.#request = { element };
  }

  close(): void {
    this.#request = null;
  }
}

export const help = new HelpState();

/** For a button that opens the guide at a place. */
export function showHelp(place: string): void {
  help.show(place);
}
