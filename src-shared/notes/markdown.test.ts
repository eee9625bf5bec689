import { describe, expect, it } from 'vitest';
import { embedLine, parseEmbed, type Embed } from './embed';
import { parseInline, plainWords } from './inline';
import { embedAddresses, parseMarkdown } from './markdown';
import { nameProblem } from './name';

const RUN = '20261130-125640-001-abcdef';

describe(parseInline, () => {
  it.each([
    // Expected by CommonMark 0.31's examples 350 to 480 and 482 to 500, where they are of what is read here.
    ['*foo bar*', [{ kind: 'emphasis', parts: ['foo bar'] }]],
    ['a * foo bar*', ['a * foo bar*']],
    ['foo*bar*', ['foo', { kind: 'emphasis', parts: ['bar'] }]],
    ['foo_bar_', ['foo_bar_']],
    ['**foo bar**', [{ kind: 'strong', parts: ['foo bar'] }]],
    [
      '*foo **bar** baz*',
      [{ kind: 'emphasis', parts: ['foo ', { kind: 'strong', parts: ['bar'] }, ' baz'] }],
    ],
    ['**foo*', ['**foo*']],
    ['`` foo ` bar ``', [{ kind: 'code', text: 'foo ` bar' }]],
    ['`foo   bar', ['`foo   bar']],
    ['\\*not emphasized*', ['*not emphasized*']],
    ['foo  \nbaz', ['foo', { kind: 'break' }, 'baz']],
    ['foo\nbaz', ['foo baz']],
    ['[link](/uri "title")', [{ kind: 'link', to: '/uri', parts: ['link'] }]],
    ['[link](foo(and(bar)))', ['[link](foo(and(bar)))']],
    ['[a](b(c))', [{ kind: 'link', to: 'b(c)', parts: ['a'] }]],
    ['<https://foo.bar>', [{ kind: 'link', to: 'https://foo.bar', parts: ['https://foo.bar'] }]],
    ['~~gone~~', [{ kind: 'strike', parts: ['gone'] }]],
    ['![a *b*](x.png)', [{ kind: 'image', to: 'x.png', text: 'a b' }]],
    ['<b onclick="x">raw</b>', ['<b onclick="x">raw</b>']],
  ])('reads %s', (text, parts) => {
    expect(parseInline(text)).toEqual(parts);
  });

  it('reads long lines of signs in time that grows as they do', () => {
    for (const signs of ['*a ', '_', '[', '`', '**a*', '![', '\\', '](', '<h', '~~a ']) {
      const startedAt = performance.now();
      expect(plainWords(parseInline(signs.repeat(20_000))).length).toBeGreaterThan(0);
      // Squared, it would be minutes.
      expect(performance.now() - startedAt).toBeLessThan(5000);
    }
  });
});

