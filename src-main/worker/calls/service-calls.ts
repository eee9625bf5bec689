import { openDuckDb } from '../../dataset';
import type { Calls } from '../protocol/calls';
import type { NativeLoadLock } from '../thread/native-load-lock';
import type { Answers } from './call-context';
import { dataCalls } from './data/data-calls';
import { groupCalls } from './groups/group-calls';
import { modelCalls } from './models/model-calls';
import { pointCalls } from './points/point-calls';
import { runCalls } from './runs/run-calls';

/** Answers to every call, room by room. Nothing here trains, and nothing loads TensorFlow. */
export function serviceCalls(native: NativeLoadLock): Answers<Calls> {
  const openOnce = (): Promise<void> => native.once('duckdb', openDuckDb);
  return {
    ...dataCalls(openOnce),
    ...modelCalls(openOnce),
    ...pointCalls(openOnce),
    ...groupCalls(),
    ...runCalls(),
  };
}
