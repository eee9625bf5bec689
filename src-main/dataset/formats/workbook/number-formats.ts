import { at } from '../../../../src-shared/present';

/** What a number in a cell stands for by its number format. */
export type NumberMeaning = 'number' | 'date' | 'time' | 'duration';

/** Formats that have a number instead of a code (ECMA-376 part 1, 18.8.30), and their East Asian kin. */
function builtInMeaning(id: number): NumberMeaning {
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || (id >= 50 && id <= 54)) return 'date';
  if (id === 36 || id === 57 || id === 58) return 'date';
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 55 || id === 56) return 'time';
  return id >= 45 && id <= 47 ? 'duration' : 'number';
}

/** @param code of the format where the workbook has one for this number */
export function findMeaning(id: number, code: string | undefined): NumberMeaning {
  if (code === undefined) return builtInMeaning(id);
  // Of several sections the first is for positive numbers; texts, colours and currencies say nothing.
  const bare = at(code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';', 1), 0)
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
    .toLowerCase();
  if (/\[[hms]+\]/.test(bare)) return 'duration';
  if (bare.includes('general') || /[#0?]/.test(bare.replace(/s\.0+/g, 's'))) return 'number';
  if (/[yd]|b{2,4}|gg|(?<![a-z])e+(?![+-])/.test(bare)) return 'date';
  if (/[hs]/.test(bare)) return 'time';
  return bare.includes('m') ? 'date' : 'number';
}

const MS_A_DAY = 86_400_000;
/** 1899-12-30: day 0 of Excel's calendar from 1 March 1900 on. */
const DAY_0 = -25_569;
/** 1904-01-01: day 0 of the calendar that old Macintosh workbooks use. */
const DAY_0_OF_1904 = -24_107;

/**
 * A serial number as ISO 8601 text. Below 1 it is a time of day; day 60 of the calendar from 1900,
 * 29 February 1900, never was, so that days before it are one later than they count.
 * @returns null where it is no date
 */
export function dateText(serial: number, isFrom1904: boolean): string | null {
  if (!(serial >= 0) || serial >= 2_958_466) return null;
  const ms = Math.round(serial * MS_A_DAY);
  if (ms < MS_A_DAY && !isFrom1904) return timeText(ms);
  const day = Math.floor(ms / MS_A_DAY);
  if (!isFrom1904 && day === 60) return null;
  const days = isFrom1904 ? day + DAY_0_OF_1904 : day + DAY_0 + (day < 60 ? 1 : 0);
  const date = new Date(days * MS_A_DAY).toISOString().slice(0, 10);
  const time = ms % MS_A_DAY;
  return time === 0 ? date : `${date} ${timeText(time)}`;
}

/** A time of day from its milliseconds, which are shown where there are some. */
export function timeText(ms: number): string {
  const text = new Date(ms % MS_A_DAY).toISOString().slice(11, 23);
  return text.endsWith('.000') ? text.slice(0, 8) : text;
}

/** Digits beyond those that any writer rounds to, a zero at the end of a fraction, an exponent. */
const NOT_SHORTEST = /[.].*0$|[eE]|^.{16}/;

/** A number as short as it can be without another value: workbooks write 3.0, and 1.1000000000000001 for 1.1. */
export function numberText(raw: string): string {
  if (!NOT_SHORTEST.test(raw)) return raw;
  const value = Number(raw);
  return Number.isFinite(value) ? String(value) : raw;
}
