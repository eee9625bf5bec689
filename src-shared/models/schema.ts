import { z } from 'zod';
import { lazy } from '../lazy';
import { MODEL_PARTS, type ModelKind } from '.';

type Parts = typeof MODEL_PARTS;
type Merged<Union> = (Union extends unknown ? (part: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** Numbers of all kinds of models that a person may set; names of several kinds are the same field. */
export const MODEL_FIELDS = Object.assign(
  {},
  ...Object.values(MODEL_PARTS).map(({ fields }) => fields),
) as Merged<Parts[ModelKind]['fields']>;

/** `model` of an experiment: settings of one kind of model. */
export const modelSchema = lazy(() => z.discriminatedUnion('kind', toNonEmptyList(listSchemas('schema'))));

/** `result` of a run record: outcome of one kind of model. */
export const runResultSchema = lazy(() =>
  z.discriminatedUnion('kind', toNonEmptyList(listSchemas('resultSchema'))),
);

function listSchemas<Part extends 'schema' | 'resultSchema'>(part: Part): Parts[ModelKind][Part][] {
  return Object.values(MODEL_PARTS).map((parts) => parts[part]);
}

/** A list that is known to hold something. */
function toNonEmptyList<T>(items: readonly T[]): [T, ...T[]] {
  const [first, ...rest] = items;
  if (first === undefined) throw new Error('There is no kind of model');
  return [first, ...rest];
}
