import type { ModelKind } from '../../../src-shared/models';
import type { ModelAnswers } from './answers';
import type { CostEstimate, CostQuestion } from './cost';
import type { DataRules } from './data-rules';
import type { ExplainedOutputs } from './explained';
import type { ModelDiagnostics } from './diagnostics';
import type { OutputReader } from './outputs';
import type { TrainingRules } from './training-rules';

/**
 * Mathematics of one kind of model, besides its definition in src-shared/models. Each kind has one, in
 * the file `algorithm.ts` of its folder, and a line in the table `MODELS`.
 */
export interface ModelAlgorithm<K extends ModelKind> {
  /** How its rows are prepared, and what it refuses. */
  readonly data: DataRules<K>;
  /** Its trainer on typed arrays, and what becomes of its states. */
  readonly training: TrainingRules<K>;
  /** What it says of rows, in numbers, columns, words and pictures. */
  readonly answers: ModelAnswers<K>;
  /** What an evaluation compares with the target. */
  readonly outputs: OutputReader<K>;
  /** What an explanation speaks of. */
  readonly explained: ExplainedOutputs<K>;
  /** What training costs on either engine, from which `auto` chooses one. */
  readonly estimateCost: (question: CostQuestion<K>) => CostEstimate;
  /** What there is to warn of, with an offer to change it. */
  readonly diagnostics: ModelDiagnostics<K>;
}
