import type { Channel } from '../../../src-shared/ipc/channels';
import type { Handler } from '../gate';

/** The handlers of every channel of one area, e.g. all of `runs.*`: a missing one does not compile. */
export type HandlersOf<Area extends string> = {
  readonly [C in Extract<Channel, `${Area}.${string}`>]: Handler<C>;
};

/** The answer of a request that is only done. */
export function done(_: void): null {
  return null;
}
