import * as electron from 'electron';
import { BenchtopError } from '../../../src-shared/errors';

/** The clipboard before Electron 45, which had a call for pictures instead of items. */
interface ClipboardOfPictures {
  readonly writeImage: (image: electron.NativeImage) => void;
}

/** Puts a picture (a PNG) or a text on the clipboard. @throws BenchtopError `usage` for what is no picture */
export async function copyToClipboard(content: Uint8Array<ArrayBuffer> | string): Promise<void> {
  const { clipboard, nativeImage, ClipboardItem } = electron;
  if (typeof content === 'string') {
    await clipboard.writeText(content);
    return;
  }
  const image = nativeImage.createFromBuffer(Buffer.from(content));
  if (image.isEmpty()) throw new BenchtopError({ kind: 'usage', message: 'The picture cannot be read.' });
  if (typeof ClipboardItem === 'function')
    await clipboard.write([new ClipboardItem({ 'image/png': new Blob([content], { type: 'image/png' }) })]);
  else (clipboard as unknown as ClipboardOfPictures).writeImage(image);
}
