import { DEFAULT_PARALLEL, trialRunId } from '../../../../src-shared/group/group';
import { findObjective, lastValue } from '../../../../src-shared/group/outcome';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import type { Workspace } from '../../../workspace';
import type { GroupService } from '../../groups/group-service';
import { runSearch, type Suggest } from '../../groups/scheduled-search';
import type { RayGroupOptions } from './ray-job';
import type { RaySearchOptions } from './ray-search';

interface Parts {
  readonly groups: Pick<GroupService, 'get' | 'note'>;
  readonly workspace: Pick<Workspace, 'runs'>;
  readonly suggest: Suggest;
}

/** A search whose trials a cluster trains: what is decided follows from the runs that have come here. */
export function decideHere(
  id: string,
  options: RayGroupOptions,
  { groups, workspace: { runs }, suggest }: Parts,
): RaySearchOptions {
  const { plan } = groups.get(id);
  const find = (place: number): RunRecord | null => {
    const run = trialRunId(id, place);
    return runs.has(run) ? runs.get(run).record : null;
  };
  let isEnding = false;
  return {
    ...options,
    group: () => groups.get(id),
    search: (train) =>
      runSearch({
        lanes: (plan.kind === 'sweep' ? plan.parallel : undefined) ?? DEFAULT_PARALLEL,
        suggest,
        group: () => groups.get(id),
        keep: (change) => {
          groups.note(id, change);
        },
        train,
        readValue: (place) => {
          const record = find(place);
          return record === null ? NaN : lastValue(record, findObjective(groups.get(id)).metric);
        },
        isOver: (place) => find(place) !== null,
        isStopping: () => isEnding || options.signal.aborted,
        stop: () => {
          isEnding = true;
        },
      }),
  };
}
