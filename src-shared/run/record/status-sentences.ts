import { sentence, type Sentence } from '../../language/sentence';
import type { RunStatus } from './status';

/** A status inside a sentence: "This run is finished". */
export const STATUS_SENTENCES: Readonly<Record<RunStatus, Sentence>> = {
  queued: sentence('queued'),
  running: sentence('running'),
  paused: sentence('paused'),
  stopping: sentence('stopping'),
  finished: sentence('finished'),
  stopped: sentence('stopped'),
  failed: sentence('failed'),
  interrupted: sentence('interrupted'),
};
