import { cpus } from 'node:os';
import type { RunBaselines } from '../../../../../src-shared/compare/baselines/baselines';
import {
  weighGroupBaselines,
  weighRunBaselines,
  whyNoBaselines,
  type BaselinesVerdict,
} from '../../../../../src-shared/compare/baselines/weigh-baselines';
import type { VerdictOptions } from '../../../../../src-shared/compare/verdict/compare-groups';
import type { ComparedGroup } from '../../../../../src-shared/compare/verdict/pair-runs';
import { fail } from '../../../../../src-shared/errors';
import { outerRuns } from '../../../../../src-shared/group/folds';
import type { RunRecord } from '../../../../../src-shared/run/record/record';
import { ProgressLine } from '../../../print/print';
import type { Services } from '../../../services/services';

/** A run held against baselines, which are trained where none are kept. @throws BenchtopError */
export async function holdRun(
  record: RunRecord,
  options: VerdictOptions,
  services: Services,
): Promise<BaselinesVerdict> {
  const found = await trainAll([record], record.name, services);
  const one = found.get(record.id);
  if (one === undefined) throw fail('conflict', `"${record.name}" has no baselines.`);
  return weighRunBaselines(record, one, options);
}

/** A group held against baselines of each of its finished runs. @throws BenchtopError */
export async function holdGroup(
  compared: ComparedGroup,
  options: VerdictOptions,
  services: Services,
): Promise<BaselinesVerdict> {
  const why = whyNoBaselines(compared.group);
  if (why !== null) throw fail('invalid-data', why);
  const runs = outerRuns(compared.group, compared.records);
  const finished = runs.filter(({ status }) => status === 'finished');
  const found = await trainAll(finished, compared.group.name, services);
  return weighGroupBaselines(compared, found, options);
}

/** By run, as many at once as there are workers; Ctrl-C ends it, and what was trained is kept. */
async function trainAll(
  records: readonly RunRecord[],
  name: string,
  { runs }: Services,
): Promise<ReadonlyMap<string, RunBaselines>> {
  const line = new ProgressLine();
  const tasks = records.slice(0, cpus().length).map((_, lane) => `baselines-${lane}`);
  const waiting = [...records];
  const cancel = (): void => {
    waiting.length = 0;
    for (const task of tasks) runs.datasets.cancel(task);
  };
  process.once('SIGINT', cancel);
  const found = new Map<string, RunBaselines>();
  try {
    const lane = async (task: string): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        line.show(name, found.size / records.length, `baselines of ${found.size} / ${records.length} runs`);
        found.set(next.id, await runs.baselines.train(next.id, task));
      }
    };
    const failures: unknown[] = [];
    await Promise.all(
      tasks.map((task) =>
        lane(task).catch((thrown: unknown) => {
          // Those after the first were cancelled for it.
          failures.push(thrown);
          cancel();
        }),
      ),
    );
    if (failures.length > 0) throw failures[0];
    return found;
  } finally {
    process.off('SIGINT', cancel);
    line.clear();
  }
}
