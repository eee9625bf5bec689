import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fusesOff, switchOff } from './fuses.mjs';

/** What Electron's build puts before the wire: its version, its length, then a character a fuse. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-fuses-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function executable(wire) {
  const path = join(folder, 'electron');
  const head = Buffer.from([1, wire.length]);
  writeFileSync(path, Buffer.concat([Buffer.from(`code${SENTINEL}`), head, Buffer.from(`${wire}code`)]));
  return path;
}

const readWire = (path) => {
  const bytes = readFileSync(path);
  const from = bytes.indexOf(SENTINEL) + SENTINEL.length;
  return bytes.toString('latin1', from + 2, from + 2 + bytes[from + 1]);
};

it('are off in a package, and the others are left as they were', async () => {
  // The wire of Electron 22 has seven.
  const older = executable('1011000');
  expect(await fusesOff(older)).toEqual([]);
  const off = ['RunAsNode', 'EnableNodeOptionsEnvironmentVariable', 'EnableNodeCliInspectArguments'];
  expect(await switchOff(older)).toEqual(off);
  expect(readWire(older)).toBe('0000000');
  const newer = executable('10110001');
  expect(await switchOff(newer)).toEqual([...off, 'GrantFileProtocolExtraPrivileges']);
  expect(readWire(newer)).toBe('00000000');
  expect(await switchOff(executable('1111111'))).toEqual(off);
  expect(readWire(join(folder, 'electron'))).toBe('0100111');
  expect(readFileSync(join(folder, 'electron'), 'latin1')).toMatch(/^code.*code$/s);
});
