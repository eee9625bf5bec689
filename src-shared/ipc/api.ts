import type { Result } from '../errors';
import type { Channel, PushName } from './channels';
import type { Pushes, RequestInputOf, ResponseOf } from './map';

/** `runs.set-speed` becomes `runsSetSpeed`. */
export type MethodName<C extends string> = C extends `${infer Head}.${infer Rest}`
  ? `${Head}${Capital<Rest>}`
  : C;
type Capital<S extends string> = S extends `${infer Head}-${infer Rest}`
  ? `${Capitalize<Head>}${Capital<Rest>}`
  : Capitalize<S>;

/** The object that the preload script puts on `window.benchtop`; nothing else crosses. */
export type BenchtopApi = {
  readonly [C in Channel as MethodName<C>]: RequestInputOf<C> extends undefined
    ? () => Promise<Result<ResponseOf<C>>>
    : (request: RequestInputOf<C>) => Promise<Result<ResponseOf<C>>>;
} & {
  /** Calls back on every push of that name; returns the unsubscribe. */
  readonly on: <P extends PushName>(name: P, listener: (payload: Pushes[P]) => void) => () => void;
};
