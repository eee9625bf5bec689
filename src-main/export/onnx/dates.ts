import type { DatePart } from '../../../src-shared/experiment/schema';
import type { OnnxGraph } from './graph';

const DAY_MICROSECONDS = 86_400_000_000;
const HOUR_MICROSECONDS = 3_600_000_000;

/**
 * Parts of dates, [N, parts] of days [N, 1], as `computeDateParts` has them: read to the microsecond. Year,
 * month and day by Howard Hinnant's civil_from_days (https://howardhinnant.github.io/date_algorithms.html),
 * which counts years from March on, in eras of 400 years.
 */
export function dateParts(graph: OnnxGraph, days: string, parts: readonly DatePart[]): string {
  const number = (value: number): string => graph.double(value);
  const add = (a: string, b: string): string => graph.node('Add', [a, b]);
  const subtract = (a: string, b: string): string => graph.node('Sub', [a, b]);
  const times = (a: string, factor: number): string => graph.node('Mul', [a, number(factor)]);
  const floorOf = (a: string, divisor: number): string =>
    graph.node('Floor', [graph.node('Div', [a, number(divisor)])]);

  const microseconds = graph.node('Round', [times(days, DAY_MICROSECONDS)]);
  const whole = floorOf(microseconds, DAY_MICROSECONDS);
  // Of the first day of March in the year 0 on.
  const shifted = add(whole, number(719_468));
  const era = floorOf(shifted, 146_097);
  const dayOfEra = subtract(shifted, times(era, 146_097));
  const leapDays = add(
    subtract(floorOf(dayOfEra, 36_524), floorOf(dayOfEra, 1460)),
    times(floorOf(dayOfEra, 146_096), -1),
  );
  const yearOfEra = floorOf(add(dayOfEra, leapDays), 365);
  const daysBefore = subtract(add(times(yearOfEra, 365), floorOf(yearOfEra, 4)), floorOf(yearOfEra, 100));
  const dayOfYear = subtract(dayOfEra, daysBefore);
  // 0 is March.
  const monthFromMarch = floorOf(add(times(dayOfYear, 5), number(2)), 153);
  const isOfNextYear = graph.node('GreaterOrEqual', [monthFromMarch, number(10)]);

  const values = parts.map((part): string => {
    switch (part) {
      case 'year': {
        const year = add(yearOfEra, times(era, 400));
        return add(year, graph.cast(isOfNextYear, 'double'));
      }
      case 'month':
        return add(monthFromMarch, graph.node('Where', [isOfNextYear, number(-9), number(3)]));
      case 'day': {
        const before = floorOf(add(times(monthFromMarch, 153), number(2)), 5);
        return add(subtract(dayOfYear, before), number(1));
      }
      case 'weekday': {
        // 1970-01-01 was a Thursday, 3.
        const fromMonday = add(whole, number(3));
        return subtract(fromMonday, times(floorOf(fromMonday, 7), 7));
      }
      case 'hour':
        return floorOf(subtract(microseconds, times(whole, DAY_MICROSECONDS)), HOUR_MICROSECONDS);
      case 'elapsed':
        return days;
    }
  });
  return values.length === 1 ? values[0]! : graph.node('Concat', values, { axis: 1 });
}
