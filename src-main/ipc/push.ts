import type { WebContents } from 'electron';
import type { BridgePushName } from '../../src-shared/ipc/channels';
import type { Pushes } from '../../src-shared/ipc/pushes';

export type Push = <P extends BridgePushName>(name: P, payload: Pushes[P]) => void;

type Receiver = Pick<WebContents, 'isDestroyed' | 'isCrashed' | 'send'>;

/**
 * Sends to the window's page, or to nobody while there is none. A page that is still loading is
 * sent to as well: it listens before it fetches, and what is dropped in between would be lost.
 */
export function createPush(receiver: () => Receiver | null): Push {
  return (name, payload) => {
    const contents = receiver();
    if (contents === null || contents.isDestroyed() || contents.isCrashed()) return;
    contents.send(name, payload);
  };
}
