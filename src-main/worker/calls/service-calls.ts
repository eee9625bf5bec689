import type { Calls } from '../protocol/calls';
import type { Answers } from './call-context';
import { dataCalls } from './data/data-calls';
import { explainCalls } from './explain/explain-calls';
import { groupCalls } from './groups/group-calls';
import { modelCalls } from './models/model-calls';
import { pointCalls } from './points/point-calls';
import { reportCalls } from './runs/report-calls';
import { runCalls } from './runs/run-calls';
import { trackerCalls } from './trackers/tracker-calls';

/** Answers to every call, room by room. Nothing here trains, and nothing loads TensorFlow. */
export function serviceCalls(): Answers<Calls> {
  return {
    ...dataCalls(),
    ...modelCalls(),
    ...explainCalls(),
    ...pointCalls(),
    ...groupCalls(),
    ...runCalls(),
    ...reportCalls(),
    ...trackerCalls(),
  };
}
