import type { RunRecord } from '../../src-shared/run/record/record';

/**
 * What a run's record says of the program and machine that make its numbers; TensorFlow's version comes
 * with the worker that loads it.
 * @param electron its version where it is the window's process that asks, else null
 */
export function environmentHere(electron: string | null): RunRecord['environment'] {
  return {
    benchtop: __APP_VERSION__,
    node: process.versions.node,
    v8: process.versions.v8,
    electron,
    tensorflow: null,
    platform: `${process.platform} ${process.arch}`,
    math: 'portable',
  };
}
