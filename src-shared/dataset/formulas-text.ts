/** What was done with cells that a spreadsheet would take for formulas, as one sentence. */
export function formulasText(count: number): string {
  const cells =
    count === 1
      ? 'A cell that a spreadsheet would compute has'
      : `${count.toLocaleString('en')} cells that a spreadsheet would compute have`;
  return `${cells} an apostrophe before ${count === 1 ? 'it' : 'them'}; on the command line --raw writes formulas as they are.`;
}
