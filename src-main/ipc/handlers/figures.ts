import type { HandlersOf } from './area';
import type { HandlerDeps } from '../handler-deps';

/** Charts that the window has drawn, put where a person says. */
export function figureHandlers({
  chooseSaveFile,
  saveFile,
}: Pick<HandlerDeps, 'chooseSaveFile' | 'saveFile'>): HandlersOf<'figures'> {
  return {
    'figures.save': async ({ name, format, bytes }) => {
      const path = await chooseSaveFile(`${name}.${format}`, format);
      if (path === null) return null;
      saveFile(path, bytes);
      return { path };
    },
  };
}
