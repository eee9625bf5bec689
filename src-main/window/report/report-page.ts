import { BrowserWindow, session, type Session } from 'electron';
import { ORIGIN, serveWindow } from '../app-protocol';
import { lockSession } from '../fences';
import { answerReport } from './report-files';

/** Width of the page that is pictured, in CSS pixels: a sheet of A4 at 96 pixels to the inch. */
const WIDTH_PX = 794;
/** Height of one picture: pages are cut there. */
const HEIGHT_PX = 1123;
/** Pictures at most: what a person looks at before saving. */
const MOST_PICTURES = 12;

/** Pictures of a report from its top, and whether they show all of it. */
interface ReportPictures {
  /** PNGs, one below the other. */
  readonly pictures: readonly Uint8Array<ArrayBuffer>[];
  readonly isWhole: boolean;
}

const pages = new Map<string, string>();
let kept: Session | null = null;
let count = 0;

/**
 * Pictures of a report as a browser shows it, so that the window's own page never holds what runs are called as
 * HTML. It is drawn in a page that nobody sees: sandboxed, without scripts, in a session that reaches nothing.
 * @param theme whether the page is drawn in its dark colours
 */
export async function pictureReport(html: string, theme: 'light' | 'dark'): Promise<ReportPictures> {
  const id = String(++count);
  pages.set(id, html);
  const window = new BrowserWindow({
    show: false,
    width: WIDTH_PX,
    height: HEIGHT_PX,
    webPreferences: {
      session: reportSession(),
      offscreen: true,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  try {
    const inspector = window.webContents.debugger;
    await window.loadURL(`${ORIGIN}/report-${id}.html`);
    inspector.attach('1.3');
    await inspector.sendCommand('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value: theme }],
    });
    const { cssContentSize } = (await inspector.sendCommand('Page.getLayoutMetrics')) as {
      cssContentSize: { height: number };
    };
    const wanted = Math.ceil(cssContentSize.height / HEIGHT_PX);
    const pictures: Uint8Array<ArrayBuffer>[] = [];
    for (let page = 0; page < Math.min(wanted, MOST_PICTURES); page++) {
      const y = page * HEIGHT_PX;
      const clip = {
        x: 0,
        y,
        width: WIDTH_PX,
        height: Math.min(HEIGHT_PX, cssContentSize.height - y),
        scale: 1,
      };
      const { data } = (await inspector.sendCommand('Page.captureScreenshot', {
        format: 'png',
        captureBeyondViewport: true,
        clip,
      })) as { data: string };
      pictures.push(new Uint8Array(Buffer.from(data, 'base64')));
    }
    return { pictures, isWhole: wanted <= MOST_PICTURES };
  } finally {
    pages.delete(id);
    window.destroy();
  }
}

function reportSession(): Session {
  if (kept !== null) return kept;
  // Without "persist:" it is in memory alone.
  const own = session.fromPartition('reports');
  lockSession(own, (url) => url.startsWith(`${ORIGIN}/report-`) || url.startsWith('data:image/png;'));
  serveWindow(own.protocol, (url) => Promise.resolve(answerReport(url, pages)));
  kept = own;
  return own;
}
