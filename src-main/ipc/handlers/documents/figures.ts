import type { HandlersOf } from '../area';
import type { HandlerDeps } from '../../handler-deps';

/** Charts that the window has drawn, put where a person says, or on the clipboard. */
export function figureHandlers({
  chooseSaveFile,
  saveFile,
  printFigure,
  copyToClipboard,
}: Pick<
  HandlerDeps,
  'chooseSaveFile' | 'saveFile' | 'printFigure' | 'copyToClipboard'
>): HandlersOf<'figures'> {
  return {
    'figures.save': async (request) => {
      const path = await chooseSaveFile(`${request.name}.${request.format}`, request.format);
      if (path === null) return null;
      const bytes =
        request.format === 'pdf'
          ? await printFigure(request.svg, request.widthMm, request.heightMm)
          : request.bytes;
      saveFile(path, bytes);
      return { path };
    },
    'figures.copy': async (request) => {
      await copyToClipboard(
        request.format === 'png' ? request.bytes : request.format === 'svg' ? request.svg : request.text,
      );
      return null;
    },
  };
}
