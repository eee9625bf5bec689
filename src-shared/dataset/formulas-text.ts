import { say, sayNumber } from '../language/say';
/** What was done with cells that a spreadsheet would take for formulas, as one sentence. */
export function formulasText(count: number): string {
  const cells =
    count === 1
      ? say('A cell that a spreadsheet would compute has')
      : say('{count} cells that a spreadsheet would compute have', {
          count: sayNumber(count),
        });
  return say('{cells} an apostrophe before {value}; on the command line --raw writes formulas as they are.', {
    cells,
    value: count === 1 ? 'it' : 'them',
  });
}
