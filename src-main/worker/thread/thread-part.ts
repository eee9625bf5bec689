import type { NativeLoadLock } from './native-load-lock';
import type { WorkerEvent } from '../protocol';

/** What the parts of a worker thread have in common. */
export interface Thread {
  readonly native: NativeLoadLock;
  readonly post: (event: WorkerEvent) => void;
  /** Ends the worker: for bugs, as expected failures are told as events. */
  readonly crash: (thrown: unknown) => void;
  /** Whether it takes runs and questions in turn. */
  readonly isShared: boolean;
}

/** Does what one kind of command says. */
export interface ThreadPart<Command> {
  readonly obey: (command: Command) => void;
  /** Lets go of everything, so that the thread ends by itself. */
  readonly leave: () => void;
}
