import { app, dialog, ipcMain, nativeTheme, protocol, session } from 'electron';
import { accessSync, constants, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toErrorInfo } from '../src-shared/errors';
import type { Settings } from '../src-shared/settings';
import { createPush } from './ipc/push';
import { registerChannels, type SenderRule } from './ipc/sender';
import { AppWindows } from './window/app-windows';
import { declareScheme, ORIGIN, scriptArrived, serve, serveWindow } from './window/page/app-protocol';
import { loadCompiled } from './files/compiled/compiled';
import { isDevelopmentSocket, serveFromDevServer } from './window/page/dev-server';
import { fenceContents, isAllowedRequest, lockSession } from './window/fences';
import { readFirstLook } from './window/page/first-look';
import { createLog, onlyOnce } from './window/main-log';
import { openMainWindow } from './window/main-window';
import { PageLanguage } from './window/page/page-language';
import { handedFiles, namedFiles, OpenedFiles } from './window/opened-files';
import type * as Program from './program';
import { makeWorkspaceFolder, workspaceFolder } from './workspace/location';

/**
 * The start: fences, the lock, and the first window, whose page is loaded by another process while this
 * one loads and builds the rest of the program (program.ts). Import nothing large here.
 */

const folder = workspaceFolder();
const windows = new AppWindows();

const log = createLog(join(folder, 'logs', 'main.log'));
const push = createPush(windows.pages);
/** Failures before the page listens: it fetches them with the app's facts. */
const early: string[] = [];
let isPrepared = false;
const showOnce = onlyOnce((message) => {
  if (isPrepared) push('notice', { kind: 'error', message });
  else early.push(message);
});

/** A bug in main: kept in the log and told once; the runs go on in their workers. */
function reportBug(thrown: unknown): void {
  const error = toErrorInfo(thrown);
  log(error);
  showOnce(error.message);
}
process.on('uncaughtException', reportBug);
process.on('unhandledRejection', reportBug);
// Whoever started the program may close its end of the pipe.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

declareScheme(protocol);
fenceContents(app);
// Chromium refuses its own sandbox to root, and the launcher then says --no-sandbox.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
// Tests and two workspaces side by side: the browser's own files follow the workspace.
// In a workspace that is missing nothing is made; opening it says why.
if (process.env['BENCHTOP_WORKSPACE'] !== undefined && hasWorkspace())
  app.setPath('userData', join(folder, 'window'));
// A workspace that can only be looked at: the browser's own files are nobody's afterwards.
if (!canWrite(app.getPath('userData')) && hasWorkspace())
  app.setPath('userData', mkdtempSync(join(tmpdir(), 'benchtop-window-')));
app.on('window-all-closed', () => {
  app.quit();
});

// Files of the command line, of another start, and those that a Mac sends, often before the window is there.
const opened = new OpenedFiles();
const files = namedFiles(process.argv, process.cwd(), app.isPackaged ? null : app.getAppPath());
app.on('open-file', (event, path) => {
  event.preventDefault();
  opened.add([path]);
});
app.on('second-instance', (_event, _argv, _folder, handed) => {
  opened.add(handedFiles(handed));
});

// Where nothing can be written no lock can be had either: opening the workspace then says why.
if (!canWrite(app.getPath('userData')) || app.requestSingleInstanceLock({ files })) {
  opened.add(files);
  app.whenReady().then(start).catch(giveUp);
} else {
  app.quit();
}

function hasWorkspace(): boolean {
  try {
    makeWorkspaceFolder(folder);
    return true;
  } catch {
    return false;
  }
}

function canWrite(path: string): boolean {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Without a window there is nobody to tell later. */
function giveUp(thrown: unknown): void {
  const error = toErrorInfo(thrown);
  log(error);
  dialog.showErrorBox('Benchtop cannot start', error.message);
  app.exit(1);
}

/** What V8 compiled is kept when the start is over, functions that ran by then with it. */
const KEEP_AFTER_MS = 2000;

/** Built as a file of its own: an import of it would be drawn to the top of this one. */
function loadProgram(): typeof Program {
  const kept = join(app.getPath('userData'), 'compiled', 'program.bin');
  const { exports, keep } = loadCompiled(join(__dirname, 'program.cjs'), kept);
  setTimeout(keep, KEEP_AFTER_MS).unref();
  return exports as typeof Program;
}

/** Serves the page, and shuts it off from all else. */
function openPage(language: PageLanguage): void {
  const server = __DEV_SERVER__;
  if (server === null) {
    lockSession(session.defaultSession);
    serveWindow(
      protocol,
      language.serve((url) => serve(join(__dirname, '..', 'renderer'), url)),
    );
  } else {
    lockSession(session.defaultSession, (url) => isAllowedRequest(url) || isDevelopmentSocket(server, url));
    serveWindow(
      protocol,
      language.serve((url) => serveFromDevServer(server, url)),
    );
  }
}

async function start(): Promise<void> {
  const look = readFirstLook(folder);
  const language = new PageLanguage(join(__dirname, '..', '..', 'resources', 'words'), () => app.getLocale());
  language.choose(look.language);
  openPage(language);
  // Loading the program keeps this thread from all else: the page gets its script first, and runs it
  // meanwhile.
  const arrived = scriptArrived(session.defaultSession);
  nativeTheme.themeSource = look.theme;
  const rule: SenderRule = {
    isWindow: (contents) => windows.find(contents) !== null,
    origin: ORIGIN,
  };
  const openWindow = (bounds: Settings['window']) =>
    windows.add(
      openMainWindow({
        preload: join(__dirname, '..', 'preload', 'index.cjs'),
        icon: join(__dirname, '..', '..', 'resources', 'icons', '256.png'),
        dark: nativeTheme.shouldUseDarkColors,
        bounds,
      }),
    );
  openWindow(look.window);
  const started = { folder, windows, openWindow, rule, language, log, push, reportBug, early, opened };
  const program = arrived.then(() => loadProgram().openProgram(started));
  registerChannels(ipcMain, rule, async (channel, request, page) =>
    (await program).answer(channel, request, page),
  );
  await (
    await program
  ).prepared;
  isPrepared = true;
}
