import { say } from '../../../src-shared/language/say';
import { whyFixed } from '../../../src-shared/experiment/fork';
import type { Experiment } from '../../../src-shared/experiment/schema';

/** The checkpoint that the experiment on the form goes on from. */
export interface FormFork {
  readonly runId: string;
  readonly runName: string;
  readonly step: number;
  /** Experiment of the run, whose fixed settings stay. */
  readonly experiment: Experiment;
}

/** Why a setting cannot be changed, as one sentence; null where it can. @param fork null: a new experiment */
export function fixedText(fork: FormFork | null, path: string): string | null {
  const reason = fork === null ? null : whyFixed(fork.experiment, path);
  return reason === null ? null : say('Fixed in a fork: {reason}.', { reason });
}
