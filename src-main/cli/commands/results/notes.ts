import { command } from '../../declare/command';
import { printJson, printLine, table } from '../../print/print';

/** The notebook: its pages, or the text of one. */
export const notes = command({
  name: 'notes',
  group: 'Results',
  summary: 'the pages of the notebook, or the text of one',
  about:
    'A page is a Markdown file in the workspace, notes/NAME.md, which any editor may write. "report --notes NAME" makes an HTML file of it, with the runs that it embeds.',
  operands: [{ name: 'NAME', about: 'a page; left out: all are listed', completion: [] }],
  options: {},
  examples: [
    ['notes', 'all pages, the one that was changed last first'],
    ['notes Moons', 'the text of a page'],
  ],
  run({ operands: [name], options }, { workspace }) {
    if (name !== undefined) {
      const { text } = workspace.notes.read(name);
      if (options.json === true) printJson({ name, text });
      else printLine(text.replace(/\r?\n$/, ''));
      return 0;
    }
    const all = workspace.notes.list();
    if (options.json === true) printJson(all);
    else if (all.length === 0) printLine(`There are no pages in ${workspace.folder} yet.`);
    else
      printLine(
        table(
          ['page', 'changed', 'bytes'],
          all.map((page) => [page.name, page.changedAt, page.bytes]),
        ),
      );
    return 0;
  },
});
