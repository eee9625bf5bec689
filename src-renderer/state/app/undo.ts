import { MAX_EDIT_LABEL } from '../../../src-shared/ipc/edit-label';
import { api, settle } from '../../api/client';
import type { EditPlace } from '../base/history.svelte';
import { later } from './later.svelte';
import { app, history } from './session';

/** Takes the last edit back, and leads to where it can be seen. */
export async function undo(): Promise<void> {
  reveal(await history.undo());
}

/** Does the edit again that was undone last, and leads to where it can be seen. */
export async function redo(): Promise<void> {
  reveal(await history.redo());
}

/** Leads to where an edit can be seen, unless it is in sight. */
function reveal(place: EditPlace | null): void {
  const { view } = app.route;
  if (place === 'form') {
    const data = later.session?.form.document.dataset.kind;
    const isShown = view === 'experiment' || (view === 'dataset' && data === 'file');
    if (!isShown) app.go({ view: 'experiment' });
  } else if (place !== null && view !== place) app.go({ view: place });
}

/** The menu follows this late: a field that is typed in changes many times a second. */
const MENU_MS = 250;

/** Has the menu name the edits that Undo and Redo are about; the answer stops what is still to come. */
export function showEdits(undoLabel: string | null, redoLabel: string | null): () => void {
  const timer = setTimeout(() => {
    void settle(api.appShowEdits({ undo: shorten(undoLabel), redo: shorten(redoLabel) }));
  }, MENU_MS);
  return () => {
    clearTimeout(timer);
  };
}

function shorten(label: string | null): string | null {
  return label === null || label.length <= MAX_EDIT_LABEL ? label : `${label.slice(0, MAX_EDIT_LABEL - 1)}…`;
}
