import type { FileGrants } from '../file-grants';
import type { HandlerDeps } from '../handler-deps';
import { done, type HandlersOf } from './area';

/** @param opened called with a file that the page will read */
export function appHandlers(
  {
    info,
    showEdits,
    takeFiles,
    openWindow,
  }: Pick<HandlerDeps, 'info' | 'showEdits' | 'takeFiles' | 'openWindow'>,
  grants: FileGrants,
  opened: (path: string) => void,
): HandlersOf<'app'> {
  return {
    'app.get-info': () => info(),
    'app.take-files': () => {
      const [path, ...files] = takeFiles() ?? [];
      if (path === undefined) return null;
      for (const file of files) grants.grant(file);
      opened(path);
      return { path, files };
    },
    'app.open-window': ({ runId }) => done(openWindow(runId)),
    'app.show-edits': (edits) => {
      showEdits(edits);
      return null;
    },
  };
}
