/** Letters of Greek and signs that only the fonts of mathematics have. */
const SIGNS: readonly (readonly [letters: string, names: string])[] = [
  [
    'αβγδεζηθικλμνξπρστυφχψω',
    'alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon varphi chi psi omega',
  ],
  ['ςϕϑϵµ', 'varsigma phi vartheta epsilon mu'],
  ['ΓΔΘΛΞΠΣΥΦΨΩ', 'Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega'],
  [
    '±×÷−∞·→←≤≥≠≈∈∑√∂',
    'pm times div - infty cdot rightarrow leftarrow leq geq neq approx in sum surd partial',
  ],
];

/** Characters that LaTeX takes for commands, and those that its fonts have under another name. */
const LATEX: ReadonlyMap<string, string> = new Map([
  ...SIGNS.flatMap(([letters, names]) => {
    const commands = names.split(' ').map((name) => (name === '-' ? '$-$' : `$\\${name}$`));
    return Array.from(letters).map((letter, i) => [letter, commands[i] ?? letter] as const);
  }),
  // These have no letters of their own.
  ...Array.from('ΑΒΕΖΗΙΚΜΝΟΡΤΧο').map((letter, i) => [letter, 'ABEZHIKMNOPTXo'.charAt(i)] as const),
  ...Array.from('⁰¹²³⁴⁵⁶⁷⁸⁹').map((digit, i) => [digit, `\\textsuperscript{${i}}`] as const),
  ...Array.from('₀₁₂₃₄₅₆₇₈₉').map((digit, i) => [digit, `\\textsubscript{${i}}`] as const),
  ['\\', '\\textbackslash{}'],
  ['{', '\\{'],
  ['}', '\\}'],
  ['$', '\\$'],
  ['&', '\\&'],
  ['#', '\\#'],
  ['_', '\\_'],
  ['%', '\\%'],
  ['~', '\\textasciitilde{}'],
  ['^', '\\textasciicircum{}'],
  ['<', '\\textless{}'],
  ['>', '\\textgreater{}'],
  ['|', '\\textbar{}'],
  // By its place: its own command is in some encodings of fonts only.
  ['"', '\\symbol{34}'],
  ['–', '--'],
  ['—', '---'],
  ['…', '\\dots{}'],
  ['\u00a0', '~'],
  ['\u202f', '\\,'],
]);

/** A text that LaTeX sets as it is (UTF-8 input); controls and line ends become blanks. */
export function latexText(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ');
  return Array.from(plain, (character) => LATEX.get(character) ?? character).join('');
}

/** Whether a text of LaTeX holds letters that pdfLaTeX stops at, for it knows no font that has them. */
export function needsOtherFonts(latex: string): boolean {
  return /[^\n -~\u00a1-\u017f‘’“”‚„†‡•‰€™]/.test(latex);
}
