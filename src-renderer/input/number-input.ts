import type { NumberField } from '../../src-shared/experiment/fields';
import { say } from '../../src-shared/language/say';
import { formatSetting } from '../text/format';
import { numberMarks } from '../text/locale';

/**
 * The number a person typed: `5000`, `1e-3`, `5,000`, `−2`. NaN for anything else, so that the
 * field's own check can say what is wrong; null for an empty box. A point is always the decimal mark; where the
 * locale's is a comma, that too, as in `0,5` and `1.234,5`, but in `5,000`, which may be read either way.
 */
export function parseNumber(text: string): number | null {
  const trimmed = text.trim().replace(/\u2212/g, '-');
  if (trimmed === '') return null;
  const plain = numberMarks().decimal === ',' ? withoutComma(trimmed) : withoutThousands(trimmed);
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

function withoutThousands(text: string): string {
  return /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(text) ? text.replace(/,/g, '') : text;
}

/** Of German and its like: `0,5` and `1.234,5`; what may be read either way keeps its comma, and is no number. */
function withoutComma(text: string): string {
  if (/^[+-]?[1-9]\d{0,2}(,\d{3})+$/.test(text)) return text;
  const [whole = '', fraction, ...more] = text.split(',');
  if (more.length > 0) return text;
  const digits = /^[+-]?\d{1,3}(\.\d{3})+$/.test(whole) ? whole.replace(/\./g, '') : whole;
  if (fraction === undefined) return /\..*\./.test(text) ? digits : text;
  return `${digits}.${fraction}`;
}

/**
 * A number as it stands in a text box: no thousands marks, so that it can be edited, and the locale's decimal mark
 * where {@link parseNumber} reads that as the same number.
 */
export function editableNumber(value: number | null): string {
  if (value === null || Number.isNaN(value)) return '';
  const plain = String(value);
  const local = plain.replace('.', numberMarks().decimal);
  return parseNumber(local) === value ? local : plain;
}

/**
 * "1 to 1000, default 4", for the line under a field.
 * @param value of the field, where the default is to be told only while it is the default
 */
export function rangeHint(field: NumberField, value: number | null = field.default): string {
  const huge = Math.abs(field.min) >= 1e300 || field.max >= 1e300;
  const range = huge
    ? say('any number')
    : field.exclusiveMin === true
      ? say('above {min} to {max}', { min: formatSetting(field.min), max: formatSetting(field.max) })
      : say('{min} to {max}', { min: formatSetting(field.min), max: formatSetting(field.max) });
  return value === field.default
    ? say('{range}, default {value}', { range, value: formatSetting(field.default) })
    : range;
}
