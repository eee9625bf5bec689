/**
 * A file of HDF5 as other programs have read it since version 1.0 (superblock 0; the layout is that of the HDF5
 * file format specification, version 3): groups of groups and of plain float32 arrays, without filters.
 */

/** A float32 array, row-major; its shape is empty for a number alone. */
export interface Hdf5Array {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}
export interface Hdf5Group {
  readonly [name: string]: Hdf5Group | Hdf5Array;
}

const UNDEFINED = 0xffffffffffffffffn;
const SUPERBLOCK_BYTES = 96;
/** Keys of a B-tree node to a side: the library's own number. */
const INTERNAL_K = 16;
const TREE_BYTES = 24 + (2 * INTERNAL_K + 1) * 8 + 2 * INTERNAL_K * 8;
const MESSAGE = { dataspace: 1, datatype: 3, fill: 5, layout: 8, symbols: 17 } as const;

/** @returns the bytes of a whole file */
export function writeHdf5(root: Hdf5Group): Uint8Array {
  return new Hdf5File(root).toBytes();
}

/** Where a group's names and entries lie. */
interface StoredGroup {
  readonly header: bigint;
  readonly tree: bigint;
  readonly heap: bigint;
}

class Hdf5File {
  readonly #parts: Buffer[] = [];
  #size = SUPERBLOCK_BYTES;
  /** Half of the entries that a node of symbols holds: as many as the largest group needs. */
  readonly #leafK: number;
  readonly #root: StoredGroup;

  constructor(root: Hdf5Group) {
    this.#leafK = Math.max(4, Math.ceil(countEntries(root) / 2));
    this.#root = this.#addGroup(root);
  }

  toBytes(): Uint8Array {
    const head = Buffer.alloc(SUPERBLOCK_BYTES);
    head.write('\x89HDF\r\n\x1a\n', 0, 'latin1');
    head[13] = 8;
    head[14] = 8;
    head.writeUInt16LE(this.#leafK, 16);
    head.writeUInt16LE(INTERNAL_K, 18);
    const { header, tree, heap } = this.#root;
    // Base, free space, end of the file, driver; then the root's entry, whose groups are told ahead (1).
    const words = [0n, UNDEFINED, BigInt(this.#size), UNDEFINED, 0n, header, 1n, tree, heap];
    words.forEach((word, i) => head.writeBigUInt64LE(word, 24 + 8 * i));
    return Buffer.concat([head, ...this.#parts]);
  }

  #addGroup(group: Hdf5Group): StoredGroup {
    // A B-tree is ordered by the names' bytes.
    const names = Object.keys(group).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const headers = names.map((name) => {
      const member = group[name]!;
      return isArray(member) ? this.#addArray(member) : this.#addGroup(member).header;
    });
    const heapData = Buffer.concat([
      Buffer.alloc(8),
      ...names.map((name) => padded(Buffer.from(`${name}\0`))),
    ]);
    const places: number[] = [];
    let place = 8;
    for (const name of names) {
      places.push(place);
      place += padded(Buffer.from(`${name}\0`)).length;
    }
    const heapHeader = Buffer.alloc(32);
    heapHeader.write('HEAP', 0, 'latin1');
    heapHeader.writeBigUInt64LE(BigInt(heapData.length), 8);
    // 1: nothing of it is free.
    heapHeader.writeBigUInt64LE(1n, 16);
    heapHeader.writeBigUInt64LE(BigInt(this.#size + 32), 24);
    const heap = this.#add(Buffer.concat([heapHeader, heapData]));

    const symbols = Buffer.alloc(8 + 2 * this.#leafK * 40);
    symbols.write('SNOD', 0, 'latin1');
    symbols[4] = 1;
    symbols.writeUInt16LE(names.length, 6);
    headers.forEach((header, i) => {
      symbols.writeBigUInt64LE(BigInt(places[i]!), 8 + 40 * i);
      symbols.writeBigUInt64LE(header, 16 + 40 * i);
    });
    const node = names.length === 0 ? null : this.#add(symbols);

    const treeNode = Buffer.alloc(TREE_BYTES);
    treeNode.write('TREE', 0, 'latin1');
    treeNode.writeUInt16LE(node === null ? 0 : 1, 6);
    treeNode.writeBigUInt64LE(UNDEFINED, 8);
    treeNode.writeBigUInt64LE(UNDEFINED, 16);
    if (node !== null) {
      treeNode.writeBigUInt64LE(node, 32);
      treeNode.writeBigUInt64LE(BigInt(places.at(-1) ?? 0), 40);
    }
    const tree = this.#add(treeNode);
    return { header: this.#addHeader([[MESSAGE.symbols, words(tree, heap)]]), tree, heap };
  }

  #addArray({ shape, values }: Hdf5Array): bigint {
    const data = Buffer.from(Float32Array.from(values).buffer);
    const at = data.length === 0 ? UNDEFINED : this.#add(padded(data));
    const space = Buffer.alloc(8 + 8 * shape.length);
    space[0] = 1;
    space[1] = shape.length;
    shape.forEach((length, i) => space.writeBigUInt64LE(BigInt(length), 8 + 8 * i));
    // IEEE float32, little-endian: sign at bit 31, 8 bits of exponent from 23 on with a bias of 127.
    const type = Buffer.from([0x11, 0x20, 31, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0]);
    const layout = Buffer.concat([Buffer.from([3, 1]), words(at, BigInt(data.length))]);
    return this.#addHeader([
      [MESSAGE.dataspace, space],
      [MESSAGE.datatype, type],
      [MESSAGE.fill, Buffer.from([2, 2, 0, 0])],
      [MESSAGE.layout, layout],
    ]);
  }

  #addHeader(messages: readonly (readonly [type: number, data: Buffer])[]): bigint {
    const body = messages.map(([type, data]) => {
      const head = Buffer.alloc(8);
      head.writeUInt16LE(type, 0);
      head.writeUInt16LE(padded(data).length, 2);
      return Buffer.concat([head, padded(data)]);
    });
    const head = Buffer.alloc(16);
    head[0] = 1;
    head.writeUInt16LE(messages.length, 2);
    head.writeUInt32LE(1, 4);
    head.writeUInt32LE(
      body.reduce((sum, { length }) => sum + length, 0),
      8,
    );
    return this.#add(Buffer.concat([head, ...body]));
  }

  /** @returns where it lies */
  #add(bytes: Buffer): bigint {
    const at = BigInt(this.#size);
    this.#parts.push(bytes);
    this.#size += bytes.length;
    return at;
  }
}

function isArray(member: Hdf5Group | Hdf5Array): member is Hdf5Array {
  return Array.isArray(member['shape']);
}

/** Entries of the largest group. */
function countEntries(group: Hdf5Group): number {
  const inside = Object.values(group).map((member) => (isArray(member) ? 0 : countEntries(member)));
  return Math.max(Object.keys(group).length, ...inside);
}

function words(...values: bigint[]): Buffer {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, i) => bytes.writeBigUInt64LE(value, 8 * i));
  return bytes;
}

/** To a multiple of 8 bytes. */
function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]);
}
