import { api } from '../../../api/client';
import { toasts } from '../../base/toasts.svelte';
import { NotesState } from '../../notes/notes-state.svelte';

/** The window's notebook, read when its view is first opened, or something is added to it. */
export const notebook = new NotesState(api, toasts);
