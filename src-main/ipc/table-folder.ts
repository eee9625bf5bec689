import { readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';

/** Entries that are looked at: a folder of tables shows one soon. */
const LOOKED_AT = 2000;

/** Whether a folder holds Parquet files, itself or in folders inside it, as far as a short look tells. */
export function holdsTable(folder: string): boolean {
  const waiting = [folder];
  let seen = 0;
  for (let next = waiting.shift(); next !== undefined && seen < LOOKED_AT; next = waiting.shift()) {
    for (const entry of list(next)) {
      if (entry.isFile() && entry.name.endsWith('.parquet')) return true;
      if (entry.isDirectory()) waiting.push(join(next, entry.name));
      seen++;
    }
  }
  return false;
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // What cannot be listed holds nothing that could be opened.
    return [];
  }
}
