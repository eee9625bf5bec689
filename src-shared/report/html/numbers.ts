const MINUS = '\u2212';

/** Four significant digits: `0.1235`, `1,235`, `5.129e−5`; a dash where there is no number. */
export function figure(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  if (value === 0) return '0';
  if (Number.isInteger(value) && Math.abs(value) < 1e7) return count(value);
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e7) {
    const [mantissa = '', exponent = ''] = value.toExponential(digits - 1).split('e');
    return trueMinus(`${mantissa.replace(/\.?0+$/, '')}e${Number(exponent)}`);
  }
  const rounded = Number(value.toPrecision(digits));
  return size >= 1000 ? count(rounded) : trueMinus(value.toPrecision(digits));
}

/** A whole number with thousands apart: `25,000`. */
export function count(value: number): string {
  return trueMinus(value.toLocaleString('en', { maximumFractionDigits: 3 }));
}

/** `1 row`, `25,000 rows`. */
export function quantity(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A share of one in percent with a digit after the point: `97.5 %`. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : '–';
}

/** A span of time: `0.078 s`, `12.3 s`, `4 min 05 s`, `2 h 03 min`. */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (!(seconds >= 0)) return '–';
  if (seconds < 1) return `${seconds.toFixed(3)} s`;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

/** An instant of ISO 8601 as `2026-11-29 14:05 UTC`: the same wherever the report is read. */
export function instant(iso: string | null): string {
  if (iso === null) return '–';
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(iso) ? `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC` : iso;
}

function trueMinus(text: string): string {
  return text.replace(/-/g, MINUS);
}
