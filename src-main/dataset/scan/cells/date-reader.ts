/**
 * Dates as days since 1970-01-01 UTC, with the time of day as a fraction. Read are
 * - ISO 8601: 2024-01-31, 2024/1/31, 2024-01-31T12:30, 2024-01-31 12:30:15.5Z, …+02:00;
 * - 31.1.2024, with a time or without;
 * - 1/31/2024 and 31/1/2024: which of the two, the column as a whole tells ({@link slashDays}).
 * A time without a zone is taken as UTC.
 */

/** No date. */
export const NO_DATE = Infinity;
/** From here on a value is no day but a date with slashes, whose order is still to be told. */
const SLASHES = 1e7;

const ZERO = 48;
const DASH = 45;
const SLASH = 47;
const DOT = 46;

/** Days, a value for {@link slashDays}, or {@link NO_DATE}. */
export function readDate(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  let stop = end;
  while (at < stop && bytes[at] <= 32) at++;
  while (stop > at && bytes[stop - 1] <= 32) stop--;
  const first = digitsAt(bytes, at, stop);
  if (first !== 4 && first !== 1 && first !== 2) return NO_DATE;
  const a = numberAt(bytes, at, first);
  at += first;
  const mark = bytes[at];
  const second = digitsAt(bytes, at + 1, stop);
  if (second !== 1 && second !== 2) return NO_DATE;
  const b = numberAt(bytes, at + 1, second);
  at += 1 + second;
  if (at >= stop || bytes[at] !== mark) return NO_DATE;
  const third = digitsAt(bytes, at + 1, stop);
  const c = numberAt(bytes, at + 1, third);
  at += 1 + third;
  const time = at === stop ? 0 : readTime(bytes, at, stop);
  if (time === NO_DATE) return NO_DATE;
  if (first === 4 && (mark === DASH || mark === SLASH) && (third === 1 || third === 2)) {
    return computeDays(a, b, c) + time;
  }
  if (first === 4 || third !== 4) return NO_DATE;
  if (mark === DOT) return computeDays(c, b, a) + time;
  if (mark !== SLASH) return NO_DATE;
  // Days that a zone moves over midnight cannot be packed; nobody writes zones after such dates.
  if (time < 0 || time >= 1) return NO_DATE;
  if (computeDays(c, a, b) === NO_DATE && computeDays(c, b, a) === NO_DATE) return NO_DATE;
  return SLASHES + (c * 31 + a - 1) * 31 + b - 1 + time;
}

export function hasSlashes(value: number): boolean {
  return value >= SLASHES && value !== NO_DATE;
}

/** Days of a date with slashes, read day first or month first; {@link NO_DATE} where there is no such day. */
export function slashDays(value: number, dayFirst: boolean): number {
  const packed = Math.floor(value - SLASHES);
  const b = (packed % 31) + 1;
  const a = (Math.floor(packed / 31) % 31) + 1;
  const year = Math.floor(packed / 961);
  return computeDays(year, dayFirst ? b : a, dayFirst ? a : b) + (value - SLASHES - packed);
}

/** Whether dates with slashes can be told to begin with the day or with the month. */
export class SlashCounts {
  #slashes = 0;
  #notDayFirst = 0;
  #notMonthFirst = 0;

  /**
   * @param count cells that have this value
   * @returns whether the value is some date
   */
  take(value: number, count = 1): boolean {
    if (!hasSlashes(value)) return value !== NO_DATE;
    this.#slashes += count;
    if (slashDays(value, true) === NO_DATE) this.#notDayFirst += count;
    if (slashDays(value, false) === NO_DATE) this.#notMonthFirst += count;
    return true;
  }

  /** More dates fit one order of day and month than the other; true where there are no slashes. */
  get areTold(): boolean {
    return this.#slashes === 0 || this.#notDayFirst !== this.#notMonthFirst;
  }

