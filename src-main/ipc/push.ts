import type { WebContents } from 'electron';
import type { Pushes } from '../../src-shared/ipc/map';

/** @returns whether there was a page to send to */
export type Push = <P extends keyof Pushes>(name: P, payload: Pushes[P]) => boolean;

type Receiver = Pick<WebContents, 'isDestroyed' | 'isCrashed' | 'send'>;

/**
 * Sends to the window's page, or to nobody while there is none. A page that is still loading is
 * sent to as well: it listens before it fetches, and what is dropped in between would be lost.
 */
export function createPush(receiver: () => Receiver | null): Push {
  return (name, payload) => {
    const contents = receiver();
    if (contents === null || contents.isDestroyed() || contents.isCrashed()) return false;
    contents.send(name, payload);
    return true;
  };
}
