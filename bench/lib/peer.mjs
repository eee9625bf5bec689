// A long-lived Python process that is asked in lines of JSON: bench/peers/<name>.py.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../../tools/lib/places.mjs';
import { python } from './python.mjs';

/**
 * Starts bench/peers/<name>.py, which hands its functions to `serve` of benchpeer.py.
 * @param {string} name of the file, with its folder where it is not the peer of an area
 * @param {string[]} packages that it imports, as PyPI calls them
 * @param {Record<string, string>} env beside the process's own
 * @returns {Promise<{ call(name: string, args?: object): Promise<any>, end(): void }>}
 * @throws Unavailable where a package cannot be had
 */
export async function startPeer(name, packages, env = {}) {
  const child = spawn(await python(packages), [join(root, 'bench', 'peers', `${name}.py`)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONPATH: join(root, 'bench', 'peers'),
      PYTHONWARNINGS: 'ignore',
      TF_CPP_MIN_LOG_LEVEL: '2',
      ...env,
    },
  });
  let said = '';
  child.stderr.on('data', (text) => (said = (said + text).slice(-4000)));
  child.stdin.on('error', () => {}); // its end is told by the answer that does not come
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const kill = () => child.kill();
  process.on('exit', kill);
  return {
    /** Calls a function of the peer. Its result is an object; `ms` is what it timed itself. */
    async call(what, args = {}) {
      child.stdin.write(`${JSON.stringify({ call: what, args })}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`The peer ${name} ended in ${what}: ${said}`);
      const { result, error } = JSON.parse(value);
      if (error !== undefined) throw new Error(`The peer ${name} failed in ${what}: ${error}`);
      return result;
    },
    end() {
      process.off('exit', kill);
      child.stdin.end();
    },
  };
}

const DTYPES = new Map([
  [Float64Array, '<f8'],
  [Float32Array, '<f4'],
  [Int32Array, '<i4'],
  [Uint8Array, '|u1'],
]);

/** Writes an array as NumPy's .npy (version 1.0), row by row; `numpy.load` reads it. @returns the path */
export function writeNpy(path, values, shape = [values.length]) {
  const described = `{'descr': '${DTYPES.get(values.constructor)}', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  // Magic, length and text come to a multiple of 64 bytes, and the text ends with a new line.
  const text = `${described.padEnd(Math.ceil((described.length + 11) / 64) * 64 - 11)}\n`;
  const head = Buffer.alloc(10 + text.length);
  head.write('\x93NUMPY\x01\x00', 'latin1');
  head.writeUInt16LE(text.length, 8);
  head.write(text, 10, 'latin1');
  writeFileSync(
    path,
    Buffer.concat([head, Buffer.from(values.buffer, values.byteOffset, values.byteLength)]),
  );
  return path;
}
