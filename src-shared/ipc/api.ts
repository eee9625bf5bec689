import type { Result } from '../errors';
import type { BridgePushName, Channel, PushName } from './channels';
import type { Pushes } from './pushes';
import type { RequestInputOf, ResponseOf } from './map';
import type { Packed } from './packed';

/** `runs.set-speed` becomes `runsSetSpeed`. */
type MethodName<C extends string> = C extends `${infer Head}.${infer Rest}` ? `${Head}${Capital<Rest>}` : C;
type Capital<S extends string> = S extends `${infer Head}-${infer Rest}`
  ? `${Capitalize<Head>}${Capital<Rest>}`
  : Capitalize<S>;

/** Calls back on every push of that name; returns the unsubscribe. */
type On<Name extends PushName> = <P extends Name>(
  name: P,
  listener: (payload: Pushes[P]) => void,
) => () => void;

type Methods = {
  readonly [C in Channel as MethodName<C>]: RequestInputOf<C> extends undefined
    ? () => Promise<Result<ResponseOf<C>>>
    : (request: RequestInputOf<C>) => Promise<Result<ResponseOf<C>>>;
};

/** The object that the preload script puts on `window.benchtop`; nothing else crosses but a port. */
export type Bridge = Methods & { readonly on: On<BridgePushName> };

/** Answers that cross the bridge packed, as the page's state knows them. */
type Unpacked = {
  readonly [C in Channel as ResponseOf<C> extends Packed<unknown> ? MethodName<C> : never]: (
    request: RequestInputOf<C>,
  ) => Promise<Result<ResponseOf<C> extends Packed<infer T> ? T : never>>;
};

/** Main as the page's state knows it: the bridge, joined with the port over which runs tell. */
export type BenchtopApi = Omit<Methods, keyof Unpacked> & Unpacked & { readonly on: On<PushName> };
