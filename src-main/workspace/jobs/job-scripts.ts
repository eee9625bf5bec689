import type { Group } from '../../../src-shared/group/group';
import type { ScriptKind } from '../../../src-shared/group/where';

/** Slurm's own limit where nobody has changed it (MaxArraySize 1,001). */
const MAX_ARRAY = 1000;

/** The script of a job, and the line that starts it. */
export interface JobScript {
  readonly name: string;
  readonly text: string;
  /** To be typed in the job's folder. */
  readonly start: string;
}

/** Writes what starts the trials of a group in the folder of its job. */
export function jobScript(kind: ScriptKind, group: Pick<Group, 'name' | 'trials'>): JobScript {
  return kind === 'slurm' ? slurmScript(group) : shellScript(group);
}

/** An array job; where there are more trials than an array may have tasks, each task trains every n-th. */
function slurmScript({ name, trials }: Pick<Group, 'name' | 'trials'>): JobScript {
  const tasks = Math.min(trials.length, MAX_ARRAY);
  return {
    name: 'job.slurm',
    start: 'sbatch job.slurm',
    text: `#!/bin/bash
#SBATCH --job-name=benchtop-${plain(name)}
#SBATCH --array=1-${tasks}
#SBATCH --cpus-per-task=1
#SBATCH --output=slurm-%A_%a.out
#SBATCH --requeue
# Submit it in this folder, which all nodes see. BENCHTOP names the program where it is not on the PATH.
# A trial that is done is not trained again, and one that was ended goes on from its last checkpoint.
cd "\${SLURM_SUBMIT_DIR:-.}" || exit 1
status=0
for ((trial = SLURM_ARRAY_TASK_ID; trial <= ${trials.length}; trial += ${tasks})); do
  \${BENCHTOP:-benchtop} trial . "$trial" || status=$?
done
exit $status
`,
  };
}

function shellScript({ trials }: Pick<Group, 'trials'>): JobScript {
  return {
    name: 'job.sh',
    start: 'sh job.sh',
    text: `#!/bin/sh
# Trains all trials of this folder: sh job.sh [HOW MANY AT ONCE]
# BENCHTOP names the program where it is not on the PATH. Started again it goes on where it ended.
cd "$(dirname "$0")" || exit 1
seq 1 ${trials.length} | xargs -P "\${1:-1}" -I % \${BENCHTOP:-benchtop} trial . %
`,
  };
}

/** A name that the script may hold without quotes. */
function plain(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 60);
}
