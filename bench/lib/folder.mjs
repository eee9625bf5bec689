// Folders that go when the process does.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../tools/lib/places.mjs';

const folders = [];
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

/** A new folder among the temporary ones, removed at the end. */
export function temporaryFolder(name = 'bench') {
  const folder = mkdtempSync(join(tmpdir(), `benchtop-${name}-`));
  folders.push(folder);
  return folder;
}

/** A new folder inside the checkout, where what runs in it finds node_modules; removed at the end. */
export function builtFolder() {
  const parent = join(root, 'out', 'bench');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'built-'));
  folders.push(folder);
  return folder;
}