  /** Dates with slashes that do not fit the likelier order. */
  get invalid(): number {
    return Math.min(this.#notDayFirst, this.#notMonthFirst);
  }

  /** There are dates with slashes, and all of them fit both orders. */
  get isOpen(): boolean {
    return this.#slashes > 0 && this.#notDayFirst === 0 && this.#notMonthFirst === 0;
  }
}

function digitsAt(bytes: Uint8Array, at: number, stop: number): number {
  let count = 0;
  while (at + count < stop && count < 5 && (bytes[at + count] - ZERO) >>> 0 <= 9) count++;
  return count;
}

function numberAt(bytes: Uint8Array, at: number, digits: number): number {
  let value = 0;
  for (let i = 0; i < digits; i++) value = value * 10 + bytes[at + i] - ZERO;
  return value;
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days since 1970-01-01 in the Gregorian calendar; {@link NO_DATE} where there is no such day. */
function computeDays(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1) return NO_DATE;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (day > MONTH_DAYS[month - 1] + (month === 2 && isLeap ? 1 : 0)) return NO_DATE;
  // Years from March on end with the leap day, and 400 of them have 146,097 days.
  const y = month <= 2 ? year - 1 : year;
  const century = Math.floor(y / 400);
  const yearInEra = y - century * 400;
  const dayInYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    century * 146_097 +
    yearInEra * 365 +
    Math.floor(yearInEra / 4) -
    Math.floor(yearInEra / 100) +
    dayInYear -
    719_468
  );
}

/** A time of day with its zone as a part of a day, or {@link NO_DATE}. */
function readTime(bytes: Uint8Array, from: number, stop: number): number {
  if (bytes[from] !== 32 && (bytes[from] | 32) !== 116) return NO_DATE;
  let at = from + 1;
  const hours = digitsAt(bytes, at, stop);
  if (hours !== 1 && hours !== 2) return NO_DATE;
  let seconds = numberAt(bytes, at, hours) * 3600;
  at += hours;
  if (seconds >= 86_400 || !isPairAfter(bytes, at, stop, 58)) return NO_DATE;
  const minutes = numberAt(bytes, at + 1, 2);
  at += 3;
  if (minutes > 59) return NO_DATE;
  seconds += minutes * 60;
  if (isPairAfter(bytes, at, stop, 58)) {
    const whole = numberAt(bytes, at + 1, 2);
    if (whole > 59) return NO_DATE;
    seconds += whole;
    at += 3;
    if (at < stop && (bytes[at] === DOT || bytes[at] === 44)) {
      let scale = 0.1;
      let i = at + 1;
      for (; i < stop && (bytes[i] - ZERO) >>> 0 <= 9; i++, scale /= 10) seconds += (bytes[i] - ZERO) * scale;
      if (i === at + 1) return NO_DATE;
      at = i;
    }
  }
  if (at < stop && bytes[at] === 32) at++;
  const zone = readZone(bytes, at, stop);
  return zone === NO_DATE ? NO_DATE : (seconds - zone) / 86_400;
}

/** Seconds east of UTC of Z, +02, +0200 or +02:00; 0 where nothing stands there. */
function readZone(bytes: Uint8Array, at: number, stop: number): number {
  if (at === stop) return 0;
  if ((bytes[at] | 32) === 122) return at + 1 === stop ? 0 : NO_DATE;
  if (bytes[at] !== 43 && bytes[at] !== DASH) return NO_DATE;
  const digits = digitsAt(bytes, at + 1, stop);
  const minutesAt = digits === 4 ? at + 3 : at + 4;
  const hasMinutes = digits === 4 || (digits === 2 && isPairAfter(bytes, at + 3, stop, 58));
  if (digits !== 4 && digits !== 2) return NO_DATE;
  if ((hasMinutes ? minutesAt + 2 : at + 3) !== stop) return NO_DATE;
  const hours = numberAt(bytes, at + 1, 2);
  const minutes = hasMinutes ? numberAt(bytes, minutesAt, 2) : 0;
  if (hours > 18 || minutes > 59) return NO_DATE;
  return (bytes[at] === DASH ? -1 : 1) * (hours * 3600 + minutes * 60);
}

function isPairAfter(bytes: Uint8Array, at: number, stop: number, mark: number): boolean {
  return at < stop && bytes[at] === mark && digitsAt(bytes, at + 1, stop) === 2;
}
