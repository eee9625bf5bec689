import type { Subject } from '../input';
import { methodsOf } from './methods';
import type { Reference } from './reference';
import { REFERENCES } from './references';

/** The sources that the methods paragraph names, and Benchtop itself, as BibTeX. */
export function writeBibtex(subject: Subject): string {
  const { cited, benchtop, year } = methodsOf(subject);
  const software: Reference = {
    type: 'misc',
    short: `Benchtop ${benchtop}`,
    fields: {
      title: `{Benchtop}: A Desktop Workbench for Training Small Models, Version ${benchtop}`,
      author: '{Benchtop developers}',
      howpublished: 'Computer software',
      year,
    },
  };
  const entries: readonly (readonly [string, Reference])[] = [
    ...cited.map((key) => [key, REFERENCES[key]] as const),
    ['benchtop', software],
  ];
  return entries.map(([key, reference]) => bibtexEntry(key, reference)).join('\n');
}

/** One entry; its fields are LaTeX already. */
export function bibtexEntry(key: string, { type, fields }: Reference): string {
  const lines = Object.entries(fields).map(([field, value]) => `  ${field} = {${value}},`);
  return `@${type}{${key},\n${lines.join('\n')}\n}\n`;
}
