import type { WebContents } from 'electron';
import type { BridgePushName } from '../../src-shared/ipc/channels';
import type { Pushes } from '../../src-shared/ipc/pushes';

export type Push = <P extends BridgePushName>(name: P, payload: Pushes[P]) => void;

type Receiver = Pick<WebContents, 'isDestroyed' | 'isCrashed' | 'send'>;

/**
 * Sends to the pages of windows, to nobody where there is none. A page that is still loading is
 * sent to as well: it listens before it fetches, and what is dropped in between would be lost.
 * @param receivers asked every time: one page, or those of all windows where it is news to each
 */
export function createPush(receivers: () => readonly Receiver[]): Push {
  return (name, payload) => {
    for (const contents of receivers())
      if (!contents.isDestroyed() && !contents.isCrashed()) contents.send(name, payload);
  };
}
