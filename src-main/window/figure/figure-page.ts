import { BrowserWindow, session, type Session } from 'electron';
import { join } from 'node:path';
import { ORIGIN, serve, serveWindow } from '../app-protocol';
import { lockSession } from '../fences';
import { answerFigure, type FigurePage } from './figure-files';

const MM_PER_INCH = 25.4;
const FOLDER = join(__dirname, '..', 'renderer');

const pages = new Map<string, FigurePage>();
let kept: Session | null = null;
let count = 0;

/**
 * A drawing as a PDF of one page of its size: vectors, with texts that can be searched and fonts that are
 * embedded. It is printed from a page that nobody sees: sandboxed, without scripts, in a session of its own
 * that reaches nothing but the drawing and the program's fonts.
 * @param svg a drawing that was checked, with its sides in its viewBox
 */
export async function printFigure(svg: string, widthMm: number, heightMm: number): Promise<Uint8Array> {
  const id = String(++count);
  pages.set(id, { svg, widthMm, heightMm });
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: figureSession(),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  try {
    await window.loadURL(`${ORIGIN}/figure-${id}.html`);
    return await window.webContents.printToPDF({
      preferCSSPageSize: true,
      pageSize: { width: widthMm / MM_PER_INCH, height: heightMm / MM_PER_INCH },
      margins: { top: 0, bottom: 0, left: 0, right: 0 },
      printBackground: true,
      pageRanges: '1',
    });
  } finally {
    pages.delete(id);
    window.destroy();
  }
}

function figureSession(): Session {
  if (kept !== null) return kept;
  // Without "persist:" it is in memory alone.
  const own = session.fromPartition('figures');
  lockSession(own, (url) => url.startsWith(`${ORIGIN}/`) || url.startsWith('data:image/png;'));
  serveWindow(own.protocol, (url) => answerFigure(url, pages, (asked) => serve(FOLDER, asked)));
  kept = own;
  return own;
}
