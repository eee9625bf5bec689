import { parseExperiment } from '../../../src-shared/experiment/schema';
import type { GroupService } from '../../runs/groups/group-service';
import type { FileGrants } from '../file-grants';
import { done, type HandlersOf } from './area';

export function groupHandlers(groups: GroupService, grants: FileGrants): HandlersOf<'groups'> {
  return {
    'groups.start': ({ experiment, ...request }) =>
      groups.start({ ...request, experiment: grants.requireExperiment(parseExperiment(experiment)) }),
    'groups.list': () => groups.list(),
    'groups.stop': ({ id }) => groups.stop(id),
    'groups.resume': ({ id, task }) => groups.resume(id, task),
    'groups.set-criterion': ({ id, criterion }) => groups.setCriterion(id, criterion),
    'groups.rename': ({ id, name }) => groups.rename(id, name),
    'groups.delete': ({ id }) => done(groups.delete(id)),
    'groups.traces': ({ id, metric }) => groups.traces(id, metric),
  };
}
