import { HiddenPages } from '../hidden-pages';
import { ORIGIN } from '../page/app-protocol';
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

const pages = new HiddenPages<string>({
  name: 'report',
  mayAsk: (url) => url.startsWith(`${ORIGIN}/report-`) || url.startsWith('data:image/png;'),
  answer: answerReport,
});

/**
 * Pictures of a report as a browser shows it, so that the window's own page never holds what runs are called as
 * HTML.
 * @param theme whether the page is drawn in its dark colours
 */
export function pictureReport(html: string, theme: 'light' | 'dark'): Promise<ReportPictures> {
  return pages.use(
    html,
    async ({ webContents }) => {
      const inspector = webContents.debugger;
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
        const height = Math.min(HEIGHT_PX, cssContentSize.height - y);
        const { data } = (await inspector.sendCommand('Page.captureScreenshot', {
          format: 'png',
          captureBeyondViewport: true,
          clip: { x: 0, y, width: WIDTH_PX, height, scale: 1 },
        })) as { data: string };
        pictures.push(new Uint8Array(Buffer.from(data, 'base64')));
      }
      return { pictures, isWhole: wanted <= MOST_PICTURES };
    },
    { width: WIDTH_PX, height: HEIGHT_PX, preferences: { offscreen: true } },
  );
}
