import type { SettingsStore } from '../../workspace';
import type { HandlersOf } from './area';
import type { HandlerDeps } from '../handler-deps';

export function settingsHandlers(
  settings: SettingsStore,
  { push, settingsChanged }: Pick<HandlerDeps, 'push' | 'settingsChanged'>,
): HandlersOf<'settings'> {
  return {
    'settings.get': () => settings.get(),
    'settings.set': (patch) => {
      const changed = settings.set(patch);
      settingsChanged(changed);
      push('settings.changed', changed);
      return changed;
    },
  };
}
