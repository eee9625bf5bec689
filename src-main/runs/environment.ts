import type { RunRecord } from '../../src-shared/run/record/record';

/**
 * What a run's record says of the program and machine that make its numbers; TensorFlow's version comes
 * with the worker that loads it.
 * @param electron its version where it is the window's process that asks, else null
 */
export function environmentHere(electron: string | null): RunRecord['environment'] {
  const cluster = findCluster(process.env);
  return {
    benchtop: __APP_VERSION__,
    node: process.versions.node,
    v8: process.versions.v8,
    electron,
    tensorflow: null,
    platform: `${process.platform} ${process.arch}`,
    math: 'portable',
    ...(cluster === null ? {} : { cluster }),
  };
}

/** The scheduler that started this process, with the job; null where it says of none. */
function findCluster(env: NodeJS.ProcessEnv): string | null {
  const named = env['BENCHTOP_CLUSTER'];
  if (named !== undefined && named !== '') return named.slice(0, 200);
  const { SLURM_JOB_ID: job, SLURM_ARRAY_JOB_ID: array, SLURM_ARRAY_TASK_ID: task } = env;
  if (job === undefined) return null;
  const id = array === undefined || task === undefined ? job : `${array}_${task}`;
  return `slurm ${env['SLURM_CLUSTER_NAME'] ?? 'cluster'}, job ${id}`.slice(0, 200);
}
