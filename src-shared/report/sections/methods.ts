import { html, name, type Html } from '../html/html';
import type { Subject } from '../input';
import { methodsOf } from '../paper/methods';
import { REFERENCES } from '../paper/references';
import { section } from './table-html';

/** What was done in sentences, with the sources of the methods. */
export function methodsSection(subject: Subject): Html {
  const { text, cited } = methodsOf(subject);
  if (text === '') return html``;
  const sources = cited.map((key) => {
    const { short, fields } = REFERENCES[key];
    const doi = 'doi' in fields ? ` doi:${fields.doi}` : '';
    return html`<li>${short}: ${fields.title.replace(/[{}$]/g, '').replace(/---/g, '—')}.${doi}</li>`;
  });
  const list =
    sources.length === 0
      ? ''
      : html`<ul class="note">
          ${sources}
        </ul>`;
  return section(
    'Methods',
    html`<p>${name(text)}</p>
      ${list}`,
  );
}