describe(parseMarkdown, () => {
  it('reads headings, paragraphs, rules, quotes and code', () => {
    const text =
      '# One #\nSome\nwords\n\nTwo\n---\n***\n> said\ngoing on\n\n```js\nlet a;\n# no heading\n```\n';
    expect(parseMarkdown(text)).toEqual([
      { kind: 'heading', level: 1, parts: ['One'] },
      { kind: 'paragraph', parts: ['Some words'] },
      { kind: 'heading', level: 2, parts: ['Two'] },
      { kind: 'rule' },
      { kind: 'quote', blocks: [{ kind: 'paragraph', parts: ['said going on'] }] },
      { kind: 'code', language: 'js', text: 'let a;\n# no heading' },
    ]);
  });

  it('reads lists within lists, numbers and tasks', () => {
    const [bullets, numbers] = parseMarkdown('- a\n  - b\n- [x] c\n- [ ] d\n\n3. e\n4. f\n');
    const paragraph = (text: string): unknown => ({ kind: 'paragraph', parts: [text] });
    expect(bullets).toEqual({
      kind: 'list',
      start: null,
      items: [
        {
          isDone: null,
          blocks: [
            paragraph('a'),
            { kind: 'list', start: null, items: [{ isDone: null, blocks: [paragraph('b')] }] },
          ],
        },
        { isDone: true, blocks: [paragraph('c')] },
        { isDone: false, blocks: [paragraph('d')] },
      ],
    });
    expect(numbers).toMatchObject({ kind: 'list', start: 3, items: [{}, {}] });
  });

  it('reads tables with their alignment, a bar behind a backslash and a row that is too short', () => {
    expect(parseMarkdown('| a | b |\n|:--|--:|\n| 1\\|2 | **3** |\n| 4 |\n')).toEqual([
      {
        kind: 'table',
        head: [['a'], ['b']],
        align: ['left', 'right'],
        rows: [
          [['1|2'], [{ kind: 'strong', parts: ['3'] }]],
          [['4'], []],
        ],
      },
    ]);
    expect(parseMarkdown('a | b\n|---|\n')[0]).toMatchObject({ kind: 'paragraph' });
  });

  it('finds what is embedded, also between lines of a paragraph and in lists, and images of elsewhere nowhere', () => {
    const blocks = parseMarkdown(
      `Before\n![The loss](benchtop:run/${RUN}/loss)\nafter\n\n- ![](benchtop:group/${RUN})\n\n![web](https://x.org/a.png)\n`,
    );
    expect(blocks.slice(0, 3)).toEqual([
      { kind: 'paragraph', parts: ['Before'] },
      { kind: 'embed', address: `benchtop:run/${RUN}/loss`, caption: 'The loss' },
      { kind: 'paragraph', parts: ['after'] },
    ]);
    expect(embedAddresses(blocks)).toEqual([`benchtop:run/${RUN}/loss`, `benchtop:group/${RUN}`]);
  });

  it('takes CRLF and what is not closed, and reads a megabyte of blank lines or of quotes', () => {
    expect(parseMarkdown('a\r\n\r\n```\r\nopen')).toEqual([
      { kind: 'paragraph', parts: ['a'] },
      { kind: 'code', language: '', text: 'open' },
    ]);
    const startedAt = performance.now();
    parseMarkdown(`- a${'\n'.repeat(500_000)}`);
    parseMarkdown(`${'>'.repeat(100_000)}\n`.repeat(3));
    parseMarkdown(`# ${' '.repeat(500_000)}x`);
    parseMarkdown('- a\n\n'.repeat(50_000));
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});

describe(parseEmbed, () => {
  const embeds: readonly Embed[] = [
    { kind: 'run', id: RUN, metric: null },
    { kind: 'run', id: RUN, metric: 'valLoss' },
    { kind: 'run', id: RUN, metric: 'f1 (macro)/%' },
    { kind: 'compare', ids: [RUN, `${RUN}-0002`], metric: null },
    { kind: 'compare', ids: [RUN], metric: 'loss' },
    { kind: 'group', id: RUN },
  ];
  it.each(embeds)('reads what was written, through Markdown: %o', (embed) => {
    const [block] = parseMarkdown(embedLine('A *caption* with [brackets] and \\', embed));
    expect(block).toMatchObject({ kind: 'embed', caption: 'A *caption* with [brackets] and \\' });
    expect(block?.kind === 'embed' && parseEmbed(block.address)).toEqual(embed);
  });

  it.each([
    'benchtop:',
    'benchtop:run',
    'benchtop:run/../../etc',
    `benchtop:run/${RUN}/loss/more`,
    `benchtop:run/${RUN}/`,
    `benchtop:run/${RUN}/%zz`,
    `benchtop:group/${RUN}/loss`,
    `benchtop:compare/${RUN},`,
    `benchtop:table/${RUN}`,
    `https://run/${RUN}`,
  ])('refuses %s', (address) => {
    expect(parseEmbed(address)).toBeNull();
  });
});

describe(nameProblem, () => {
  it.each(['Moons', 'Was es ist', '2026-12-01 loss', 'ß.draft'])('takes %s', (name) => {
    expect(nameProblem(name)).toBeNull();
  });
  it.each([
    '',
    ' ',
    '.',
    '..',
    '.x',
    'a/b',
    'a\\b',
    'a:b',
    'CON',
    'nul.txt',
    'a.',
    ' a',
    'a\u202eb',
    'x'.repeat(81),
  ])('refuses %j', (name) => {
    expect(nameProblem(name)).not.toBeNull();
  });
});
