import { join } from 'node:path';
import { HiddenPages } from '../hidden-pages';
import { ORIGIN, serve } from '../page/app-protocol';
import { answerFigure, type FigurePage } from './figure-files';

const MM_PER_INCH = 25.4;
const FOLDER = join(__dirname, '..', 'renderer');

const pages = new HiddenPages<FigurePage>({
  name: 'figure',
  mayAsk: (url) => url.startsWith(`${ORIGIN}/`) || url.startsWith('data:image/png;'),
  answer: (url, waiting) => answerFigure(url, waiting, (asked) => serve(FOLDER, asked)),
});

/**
 * A drawing as a PDF of one page of its size: vectors, with texts that can be searched and fonts that are
 * embedded. Its page reaches nothing but the drawing and the program's fonts.
 * @param svg a drawing that was checked, with its sides in its viewBox
 */
export function printFigure(svg: string, widthMm: number, heightMm: number): Promise<Uint8Array> {
  return pages.use({ svg, widthMm, heightMm }, ({ webContents }) =>
    webContents.printToPDF({
      preferCSSPageSize: true,
      pageSize: { width: widthMm / MM_PER_INCH, height: heightMm / MM_PER_INCH },
      margins: { top: 0, bottom: 0, left: 0, right: 0 },
      printBackground: true,
      pageRanges: '1',
    }),
  );
}
