import { say, sayNumber } from '../../language/say';
import { MODELS, type ModelKind } from '../../models';
import type { Reason } from '../../models/contract/proposal';
import type { TargetTask } from '../../models/contract/task';
import type { FileDatasetSpec } from '../schema';

/** How a table's rows are held out and scaled to begin with. */

/** Fewest rows that are split: a fifth of fewer is too few to tell anything. */
export const MIN_VALIDATED_ROWS = 50;
const VALIDATION_SHARE = 0.2;

type Preparation = Pick<FileDatasetSpec, 'validationSplit' | 'split' | 'scaling' | 'targetScaling'>;

/**
 * A fifth of the rows held out, with the share of every class kept, from 50 rows on and where there is
 * a target (of rows that are streamed at random); standard scaling and a scaled numeric target where the kind of model wants them.
 */
export function proposePreparation(
  kind: ModelKind,
  task: TargetTask | null,
  rows: number,
  isStreamed = false,
): { readonly preparation: Preparation; readonly reasons: readonly Reason[] } {
  const { usesTarget, proposal } = MODELS[kind];
  const isValidated = task !== null && usesTarget && rows >= MIN_VALIDATED_ROWS;
  const isScaled = proposal.scalesFeatures;
  const isNumeric = proposal.scalesTarget && task?.kind === 'numbers';
  const isStratified = isValidated && task.kind === 'classes' && !isStreamed;
  return {
    preparation: {
      validationSplit: isValidated ? VALIDATION_SHARE : 0,
      split: { method: isStratified ? 'stratified' : 'random', seed: null },
      scaling: isScaled ? 'standard' : 'none',
      targetScaling: isNumeric ? 'standard' : 'none',
    },
    reasons: [
      ...(task === null || !usesTarget ? [] : [splitReason(rows, isStratified)]),
      ...(isScaled ? [{ field: 'dataset.scaling', text: say('each feature counts alike') }] : []),
      ...(isNumeric
        ? [{ field: 'dataset.targetScaling', text: say('learned scaled; results stay in its own units') }]
        : []),
    ],
  };
}

function splitReason(rows: number, isStratified: boolean): Reason {
  const text =
    rows < MIN_VALIDATED_ROWS
      ? say('none of {rows} rows: fewer than {MIN_VALIDATED_ROWS} are too few to hold any out', {
          rows,
          MIN_VALIDATED_ROWS,
        })
      : say('a fifth of {count} rows{value}', {
          count: sayNumber(rows),
          value: isStratified ? say(', the share of each class kept') : '',
        });
  return { field: 'dataset.validationSplit', text };
}
