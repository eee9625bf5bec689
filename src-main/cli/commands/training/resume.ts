import { command } from '../../declare/command';
import { findRun } from '../../inputs/find-run';
import { RUN } from '../../options/operands';
import { waitFor } from '../../output/wait-for';
import { resumeGroup } from './groups/resume-group';
import { ON_OPTION } from './groups/on-ray';

/** Goes on with a run or a group that was stopped or interrupted. */
export const resume = command({
  name: 'resume',
  group: 'Training',
  summary: 'go on from the last checkpoint; also a group, by its id',
  operands: [RUN],
  options: ON_OPTION,
  examples: [['resume last', 'the newest run, from where it was stopped']],
  asksWorker: true,
  async run({ operands: [name = ''], options }, services) {
    const group = services.runs.groups.list().find(({ id }) => id === name);
    if (group !== undefined) return resumeGroup(group.id, options, services);
    return waitFor(await services.runs.resume(findRun(name, services).record.id), options, services);
  },
});
