/** Characters that LaTeX takes for commands, and those that its fonts have under another name. */
const LATEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
  '%': '\\%',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\textquotedbl{}',
  '²': '\\textsuperscript{2}',
  '±': '$\\pm$',
  '×': '$\\times$',
  '−': '$-$',
  '–': '--',
  '∞': '$\\infty$',
  '·': '$\\cdot$',
  '…': '\\dots{}',
  '→': '$\\rightarrow$',
  κ: '$\\kappa$',
  χ: '$\\chi$',
};

/** A text that LaTeX sets as it is (UTF-8 input); controls and line ends become blanks. */
export function latexText(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .replace(/[\\{}$&#_%~^<>|"²±×−–∞·…→κχ]/g, (character) => LATEX[character] ?? character);
}
