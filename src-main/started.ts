import type { BrowserWindow } from 'electron';
import type { ErrorInfo } from '../src-shared/errors';
import type { Settings } from '../src-shared/settings';
import type { Push } from './ipc/push';
import type { SenderRule } from './ipc/sender';
import type { AppWindows } from './window/app-windows';
import type { OpenedFiles } from './window/opened-files';
import type { PageLanguage } from './window/page/page-language';

/** What the start of the program hands to the rest of it. */
export interface Started {
  /** The workspace's. */
  readonly folder: string;
  /** The first of them is open. */
  readonly windows: AppWindows;
  /** Opens a further one. @param place null: where the system likes */
  readonly openWindow: (place: Settings['window']) => BrowserWindow;
  readonly rule: SenderRule;
  /** Of windows and menus. */
  readonly language: PageLanguage;
  readonly log: (error: ErrorInfo) => void;
  /** Tells the pages of all windows. */
  readonly push: Push;
  /** A bug: kept in the log and told once. */
  readonly reportBug: (thrown: unknown) => void;
  /** What was to be told before the page listens: it fetches it with the app's facts. */
  readonly early: readonly string[];
  /** Files that the system wants opened. */
  readonly opened: OpenedFiles;
}
