import { availableParallelism, cpus } from 'node:os';
import type { StartGroup } from '../../../../runs/groups/plan-group';
import type { Group } from '../../../../../src-shared/group/group';
import type { CommonValues } from '../../../declare/command';
import { text, under } from '../../../declare/option';
import { printNotice, ProgressLine } from '../../../print/print';
import type { Services } from '../../../services/services';
import { finish } from './finish';

/** What says which cluster. */
export interface ClusterValues extends CommonValues {
  readonly on?: string;
  readonly 'remote-command'?: string;
}

/** Which cluster trains the runs of a group. */
export const ON_OPTION = under('Elsewhere', {
  on: text(
    'ADDRESS',
    'train on a Ray cluster: ray://HOST:PORT of its dashboard, or ray for one on this machine',
  ),
});

/** The cluster on this machine. */
const LOCAL = 'ray';
/** As a node has it that Benchtop is installed on. */
const REMOTE_COMMAND = 'benchtop';

/** Trains the runs of a group on a Ray cluster, and waits for them. @returns the exit code */
export async function startOnRay(
  start: StartGroup,
  on: string,
  options: ClusterValues,
  services: Services,
): Promise<number> {
  const local = [process.execPath, process.argv[1] ?? ''];
  const given = options['remote-command']?.split(/\s+/).filter((word) => word !== '');
  const command = given ?? (on === LOCAL ? local : [REMOTE_COMMAND]);
  if (on !== LOCAL) {
    // Whoever names it here has allowed it. One that does not answer leaves nothing.
    services.runs.ray.consent.allow(on);
    await services.runs.ray.test(on);
  }
  const group = await services.runs.ray.plan(start, on, command);
  return goOnOnRay(group, options, services);
}

/** Goes on with a group of a cluster; Ctrl-C stops it there too. @returns the exit code */
export async function goOnOnRay(group: Group, options: ClusterValues, services: Services): Promise<number> {
  const on = options.on ?? group.cluster?.address ?? LOCAL;
  // Whoever names it here has allowed it.
  if (options.on !== undefined && on !== LOCAL) services.runs.ray.consent.allow(on);
  const cluster = on === LOCAL ? await services.runs.ray.startLocal(countCpus(), printNotice) : null;
  const line = new ProgressLine();
  const stopping = new AbortController();
  const stop = (): void => {
    stopping.abort();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    await services.runs.ray.train(group.id, {
      address: on,
      at: cluster?.address ?? on,
      signal: stopping.signal,
      onProgress: ({ landed, total, running }) => {
        line.show(group.name, landed / total, `${landed} / ${total} runs · ${running} on the cluster`);
      },
    });
  } catch (error) {
    printNotice(`What has come is kept: "benchtop resume ${group.id}" goes on with the rest.`);
    throw error;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    line.clear();
    await cluster?.stop();
  }
  return finish(group.id, options, services);
}

function countCpus(): number {
  return typeof availableParallelism === 'function' ? availableParallelism() : cpus().length;
}
