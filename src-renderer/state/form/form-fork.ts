import { say } from '../../../src-shared/language/say';
import { whyFixed } from '../../../src-shared/experiment/fork';
import type { WeightEdit } from '../../../src-shared/models/network/weight-edit';
import { formatCount, formatQuantity } from '../../text/format';
import type { Experiment } from '../../../src-shared/experiment/schema';

/** The checkpoint that the experiment on the form goes on from. */
export interface FormFork {
  readonly runId: string;
  readonly runName: string;
  readonly step: number;
  /** Weights of a network that are set by hand there; left out: none. */
  readonly weights?: readonly WeightEdit[];
  /** Experiment of the run, whose fixed settings stay. */
  readonly experiment: Experiment;
}

/** Why a setting cannot be changed, as one sentence; null where it can. @param fork null: a new experiment */
export function fixedText(fork: FormFork | null, path: string): string | null {
  const reason = fork === null ? null : whyFixed(fork.experiment, path);
  return reason === null ? null : say('Fixed in a fork: {reason}.', { reason });
}

/** What a run is forked with; null: it is no fork. */
export function forkRequest(
  fork: FormFork | null,
): { readonly id: string; readonly step: number; readonly weights: readonly WeightEdit[] } | null {
  return fork === null ? null : { id: fork.runId, step: fork.step, weights: fork.weights ?? [] };
}

/** What a fork is, as one line: the run and the step that it goes on from. */
export function forkText({ runName, step, weights = [] }: FormFork): string {
  const from = { runName, step: formatCount(step) };
  return weights.length === 0
    ? say('Fork of {runName} at step {step}: continues from that checkpoint with your changes', from)
    : say('Fork of {runName} at step {step}, with {weights} set by hand', {
        ...from,
        weights: formatQuantity(weights.length, 'weight'),
      });
}
