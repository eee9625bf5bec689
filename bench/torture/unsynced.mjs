// What a power cut may take: everything that the program wrote and did not sync, files and folders alike.
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Takes back what a killed process never synced, last first, by the journal of fault-layer.cjs: contents
 * without a sync of their file; new names, renames and removals without a sync of their folder.
 * @param {string} journal folder
 * @returns how many changes were taken back
 */
export function dropUnsynced(journal) {
  const path = join(journal, 'journal');
  if (!existsSync(path)) return 0;
  const entries = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const left = [];
  for (const entry of entries) {
    if (entry.did === 'sync') {
      // A file's contents, or a folder's names.
      for (let i = left.length - 1; i >= 0; i--) {
        const { did, path: changed } = left[i];
        const isKept = did === 'write' ? changed === entry.path : dirname(changed) === entry.path;
        if (isKept) left.splice(i, 1);
      }
    } else {
      // Contents go with their file.
      if (entry.did === 'rename')
        for (const each of left) if (each.path === entry.from && each.did === 'write') each.path = entry.path;
      left.push(entry);
    }
  }
  for (const entry of left.reverse()) takeBack(entry);
  return left.length;
}

function takeBack({ did, path, from, before }) {
  if (did === 'create') rmSync(path, { recursive: true, force: true });
  else if (did === 'rename') {
    if (existsSync(path)) renameSync(path, from);
    if (before !== null) copyFileSync(before, path);
  } else if (did === 'unlink' || existsSync(path)) {
    // A folder that is gone takes its files with it.
    if (before !== null && existsSync(dirname(path))) copyFileSync(before, path);
  }
}
