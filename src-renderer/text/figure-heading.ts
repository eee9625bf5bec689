/** Name, title and caption of a saved chart. */
export interface FigureHeading {
  /** The file's name without ending: letters, digits, blanks and dashes. */
  readonly name: string;
  readonly title: string;
  readonly caption: string;
}

/** A text as the name of a file that every system takes, without ending. */
export function figureName(text: string): string {
  const plain = text.replace(/[^\w -]+/g, '-').replace(/^[- ]+|[- ]+$/g, '');
  return plain.slice(0, 80).trim() || 'figure';
}
