import type { TakenIn } from '../../../../src-shared/ipc/library';
import { printJson, printLine } from '../../print/print';

const HOW = {
  new: '',
  there: ' (was here already)',
  updated: ' (has more rows now)',
  renamed: ' (another run has its id)',
} as const;

/** Prints what was taken in, one line a run. */
export function printTakenIn({ runs, groups, data, notes = [] }: TakenIn, isJson: boolean): void {
  if (isJson) {
    printJson({ runs, groups, data, notes });
    return;
  }
  for (const { id, name, how } of runs) printLine(`${id}  ${name}${HOW[how]}`);
  for (const { name, from, isNew } of notes) {
    const how = isNew ? (name === from ? '' : ` (another page is called “${from}”)`) : ' (was here already)';
    printLine(`page “${name}”${how}`);
  }
  const fresh = runs.filter(({ how }) => how !== 'there').length;
  printLine(`${fresh.toLocaleString('en')} of ${runs.length.toLocaleString('en')} runs taken in`);
}
