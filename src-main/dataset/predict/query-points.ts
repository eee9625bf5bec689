import { fail } from '../../../src-shared/errors';
import type { Cell } from '../../../src-shared/run/points/query-points';
import { computeDateParts } from '../../../src-shared/run/points/date-parts';
import { toCellType, readEncoders } from '../../../src-shared/run/points/raw-columns';
import { inputNames } from '../prepare/encoders';
import { cellOfText, rowOfCells, rowOfInputs, type PointModel, type UnansweredRow } from './point-cells';

/**
 * Points typed as texts, a cell for each raw column: numbers with a decimal point, dates as
 * 2024-05-31, categories as their words; an empty one is missing.
 * @throws BenchtopError naming point and column
 */
export function typedQueryPoints(rows: readonly (readonly string[])[], model: PointModel): UnansweredRow[] {
  const encoders = readEncoders(model);
  return rows.map((row, p) => {
    if (row.length !== encoders.length) {
      const names = encoders.map(({ column }) => column).join(', ');
      throw wrong(
        `Point ${p + 1} has ${row.length} values, but the model takes ${encoders.length}: ${names}.`,
      );
    }
    const cells = encoders.map((encoder, c): Cell => {
      const text = (row[c] ?? '').trim();
      const cell = cellOfText(encoder, text);
      if (cell !== undefined) return cell;
      const needed = toCellType(encoder) === 'date' ? 'a date such as 2024-05-31' : 'a number';
      const { column } = encoder;
      throw wrong(
        `Point ${p + 1} has "${text.slice(0, 60)}" for "${column}", which is not ${needed}.`,
        column,
      );
    });
    const point = rowOfCells(model, cells, `in point ${p + 1}`);
    if (point.problem !== null) throw wrong(point.problem);
    return point;
  });
}

function wrong(message: string, column?: string): Error {
  return fail('invalid-data', message, { ...(column === undefined ? {} : { column }), field: 'points' });
}

/** A point of model inputs, in raw units. @throws BenchtopError where it has not as many as the model takes */
export function inputQueryPoint(inputs: readonly number[], model: PointModel, index: number): UnansweredRow {
  const { features } = model;
  if (inputs.length === features.length) return rowOfInputs(model, inputs);
  throw wrong(
    `Point ${index + 1} has ${inputs.length} values, but the model takes ${features.length}: ${features.join(', ')}.`,
  );
}

/**
 * Points drawn within what training saw: numbers uniform in their ranges, one category of each.
 * @param uniform draws from [0, 1)
 */
export function randomPoints(model: PointModel, count: number, uniform: () => number): number[][] {
  const encoders = readEncoders(model);
  return Array.from({ length: count }, () => {
    const point: number[] = [];
    for (const encoder of encoders) {
      const { kind, categories, parts = [], range: days = [0, 1] } = encoder;
      if (kind === 'dateParts') {
        // Whole days where nothing tells the time of day, as a person would write them.
        const day = days[0] + uniform() * (days[1] - days[0]);
        point.push(...computeDateParts(parts.includes('hour') ? day : Math.round(day), parts));
        continue;
      }
      if (kind === 'number' || kind === 'date') {
        const [low, high] = model.featureRanges[point.length] ?? [0, 1];
        point.push(low + uniform() * (high - low));
        continue;
      }
      const drawn = Math.floor(uniform() * categories.length);
      if (kind === 'ordinal') point.push(drawn);
      else inputNames(encoder).forEach((_, c) => point.push(c === drawn ? 1 : 0));
    }
    return point;
  });
}
