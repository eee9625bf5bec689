import type { HandlersOf } from './area';
import type { HandlerDeps } from '../handler-deps';

export function appHandlers({ info }: Pick<HandlerDeps, 'info'>): HandlersOf<'app'> {
  return { 'app.get-info': () => info() };
}
