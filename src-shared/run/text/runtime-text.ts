import { say } from '../../language/say';
import { at } from '../../present';
import type { RunRecord } from '../record/record';

type Environment = RunRecord['environment'];

/** What ran a run's numbers, as people call it: "Node 20.20.2", "Electron 22.3.25". */
function runtimeName({ electron, node }: Pick<Environment, 'electron' | 'node'>): string {
  return electron === null ? say('Node {node}', { node }) : say('Electron {electron}', { electron });
}

/**
 * Whether a run's exponentials, sines and powers were Benchtop's own, or had the same bits: those of V8
 * did in Node before 24 and in Electron up to 22, whose powers, sines and cosines were not yet the
 * system's.
 */
export function hasPortableMath({ math, electron, node }: Environment): boolean {
  if (math === 'portable') return true;
  return Number.parseInt(node, 10) < 24 && (electron === null || Number.parseInt(electron, 10) <= 22);
}

/**
 * What two runs of one experiment ran on, where that differs, each a sentence; the last says what that
 * means for the numbers of typed arrays.
 * @param isTyped whether both took the typed engine; TensorFlow's kernels promise less
 */
export function environmentNotes(then: Environment, now: Environment, isTyped: boolean): string[] {
  const changed = (what: string, a: string, b: string): string[] =>
    a === b ? [] : [say('{what} was {a} then, {b} now.', { what, a, b })];
  const notes = [
    ...changed('Benchtop', then.benchtop, now.benchtop),
    ...(isTyped ? [] : changed('TensorFlow', then.tensorflow ?? 'none', now.tensorflow ?? 'none')),
  ];
  const ranOn = [
    ...changed(say('The runtime'), runtimeName(then), runtimeName(now)),
    ...changed(say('The platform'), then.platform, now.platform),
  ];
  if (!isTyped) return [...notes, ...ranOn];
  const own = [then, now].filter((environment) => !hasPortableMath(environment));
  if (own.length > 0)
    ranOn.push(
      say("{value} made with {own}'s Math functions, whose last digits are its own.", {
        value: own[0] === then ? say('The first run was') : say('This run was'),
        own: runtimeName(at(own, 0)),
      }),
    );
  else if (ranOn.length > 0) ranOn.push(say('Typed arrays give the same numbers on both.'));
  return [...notes, ...ranOn];
}
