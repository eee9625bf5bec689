import { z } from 'zod';

/**
 * A value from outside by a schema. Zod holds the `length` of whatever stands in a text's or list's place
 * against its limits, and throws where that is an object that is no number, as in `{"length": {"valueOf": 1}}`:
 * such a value does not fit, as any other that does not.
 * @param options Zod's, e.g. JITLESS
 */
export function checked<T extends z.ZodType>(
  schema: T,
  value: unknown,
  options?: z.core.ParseContext<z.core.$ZodIssue>,
): z.ZodSafeParseResult<z.output<T>> {
  try {
    return schema.safeParse(value, options);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const message = 'Invalid input: an object stands where a text or a list is expected';
    const problem = new z.ZodError([{ code: 'custom', path: [], message, input: undefined }]);
    return { success: false, error: problem as z.ZodError<z.output<T>> };
  }
}
