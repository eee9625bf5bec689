import { modelAlgorithm } from '.';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type { EngineChoice } from '../../../src-shared/experiment/schema';
import { type CostQuestion, type EngineSpeeds, REFERENCE_SPEEDS } from '../contract/cost';

/**
 * Inputs of the choice of an engine: what the experiment requests, whether TensorFlow is there, and the
 * size of the training.
 */
export interface EngineQuestion extends Omit<CostQuestion, 'speeds'> {
  readonly requested: EngineChoice;
  readonly tensorflow: { readonly available: boolean; readonly reason: string };
  /** Speeds of this machine, where they were measured; null: those of the machine Benchtop was built on. */
  readonly speeds: EngineSpeeds | null;
}

/** How far a machine's speeds may be from those above, either way, where nobody has measured them. */
const SPREAD = 2.5;
/** Loading TensorFlow into a worker and warming it up. */
const LOAD_MS = 700;
/**
 * Share of the typed time that estimates by a machine's speeds may be off by; for less TensorFlow's 250 MB of memory
 * are not taken.
 */
const MARGIN = 0.15;

/**
 * Which kernel set trains a run, and why in one line for people.
 * @throws BenchtopError `engine-unavailable` where TensorFlow is asked for and not there
 */
export function chooseEngine(question: EngineQuestion): { kind: 'typed' | 'tensorflow'; reason: string } {
  const { requested, model, tensorflow } = question;
  if (requested === 'typed') return { kind: 'typed', reason: 'chosen in the experiment' };
  if (requested === 'tensorflow') {
    if (tensorflow.available) return { kind: 'tensorflow', reason: 'chosen in the experiment' };
    throw fail(
      'engine-unavailable',
      sentence('TensorFlow is not available here ({reason}): choose engine "auto" or "typed".', {
        reason: tensorflow.reason,
      }),
      { field: 'training.engine' },
    );
  }
  if (!tensorflow.available)
    return { kind: 'typed', reason: `TensorFlow is not available here (${tensorflow.reason})` };
  const speeds = question.speeds ?? REFERENCE_SPEEDS;
  const cost = modelAlgorithm(model.kind).estimateCost({ ...question, speeds });
  if (cost.kind === 'typed') return cost;
  const { typedMs, nativeMs, steps, size, dependsOnSpeeds } = cost;
  // TensorFlow has to win back the time that loading it takes.
  const savedMs = dependsOnSpeeds ? surelySavedMs(typedMs, nativeMs, steps) : (typedMs - nativeMs) * steps;
  const times = `about ${shortMs(typedMs)} typed, ${shortMs(nativeMs)} in TensorFlow`;
  const measured = question.speeds === null || !dependsOnSpeeds ? '' : ', as measured on this machine';
  const isNative = savedMs > LOAD_MS;
  const why = savedMs > 0 ? ', which takes longer to load' : ', too little apart to count on';
  return {
    kind: isNative ? 'tensorflow' : 'typed',
    reason: `${size}: ${times}${measured}${isNative || nativeMs >= typedMs ? '' : why}`,
  };
}

/**
 * Whether the choice may be another one on a machine of other speeds, so that this machine's have to
 * be measured. Where it is not, `speeds` is to stay null: what is clear is clear before and after.
 */
export function dependsOnSpeeds(question: EngineQuestion): boolean {
  const { requested, model, tensorflow } = question;
  if (requested !== 'auto' || !tensorflow.available) return false;
  const cost = modelAlgorithm(model.kind).estimateCost({ ...question, speeds: REFERENCE_SPEEDS });
  if (cost.kind === 'typed' || !cost.dependsOnSpeeds) return false;
  const { typedMs, nativeMs, steps } = cost;
  const most = surelySavedMs(typedMs * SPREAD, nativeMs / SPREAD, steps);
  const least = surelySavedMs(typedMs / SPREAD, nativeMs * SPREAD, steps);
  return most > LOAD_MS && least <= LOAD_MS;
}

function surelySavedMs(typedMs: number, nativeMs: number, steps: number): number {
  return (typedMs * (1 - MARGIN) - nativeMs) * steps;
}

function shortMs(ms: number): string {
  return ms < 0.01 ? `${(ms * 1000).toPrecision(2)} µs` : `${Number(ms.toPrecision(2))} ms`;
}
