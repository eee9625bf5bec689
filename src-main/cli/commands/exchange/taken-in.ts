import type { Unpacked } from '../../../workspace/capsule/unpack';
import { printJson, printLine } from '../../print/print';
import type { Services } from '../../services/services';
import type { UnpackInto } from '../../../workspace/capsule/unpack';

/** The parts of the workspace that runs are taken into. */
export function findTarget({ workspace }: Services): UnpackInto {
  const { folder, readOnly, runs, groups } = workspace;
  return { folder, readOnly, runs, groups };
}

const HOW = { new: '', there: ' (was here already)', renamed: ' (another run has its id)' } as const;

/** Prints what was taken in, one line a run. */
export function printTakenIn({ runs, groups, data }: Unpacked, isJson: boolean): void {
  if (isJson) {
    printJson({ runs, groups, data });
    return;
  }
  for (const { id, name, how } of runs) printLine(`${id}  ${name}${HOW[how]}`);
  const fresh = runs.filter(({ how }) => how !== 'there').length;
  printLine(`${fresh.toLocaleString('en')} of ${runs.length.toLocaleString('en')} runs taken in`);
}
