import type { HandlersOf } from './area';
import type { Outside } from './outside';

export function appHandlers({ info }: Pick<Outside, 'info'>): HandlersOf<'app'> {
  return { 'app.get-info': () => info() };
}
