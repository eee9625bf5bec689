import type { CallCommand, CallEvent } from './calls';
import type { RunCommand, TrainingEvent } from './training';

/** What the host tells a worker. */
export type WorkerCommand =
  | RunCommand
  | CallCommand
  /** Asks for a sign of life, `pong`. */
  | { readonly type: 'ping' }
  /** The program ends: let go of everything, so that the thread ends by itself. */
  | { readonly type: 'leave' }
  /** Tables that runs had read were let go: nothing that is not in use is to be held of them. */
  | { readonly type: 'forget-tables' }
  /** Answer to `native-wanted`: nobody else is loading native code now. */
  | { readonly type: 'native-granted' };

/** What a worker tells the host. */
export type WorkerEvent =
  | TrainingEvent
  | CallEvent
  /** The message loop runs. */
  | { readonly type: 'ready' }
  /** Answer to `ping`. */
  | { readonly type: 'pong' }
  /**
   * Native libraries must be loaded and warmed up by one thread at a time (tfjs-node keeps an
   * unlocked process-global set; dlopen is not thread-safe): the worker asks and waits.
   */
  | { readonly type: 'native-wanted' }
  | { readonly type: 'native-done' };
