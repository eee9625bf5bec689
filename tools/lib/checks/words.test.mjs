import { describe, expect, it } from 'vitest';
import { catalogueProblems, collect, readCatalogue } from '../../words/collect.mjs';
import { sayMarkup } from '../../words/markup.mjs';
import { bareSentences, saidMessages } from '../../words/scripts.mjs';

const say = (markup) => sayMarkup('A.svelte', `<script lang="ts">const a = 1;</script>\n${markup}`, './say');
const markupOf = (markup) => say(markup).code.split('\n').slice(1).join('\n');
const bare = (script) => bareSentences('a.ts', script).map(({ text }) => text);

describe('sentences of markup', () => {
  it('are said, where they stand between tags, with their values by name', () => {
    expect(markupOf('<p>Rows to use</p>')).toBe(`<p>{__say('Rows to use')}</p>`);
    expect(markupOf('<p>\n  {formatCount(file.rows)} rows of <b>{name}</b> read\n</p>')).toBe(
      `<p>\n  {__say('{rows} rows of', { rows: (formatCount(file.rows)) })} <b>{name}</b> {__say('read')}\n</p>`,
    );
    expect(say('<p>Rows to use</p>').code).toContain(
      `<script lang="ts">import { say as __say } from './say';`,
    );
  });

  it('are said in attributes and properties that a person reads, and in no others', () => {
    expect(markupOf('<A label="Back" kind="quiet" title={x ? `Step ${n}` : y} />')).toBe(
      `<A label={__say('Back')} kind="quiet" title={x ? __say('Step {n}', { n: n }) : y} />`,
    );
    expect(markupOf(`<A label="{n} runs" options={[{ value: 'system', label: 'System' }]} />`)).toBe(
      `<A label={__say('{n} runs', { n: (n) })} options={[{ value: 'system', label: __say('System') }]} />`,
    );
    expect(say('<code>npm run setup</code><kbd>Ctrl</kbd>{name} · {n}').code).toBeNull();
  });

  it('leave lines where they are', () => {
    const source = '<p>\n  one\n  two {n}\n  three\n</p>\n<p>{fail()}</p>';
    expect(markupOf(source).split('\n').indexOf('<p>{fail()}</p>')).toBe(source.split('\n').length - 1);
  });
});

describe('sentences of scripts', () => {
  it('are found where they are said', () => {
    const script = `say('Open'); options.say(a ? 'One' : 'Two'); formatQuantity(n, 'row'); sayCount(n, 'try', 'tries');`;
    expect(saidMessages('a.ts', script).map(({ text }) => text)).toEqual([
      ...['Open', 'One', 'Two', 'row|rows', 'try|tries'],
    ]);
  });

  it('are refused where nothing says them', () => {
    expect(
      bare(`const a = 'The file is gone.'; show({ label: 'Open' }); const b = \`\${n} rows read\`;`),
    ).toEqual(['The file is gone.', 'Open', '{n} rows read']);
  });

  it('are none where they are compared, thrown, typed or looked up', () => {
    expect(bare(`if (key === 'Escape' || a === 'Some words') throw new Error('It is a bug.');`)).toEqual([]);
    expect(
      bare(`type A = 'One of two'; has('Some words'); say('Some words'); import('./Some words');`),
    ).toEqual([]);
  });
});

describe('a catalogue', () => {
  const messages = new Map([
    ['Open', ['a.ts:1']],
    ['row|rows', ['a.ts:2']],
    ['{n} of {file}', ['a.ts:3']],
  ]);
  const good = { Open: 'Öffnen', 'row|rows': 'Zeile|Zeilen', '{n} of {file}': 'aus {file}: {n+n}' };

  it('has every sentence, with the same values, and no other', () => {
    expect(catalogueProblems(good, messages)).toEqual([]);
    expect(catalogueProblems({ ...good, Close: 'Schließen' }, messages)).toEqual([
      'unused: "Close"',
      'not in the order of the English texts',
    ]);
    expect(
      catalogueProblems({ Open: '', 'row|rows': 'Zeile', '{n} of {file}': '{m} aus {file}' }, messages),
    ).toEqual([
      'empty: "Open"',
      'needs two words, with | between: "row|rows"',
      'without {n}: "{m} aus {file}"',
      'there is no {m}: "{m} aus {file}"',
    ]);
    expect(catalogueProblems({}, messages)[0]).toBe('missing: "Open" (a.ts:1)');
  });
});

it('lets the window say nothing that German does not, nor anything past the catalogue', () => {
  const { messages, bare } = collect();
  expect(catalogueProblems(readCatalogue('de'), messages)).toEqual([]);
  expect(bare).toEqual([]);
});
