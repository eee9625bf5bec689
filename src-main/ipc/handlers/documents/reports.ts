import type { ReportOf } from '../../../../src-shared/ipc/answers/reports';
import type { ReportService } from '../../../runs/reports/report-service';
import type { FileGrants } from '../../file-grants';
import type { HandlerDeps } from '../../handler-deps';
import type { HandlersOf } from '../area';

/** Documents of runs, put where a person says, or on the clipboard. */
export function reportHandlers(
  reports: Pick<ReportService, 'make'>,
  grants: FileGrants,
  {
    chooseSaveFile,
    saveFile,
    copyToClipboard,
    pictureReport,
  }: Pick<HandlerDeps, 'chooseSaveFile' | 'saveFile' | 'copyToClipboard' | 'pictureReport'>,
): HandlersOf<'reports'> {
  /** What was previewed last: that page is saved, and not another one of the same runs. */
  let previewed: { readonly key: string; readonly html: string } | null = null;
  const make = async (of: ReportOf, task: string | null): Promise<string> =>
    previewed?.key === JSON.stringify(of) ? previewed.html : reports.make(of, 'html', task);
  return {
    'reports.preview': async ({ of, theme, task }) => {
      previewed = null;
      const html = await reports.make(of, 'html', task);
      previewed = { key: JSON.stringify(of), html };
      return { ...(await pictureReport(html, theme)), bytes: Buffer.byteLength(html) };
    },
    'reports.save': async ({ of, task }) => {
      const path = await chooseSaveFile('report.html', 'html');
      if (path === null) return null;
      saveFile(path, new TextEncoder().encode(await make(of, task)));
      previewed = null;
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
