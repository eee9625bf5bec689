import {
  dialog,
  type BrowserWindow,
  type MessageBoxOptions,
  type OpenDialogOptions,
  type SaveDialogOptions,
} from 'electron';
import { existsSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { ContactQuestion } from '../../src-shared/group/where';
import { say as sayInEnglish, type Say } from '../../src-shared/language/say';
import type { QuitAnswer } from './quit-gate';

const dataFile = (say: Say): OpenDialogOptions => ({
  title: say('Open data'),
  properties: ['openFile'],
  filters: [
    {
      name: say('Tables'),
      extensions: [
        ...['csv', 'tsv', 'txt', 'dat', 'data', 'xlsx', 'xlsm', 'ods', 'parquet', 'json', 'jsonl', 'ndjson'],
        ...['arff', 'npy', 'npz', 'sqlite', 'sqlite3', 'db', 'zip', 'gz', 'benchtop'],
      ],
    },
    { name: say('All files'), extensions: ['*'] },
  ],
});

/**
 * Folder of the last file that was chosen: Electron 43 and later begin every dialog in Downloads, where the
 * system used to remember it.
 */
let lastFolder: string | null = null;

function fromLastFolder(): Pick<OpenDialogOptions, 'defaultPath'> {
  return lastFolder === null ? {} : { defaultPath: lastFolder };
}

function remember(path: string): string {
  lastFolder = dirname(path);
  return path;
}

/**
 * Asks for a data file; null when the dialog is cancelled.
 * @param missing where the file was: the dialog names it and opens in its folder
 */
export async function chooseDataFile(
  parent: BrowserWindow | null,
  missing?: string,
  say: Say = sayInEnglish,
): Promise<string | null> {
  const options: OpenDialogOptions =
    missing === undefined
      ? { ...dataFile(say), ...fromLastFolder() }
      : { ...dataFile(say), title: say('Locate {file}', { file: basename(missing) }), defaultPath: missing };
  const { canceled, filePaths } =
    parent === null || parent.isDestroyed()
      ? await dialog.showOpenDialog(options)
      : await dialog.showOpenDialog(parent, options);
  const path = canceled ? undefined : filePaths[0];
  return path === undefined ? null : remember(path);
}

/** Asks for data files, several of which are one table; none when the dialog is cancelled. */
export async function chooseDataFiles(
  parent: BrowserWindow | null,
  say: Say = sayInEnglish,
): Promise<readonly string[]> {
  const options: OpenDialogOptions = {
    ...dataFile(say),
    ...fromLastFolder(),
    properties: ['openFile', 'multiSelections'],
  };
  const { canceled, filePaths } =
    parent === null || parent.isDestroyed()
      ? await dialog.showOpenDialog(options)
      : await dialog.showOpenDialog(parent, options);
  if (canceled) return [];
  for (const path of filePaths.slice(0, 1)) remember(path);
  return filePaths;
}

/** Asks for a folder of tables; null when the dialog is cancelled. */
export function chooseDataFolder(
  parent: BrowserWindow | null,
  say: Say = sayInEnglish,
): Promise<string | null> {
  return chooseOne(parent, { title: say('Open a folder of Parquet files'), properties: ['openDirectory'] });
}

/** Asks for a file or folder to take runs in from; null when the dialog is cancelled. */
export function chooseImportSource(
  parent: BrowserWindow | null,
  what: 'file' | 'folder',
  say: Say = sayInEnglish,
): Promise<string | null> {
  return chooseOne(parent, {
    title: say('Import runs'),
    properties: [what === 'file' ? 'openFile' : 'openDirectory'],
  });
}

async function chooseOne(
  parent: BrowserWindow | null,
  asked: Pick<OpenDialogOptions, 'title' | 'properties'>,
): Promise<string | null> {
  const options: OpenDialogOptions = { ...asked, ...fromLastFolder() };
  const { canceled, filePaths } =
    parent === null || parent.isDestroyed()
      ? await dialog.showOpenDialog(options)
      : await dialog.showOpenDialog(parent, options);
  const path = canceled ? undefined : filePaths[0];
  return path === undefined ? null : remember(path);
}

const savedAs = (say: Say) => ({
  csv: 'CSV',
  parquet: 'Parquet',
  json: 'JSON',
  svg: 'SVG',
  png: 'PNG',
  pdf: 'PDF',
  html: 'HTML',
  benchtop: say('capsule'),
  onnx: 'ONNX',
  keras: 'Keras',
  tfjs: 'TensorFlow.js',
  py: 'Python',
  folder: say('a folder'),
});

/**
 * Asks where to save a table; null when the dialog is cancelled. A name without an ending gets one
 * where that takes the place of no other file, for the dialog asked only about the name as typed.
 */
export async function chooseTableToSave(
  parent: BrowserWindow | null,
  defaultName: string,
  format: keyof ReturnType<typeof savedAs>,
  say: Say = sayInEnglish,
): Promise<string | null> {
  const options: SaveDialogOptions = {
    title: say('Save as {format}', { format: savedAs(say)[format] }),
    defaultPath: lastFolder === null ? defaultName : join(lastFolder, defaultName),
    ...(format === 'folder' ? {} : { filters: [{ name: savedAs(say)[format], extensions: [format] }] }),
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  };
  const { canceled, filePath } =
    parent === null || parent.isDestroyed()
      ? await dialog.showSaveDialog(options)
      : await dialog.showSaveDialog(parent, options);
  if (canceled || filePath === undefined || filePath === '') return null;
  remember(filePath);
  if (format === 'folder') return filePath;
  const withEnding = `${filePath}.${format}`;
  return extname(filePath) === '' && !existsSync(withEnding) ? withEnding : filePath;
}

const ANSWERS: readonly QuitAnswer[] = ['keep', 'stop', 'cancel'];

/** What to do with the runs that still train when the last window is closed, or the program is quit. */
export async function askAboutRuns(
  parent: BrowserWindow | null,
  liveRuns: number,
  say: Say = sayInEnglish,
): Promise<QuitAnswer> {
  const options: MessageBoxOptions = {
    type: 'question',
    title: 'Benchtop',
    message:
      liveRuns === 1
        ? say('A run is still training.')
        : say('{liveRuns} runs are still training.', { liveRuns }),
    detail: say(
      'If you keep training, runs continue in the background. Open Benchtop again to see them; the program ends with the last run. Stopped, each keeps a checkpoint of where it stands and can go on later.',
    ),
    buttons: [say('Keep training'), say('Stop and quit'), say('Cancel')],
    defaultId: 0,
    cancelId: ANSWERS.indexOf('cancel'),
    noLink: true,
  };
  const { response } =
    parent === null || parent.isDestroyed()
      ? await dialog.showMessageBox(options)
      : await dialog.showMessageBox(parent, options);
  return ANSWERS[response] ?? 'cancel';
}

/** Whether a cluster may be asked that is new in this workspace. What closes the dialog, or Enter, says no. */
export async function askToContact(
  parent: BrowserWindow | null,
  question: ContactQuestion,
  say: Say = sayInEnglish,
): Promise<boolean> {
  const said =
    question.kind === 'install'
      ? {
          message: say('Install Ray on this computer?'),
          detail: say('Ray is fetched from Python’s package index, into an environment of its own.'),
          yes: say('Install'),
        }
      : {
          message: say('Connect to {host}?', { host: new URL(question.origin).host }),
          detail: `${say('This cluster is new in this workspace. The groups that you start there send it their plan and their data files; what comes back is verified.')}${
            question.origin.startsWith('https:')
              ? ''
              : ` ${say('The connection is not encrypted (HTTP): use a network or an SSH tunnel that you trust.')}`
          }`,
          yes: say('Connect'),
        };
  const options: MessageBoxOptions = {
    type: 'question',
    title: 'Benchtop',
    message: said.message,
    detail: said.detail,
    buttons: [said.yes, say('Cancel')],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
  const { response } =
    parent === null || parent.isDestroyed()
      ? await dialog.showMessageBox(options)
      : await dialog.showMessageBox(parent, options);
  return response === 0;
}
