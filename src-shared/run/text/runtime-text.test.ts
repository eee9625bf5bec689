import { describe, expect, it } from 'vitest';
import { environmentNotes, hasPortableMath } from './runtime-text';

const HERE = {
  benchtop: '0.2.0',
  node: '20.20.2',
  v8: '11.3.244.8-node.38',
  electron: null,
  tensorflow: null,
  platform: 'linux x64',
  math: 'portable',
} as const;
const BEFORE = { ...HERE, v8: null, math: null };

describe('what two runs ran on', () => {
  it('is not mentioned where it is the same', () => {
    expect(environmentNotes(HERE, HERE, true)).toEqual([]);
    expect(environmentNotes(BEFORE, HERE, true)).toEqual([]);
  });

  it('makes no difference to the numbers of typed arrays', () => {
    expect(environmentNotes(HERE, { ...HERE, node: '24.1.0', platform: 'darwin arm64' }, true)).toEqual([
      'The runtime was Node 20.20.2 then, Node 24.1.0 now.',
      'The platform was linux x64 then, darwin arm64 now.',
      'Typed arrays give the same numbers on both.',
    ]);
    expect(environmentNotes(BEFORE, { ...HERE, electron: '45.4.1', node: '24.1.0' }, true)).toEqual([
      'The runtime was Node 20.20.2 then, Electron 45.4.1 now.',
      'Typed arrays give the same numbers on both.',
    ]);
  });

  it("made one of them with the runtime's own functions", () => {
    const then = { ...BEFORE, node: '24.1.0' };
    const words = "The first run was made with Node 24.1.0's Math functions, whose last digits are its own.";
    expect(environmentNotes(then, { ...HERE, node: '24.1.0' }, true)).toEqual([words]);
    expect(environmentNotes(then, HERE, true)).toEqual([
      'The runtime was Node 24.1.0 then, Node 20.20.2 now.',
      words,
    ]);
  });

  it('is told with TensorFlow, which promises no digits', () => {
    const now = { ...HERE, node: '24.1.0', tensorflow: '2.15.0', benchtop: '0.3.0' };
    expect(environmentNotes(HERE, now, false)).toEqual([
      'Benchtop was 0.2.0 then, 0.3.0 now.',
      'TensorFlow was none then, 2.15.0 now.',
      'The runtime was Node 20.20.2 then, Node 24.1.0 now.',
    ]);
  });
});

it('the functions of V8 were the same ones up to Node 23 and Electron 22', () => {
  for (const [node, electron, is] of [
    ['16.17.1', null, true],
    ['23.11.1', null, true],
    ['24.0.0', null, false],
    ['16.17.1', '22.3.25', true],
    ['20.18.0', '33.2.0', false],
  ] as const)
    expect([node, electron, hasPortableMath({ ...BEFORE, node, electron })]).toEqual([node, electron, is]);
});
