import type { HandlersOf } from './area';
import type { HandlerDeps } from '../handler-deps';

export function appHandlers({ info, showEdits }: Pick<HandlerDeps, 'info' | 'showEdits'>): HandlersOf<'app'> {
  return {
    'app.get-info': () => info(),
    'app.show-edits': (edits) => {
      showEdits(edits);
      return null;
    },
  };
}
