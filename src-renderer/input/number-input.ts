import { describeRange, type NumberField } from '../../src-shared/experiment/fields';
import { formatSetting } from '../text/format';

/**
 * The number a person typed: `5000`, `1e-3`, `5,000`, `−2`. NaN for anything else, so that the
 * field's own check can say what is wrong; null for an empty box.
 */
export function parseNumber(text: string): number | null {
  const trimmed = text.trim().replace(/\u2212/g, '-');
  if (trimmed === '') return null;
  const plain = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(trimmed) ? trimmed.replace(/,/g, '') : trimmed;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

/** A number as it stands in a text box: no thousands marks, so that it can be edited. */
export function editableNumber(value: number | null): string {
  return value === null || Number.isNaN(value) ? '' : String(value);
}

/**
 * "1 to 1000, default 4", for the line under a field.
 * @param value of the field, where the default is to be told only while it is the default
 */
export function rangeHint(field: NumberField, value: number | null = field.default): string {
  const huge = Math.abs(field.min) >= 1e300 || field.max >= 1e300;
  const range = huge
    ? 'any number'
    : field.exclusiveMin === true
      ? `${describeRange(field).startsWith('above') ? 'above ' : ''}${formatSetting(field.min)} to ${formatSetting(field.max)}`
      : `${formatSetting(field.min)} to ${formatSetting(field.max)}`;
  return value === field.default ? `${range}, default ${formatSetting(field.default)}` : range;
}
