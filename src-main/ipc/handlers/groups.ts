import { parseExperiment } from '../../../src-shared/experiment/schema';
import type { ElsewhereService } from '../../runs/elsewhere/elsewhere-service';
import type { RayService } from '../../runs/elsewhere/ray/ray-service';
import type { GroupService } from '../../runs/groups/group-service';
import type { FileGrants } from '../file-grants';
import type { HandlerDeps } from '../handler-deps';
import { done, type HandlersOf } from './area';

/** The parts of the run service that groups are trained by: here, and elsewhere. */
interface GroupParts {
  readonly groups: GroupService;
  readonly ray: Pick<RayService, 'start' | 'stop' | 'resume' | 'requireConsent' | 'follows' | 'test'>;
  readonly elsewhere: Pick<ElsewhereService, 'emit'>;
}

export function groupHandlers(
  { groups, ray, elsewhere }: GroupParts,
  grants: FileGrants,
  { chooseSaveFile }: Pick<HandlerDeps, 'chooseSaveFile'>,
): HandlersOf<'groups'> {
  const granted = <T extends { experiment: Record<string, unknown> }>(request: T) => ({
    ...request,
    experiment: grants.requireExperiment(parseExperiment(request.experiment)),
  });
  return {
    'groups.start': ({ on, ...request }) => {
      const start = granted(request);
      return on === null ? groups.start(start) : ray.start(start, on);
    },
    'groups.emit': async ({ script, ...request }) => {
      const start = granted(request);
      const to = await chooseSaveFile('benchtop-job', 'folder');
      if (to === null) return null;
      const { path, trials, start: line } = await elsewhere.emit(start, script, to);
      // The page offers to show it, and its results are taken in from there.
      grants.grant(path);
      return { path, trials, start: line };
    },
    'groups.test-cluster': ({ address }) => ray.test(address),
    'groups.list': () => groups.list(),
    'groups.stop': ({ id }) => (ray.follows(id) ? ray.stop(id) : groups.stop(id)),
    'groups.resume': async ({ id, task }) => {
      const group = groups.get(id);
      if (group.cluster === undefined) return groups.resume(id, task);
      await ray.requireConsent(group);
      return ray.resume(id);
    },
    'groups.set-criterion': ({ id, criterion }) => groups.setCriterion(id, criterion),
    'groups.rename': ({ id, name }) => groups.rename(id, name),
    'groups.delete': ({ id }) => done(groups.delete(id)),
    'groups.traces': ({ id, metric }) => groups.traces(id, metric),
  };
}
