import type { AppInfo } from '../../src-shared/ipc/map';
import type { Settings } from '../../src-shared/settings';
import type { Push } from './push';

type SaveFormat =
  | 'csv'
  | 'parquet'
  | 'json'
  | 'svg'
  | 'png'
  | 'pdf'
  | 'benchtop'
  | 'html'
  | 'onnx'
  | 'keras'
  | 'tfjs'
  | 'py'
  | 'folder';

/** Dependencies of one window's handlers beside the services: dialogs, files, pushes; the composition root gives them. */
export interface HandlerDeps {
  readonly info: () => AppInfo;
  /** The menu names what would be undone and redone; null: nothing. */
  readonly showEdits: (edits: { readonly undo: string | null; readonly redo: string | null }) => void;
  /** Files that the system wants opened together; null: none. */
  readonly takeFiles: () => readonly string[] | null;
  /** A file was opened: the system's list of recent ones and the menu have it. */
  readonly noteRecent: (path: string) => void;
  /** A file dialog, for a file that is no longer at `missing` where that is given; null: cancelled. */
  readonly chooseFile: (missing?: string) => Promise<string | null>;
  /** A file dialog in which several files may be chosen; none: cancelled. */
  readonly chooseFiles: () => Promise<readonly string[]>;
  /** A dialog for a folder of tables; null: cancelled. */
  readonly chooseFolder: () => Promise<string | null>;
  /** A dialog for what to take runs in from; null: cancelled. */
  readonly chooseSource: (what: 'file' | 'folder') => Promise<string | null>;
  /** A dialog for where to save; null when it is cancelled. */
  readonly chooseSaveFile: (defaultName: string, format: SaveFormat) => Promise<string | null>;
  /** Writes a file durably; an old one is replaced. @throws BenchtopError `disk-full` or `storage` */
  readonly saveFile: (path: string, bytes: Uint8Array) => void;
  /** A drawing as a PDF of one page of these sides, in mm; its texts stay texts. */
  readonly printFigure: (svg: string, widthMm: number, heightMm: number) => Promise<Uint8Array>;
  /** Pictures of a report's page from its top, and whether they show all of it. */
  readonly pictureReport: (
    html: string,
    theme: 'light' | 'dark',
  ) => Promise<{ readonly pictures: readonly Uint8Array<ArrayBuffer>[]; readonly isWhole: boolean }>;
  /** Puts a picture (a PNG) or a text on the clipboard. @throws BenchtopError `usage` for what is no picture */
  readonly copyToClipboard: (content: Uint8Array<ArrayBuffer> | string) => Promise<void>;
  /** Keeps pasted rows as a file until the program ends; its path. */
  readonly keepPasted: (text: string) => string;
  /** Keeps a table as a file in the workspace; its path. */
  readonly keepTable: (text: string) => Promise<string>;
  /** Shows an absolute path in the system's file manager. */
  readonly showInFolder: (path: string) => void;
  /** Gives the page that asked with this key the port over which runs tell it what they do. */
  readonly connectRuns: (key: string) => void;
  /** The runs whose rows and pictures the page wants as they come. */
  readonly watchRuns: (ids: readonly string[]) => void;
  /** Whether the page wants the hidden units of a network in training. */
  readonly drawUnits: (id: string, on: boolean) => void;
  /** Opens a further window on the workspace, which shows a run (null: home). */
  readonly openWindow: (runId: string | null) => void;
  /** Tells the pages of all windows. */
  readonly push: Push;
  /** Theme, menu and worker count follow the settings. */
  readonly settingsChanged: (settings: Settings) => void;
}
