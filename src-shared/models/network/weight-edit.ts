import { z } from 'zod';
import { lazy } from '../../lazy';
import { say } from '../../language/say';

/** Most weights and biases that are set by hand at once: those of the largest network whose graph draws them. */
const MAX_WEIGHT_EDITS = 4096;

/** A weight or a bias of a network that a person sets, in the units in which its graph shows it. */
const weightEditSchema = lazy(() =>
  z.strictObject({
    /** From 0, the first behind the inputs. */
    layer: z.number().int().min(0).max(1000),
    /** Which of the layer's inputs, from 0; null: it is the bias. */
    input: z.number().int().min(0).max(100_000).nullable(),
    /** Which of the layer's units, from 0. */
    unit: z.number().int().min(0).max(100_000),
    value: z.number(),
  }),
);
export type WeightEdit = z.infer<typeof weightEditSchema>;

/** A weight or a bias of a network, by its place. */
export type WeightPlace = Omit<WeightEdit, 'value'>;

export const weightEditsSchema = lazy(() => z.array(weightEditSchema).max(MAX_WEIGHT_EDITS));

/** An edit that was made: also what the value was before. */
export const madeWeightEditSchema = lazy(() => weightEditSchema.extend({ before: z.number() }));
export type MadeWeightEdit = z.infer<typeof madeWeightEditSchema>;

/** The weight or bias that an edit is of, whatever its value: equal for equal places. */
export function weightKey({ layer, input, unit }: WeightPlace): string {
  return `${layer}/${input ?? 'bias'}/${unit}`;
}

/**
 * A weight or bias in words: "layer 2, unit 1, bias" or "layer 1, unit 2, weight from x1".
 * @param features names of the network's inputs
 */
export function weightName({ layer, input, unit }: WeightPlace, features: readonly string[]): string {
  const place = { layer: layer + 1, unit: unit + 1 };
  if (input === null) return say('layer {layer}, unit {unit}, bias', place);
  const source =
    layer === 0 ? (features[input] ?? `${input + 1}`) : say('unit {index}', { index: input + 1 });
  return say('layer {layer}, unit {unit}, weight from {source}', { ...place, source });
}

/** Most edits that are told one by one. */
const TOLD = 8;

/** Which weights were set by hand, as a list: "layer 1, unit 2, weight from x1 0.5 → 1; …". */
export function editedWeightsText(
  edits: readonly MadeWeightEdit[],
  features: readonly string[],
  number: (value: number) => string = (value) => String(Number(value.toPrecision(4))),
): string {
  const told = edits
    .slice(0, TOLD)
    .map((edit) => `${weightName(edit, features)} ${number(edit.before)} → ${number(edit.value)}`);
  return edits.length > TOLD
    ? say('{told}; and {count} more', { told: told.join('; '), count: edits.length - TOLD })
    : told.join('; ');
}
