import type { NoteStore } from '../../../workspace';
import type { HandlerDeps } from '../../handler-deps';
import type { HandlersOf } from '../area';

/** Pages of the notebook; what one window changes, all are told of. */
export function noteHandlers(notes: NoteStore, { push }: Pick<HandlerDeps, 'push'>): HandlersOf<'notes'> {
  const changed = <T>(answer: T): T => {
    push('notes.changed', null);
    return answer;
  };
  return {
    'notes.list': () => notes.list(),
    'notes.read': ({ name }) => notes.read(name),
    'notes.write': ({ name, text, stamp }) => changed(notes.write(name, text, stamp)),
    'notes.rename': ({ name, to }) => changed(notes.rename(name, to)),
    'notes.delete': ({ name }) => changed({ trashed: notes.delete(name) }),
    'notes.restore': ({ trashed }) => changed(notes.restore(trashed)),
  };
}
