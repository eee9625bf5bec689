import { z } from 'zod';
import { lazy } from '../../lazy';

/** JSON has no NaN or infinity and writes null for them, which reads as "no value": spell them out. */
export const storedNumberSchema = lazy(() => z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]));
export type StoredNumber = z.infer<typeof storedNumberSchema>;

export function encodeNumber(value: number): StoredNumber {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return 'Infinity';
  if (value === -Infinity) return '-Infinity';
  return value;
}

export function decodeNumber(value: StoredNumber): number {
  return typeof value === 'number' ? value : Number(value);
}
