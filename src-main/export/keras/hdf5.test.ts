import { expect, it } from 'vitest';
import { writeHdf5, type Hdf5Array, type Hdf5Group } from './hdf5';

/** Reads a file back by its specification, as far as these files go. */
function read(bytes: Uint8Array): Hdf5Group {
  const file = Buffer.from(bytes);
  const word = (at: number): number => Number(file.readBigUInt64LE(at));
  expect(file.toString('latin1', 1, 4)).toBe('HDF');
  expect(word(40)).toBe(file.length);

  function messages(header: number): Map<number, number> {
    expect(file[header]).toBe(1);
    const found = new Map<number, number>();
    let at = header + 16;
    for (let left = file.readUInt16LE(header + 2); left > 0; left--) {
      found.set(file.readUInt16LE(at), at + 8);
      at += 8 + file.readUInt16LE(at + 2);
    }
    expect(at).toBe(header + 16 + file.readUInt32LE(header + 8));
    return found;
  }

  function readMember(header: number): Hdf5Group | Hdf5Array {
    const found = messages(header);
    const symbols = found.get(17);
    if (symbols === undefined) {
      const [space, layout] = [found.get(1)!, found.get(8)!];
      const shape = Array.from({ length: file[space + 1]! }, (_, i) => word(space + 8 + 8 * i));
      const [at, size] = [word(layout + 2), word(layout + 10)];
      const values = Array.from({ length: size / 4 }, (_, i) => file.readFloatLE(at + 4 * i));
      return { shape, values };
    }
    const [tree, heap] = [word(symbols), word(symbols + 8)];
    expect(file.toString('latin1', tree, tree + 4)).toBe('TREE');
    expect(file.toString('latin1', heap, heap + 4)).toBe('HEAP');
    if (file.readUInt16LE(tree + 6) === 0) return {};
    const [node, names] = [word(tree + 32), word(heap + 24)];
    expect(file.toString('latin1', node, node + 4)).toBe('SNOD');
    const entries = Array.from({ length: file.readUInt16LE(node + 6) }, (_, i) => {
      const from = names + word(node + 8 + 40 * i);
      const name = file.toString('utf8', from, file.indexOf(0, from));
      return [name, readMember(word(node + 16 + 40 * i))] as const;
    });
    const sorted = entries.map(([name]) => name).sort();
    expect(entries.map(([name]) => name)).toEqual(sorted);
    return Object.fromEntries(entries);
  }
  return readMember(word(64)) as Hdf5Group;
}

it('a file of HDF5 gives back its groups and arrays', () => {
  const layers = Object.fromEntries(
    Array.from({ length: 33 }, (_, l) => [
      `dense_${l}`,
      {
        vars: { '0': { shape: [2, l + 1], values: Array.from({ length: 2 * l + 2 }, (__, i) => i / 4 - l) } },
      },
    ]),
  );
  const file = { layers, vars: {}, number: { shape: [], values: [1.5] } };
  expect(read(writeHdf5(file))).toEqual(file);
});
