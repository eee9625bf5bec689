import type * as NodeModule from 'node:module';
import { describe, expect, it, vi } from 'vitest';
import { BenchtopError } from '../../src-shared/errors';
import { loadTensorflow, tensorflowStatus } from './native';

const { broken } = vi.hoisted(() => ({
  broken: () => {
    throw new Error('libtensorflow.so.2: cannot open shared object file\nand more lines');
  },
}));

vi.mock('node:module', async (original) => ({
  ...(await original<typeof NodeModule>()),
  createRequire: () => Object.assign(broken, { resolve: () => '/nowhere/tfjs-node/package.json' }),
}));

describe('a machine without the native library', () => {
  it('says so without loading it', () => {
    expect(tensorflowStatus()).toEqual({
      available: false,
      reason: 'its native library is not installed; run "npm run setup"',
    });
  });

  it('fails in one clear sentence where it is loaded all the same, and knows it from then on', () => {
    let thrown: unknown;
    try {
      loadTensorflow();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(BenchtopError);
    const { info, message } = thrown as BenchtopError;
    expect(info.kind).toBe('engine-unavailable');
    expect(message).toContain('libtensorflow.so.2: cannot open shared object file. Choose engine "typed"');
    expect(message).not.toContain('more lines');
    expect(tensorflowStatus()).toEqual({
      available: false,
      reason: 'libtensorflow.so.2: cannot open shared object file',
    });
  });
});
