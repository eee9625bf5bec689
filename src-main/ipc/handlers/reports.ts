import type { ReportService } from '../../runs/reports/report-service';
import type { FileGrants } from '../file-grants';
import type { HandlerDeps } from '../handler-deps';
import type { HandlersOf } from './area';

/** Documents of runs, put where a person says, or on the clipboard. */
export function reportHandlers(
  reports: Pick<ReportService, 'make'>,
  grants: FileGrants,
  {
    chooseSaveFile,
    saveFile,
    copyToClipboard,
  }: Pick<HandlerDeps, 'chooseSaveFile' | 'saveFile' | 'copyToClipboard'>,
): HandlersOf<'reports'> {
  return {
    'reports.save': async ({ of, task }) => {
      const path = await chooseSaveFile('report.html', 'html');
      if (path === null) return null;
      saveFile(path, new TextEncoder().encode(await reports.make(of, 'html', task)));
      // The page offers to show it.
      grants.grant(path);
      return { path };
    },
    'reports.copy': async ({ of, format, task }) => {
      await copyToClipboard(await reports.make(of, format, task));
      return null;
    },
  };
}
