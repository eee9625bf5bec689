import { dirname, relative, sep } from 'node:path';
import type { Plugin } from 'vite';
import { sayMarkup } from './tools/words/markup.mjs';

/**
 * Has the sentences in the markup of the window's components said in the person's language, when the page is built:
 * see docs/decisions/messages.md.
 * @param folder of the window's sources
 * @param say the module that says them
 */
export function saidMarkup(folder: string, say: string): Plugin {
  return {
    name: 'said-markup',
    enforce: 'pre',
    transform(source, id) {
      if (!id.endsWith('.svelte') || !id.startsWith(folder) || id.includes(`${sep}gallery${sep}`))
        return null;
      const from = relative(dirname(id), say).replaceAll(sep, '/');
      const { code } = sayMarkup(id, source, from);
      // Lines stay where they are.
      return code === null ? null : { code, map: null };
    },
  };
}
