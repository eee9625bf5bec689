/** A source of a method, as BibTeX has it. */
export interface Reference {
  readonly type: 'article' | 'inproceedings' | 'incollection' | 'misc';
  /** As a text names it: "Kingma and Ba, 2015". */
  readonly short: string;
  /** In LaTeX: capitals that must stay are in braces. */
  readonly fields: Readonly<Record<string, string>>;
}
