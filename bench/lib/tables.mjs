// CSV files of the end-to-end area: seeded, the same on every machine.
import { closeSync, existsSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from './random.mjs';

const CLOUDS = 10;
/** Clouds overlap: where they lay apart, a draw that joined two of them would decide the time. */
const SPREAD = 1.2;
const BUFFER_BYTES = 1 << 22;

/** Names of the features of a table of so many. */
export function featureNames(columns) {
  return Array.from({ length: columns }, (_, j) => `x${j + 1}`);
}

/**
 * A table of `columns` features of four decimals in ten overlapping clouds, the class 0 or 1 of a noisy
 * hyperplane as `label`, and its distance with noise as `y`. Made once a folder.
 * @returns {string} the file's path
 */
export function writeTable(folder, rows, columns) {
  const path = join(folder, `table-${rows}-${columns}.csv`);
  if (existsSync(path)) return path;
  const { uniform, normal } = seeded(rows + columns);
  const centers = Array.from({ length: CLOUDS * columns }, () => normal());
  const slopes = Array.from({ length: columns }, () => normal() / Math.sqrt(columns));
  // A draw for each cell would take longer than all that is measured.
  const noise = Float64Array.from({ length: 65_521 }, () => normal());
  const aside = `${path}.part`;
  const file = openSync(aside, 'w');
  const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  let at = buffer.write(`${[...featureNames(columns), 'label', 'y'].join(',')}\n`, 'latin1');
  let drawn = 0;
  const put = (value) => {
    let digits = Math.round(Math.abs(value) * 1e4);
    if (value < 0 && digits > 0) buffer[at++] = 45;
    const whole = Math.floor(digits / 1e4);
    if (whole < 10) buffer[at++] = 48 + whole;
    else at += buffer.write(String(whole), at, 'latin1');
    buffer[at++] = 46;
    digits -= whole * 1e4;
    for (let unit = 1000; unit >= 1; unit /= 10) {
      const digit = Math.floor(digits / unit);
      buffer[at++] = 48 + digit;
      digits -= digit * unit;
    }
  };
  for (let row = 0; row < rows; row++) {
    const cloud = Math.floor(uniform() * CLOUDS) * columns;
    drawn = (drawn + Math.floor(uniform() * noise.length)) % noise.length;
    let sum = 0;
    for (let j = 0; j < columns; j++) {
      const value = centers[cloud + j] + SPREAD * noise[(drawn + j * 7919) % noise.length];
      sum += value * slopes[j];
      put(value);
      buffer[at++] = 44;
    }
    const y = sum + normal();
    buffer[at++] = y > 0 ? 49 : 48;
    buffer[at++] = 44;
    put(y);
    buffer[at++] = 10;
    if (at > BUFFER_BYTES / 2) {
      writeSync(file, buffer, 0, at);
      at = 0;
    }
  }
  writeSync(file, buffer, 0, at);
  closeSync(file);
  renameSync(aside, path);
  return path;
}
