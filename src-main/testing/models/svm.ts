import type { RunResult } from '../../../src-shared/models';
import type { StepReport, Trainer, TrainingData } from '../../algorithms/contract/trainer';
import { createTypedTrainer } from '../../algorithms/models/create-trainer';
import { Rng } from '../../algorithms/numeric/rng';
import { drain, svmSpec, trainingSpec } from '../data';

/** What an SVM run ends with. */
export type SvmResult = RunResult<'svm'>;

/** Trains an SVM on the JavaScript engine; reports with metrics only. */
export async function train(
  change: Parameters<typeof svmSpec>[0],
  data: TrainingData,
  seed = 1,
): Promise<{ trainer: Trainer; reports: StepReport[]; result: SvmResult }> {
  const options = {
    model: svmSpec(change),
    training: trainingSpec({ logEvery: 1 }),
    seed,
    data,
    resume: null,
  };
  const trainer = createTypedTrainer(options);
  const reports = (await drain(trainer)).filter(({ metrics }) => metrics !== null);
  return { trainer, reports, result: trainer.result() as SvmResult };
}

/** Rows about a line, of two classes that overlap. */
export function noisy(count: number, seed: number): { rows: number[][]; target: number[] } {
  const rng = new Rng(seed);
  const rows = Array.from({ length: count }, (): [number, number] => [rng.normal(), rng.normal()]);
  return { rows, target: rows.map(([x, y]) => (x + y + 0.7 * rng.normal() > 0.3 ? 1 : 0)) };
}
