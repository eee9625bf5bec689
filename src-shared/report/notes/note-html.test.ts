import { describe, expect, it } from 'vitest';
import { noteHtml } from './note-html';

const MADE = '2026-12-01T12:00:00.000Z';
const page = (text: string): string => noteHtml({ name: 'Moons', text, parts: {} }, MADE, '1.0');
const main = (text: string): string => /<main>([^]*)<\/main>/.exec(page(text))?.[1]?.trim() ?? '';

describe(noteHtml, () => {
  it('takes its title from the first heading, else from its name', () => {
    expect(page('# What *we* know\n\nx')).toContain('<h1><bdi>What we know</bdi></h1>');
    expect(page('# What we know\n\nx')).not.toContain('<h2>');
    expect(page('x')).toContain('<h1><bdi>Moons</bdi></h1>');
  });

  it('writes what is marked, and no HTML that somebody wrote', () => {
    expect(main('a **b** `c` ~~d~~')).toBe(
      '<p><bdi>a </bdi><strong><bdi>b</bdi></strong><bdi> </bdi><code>c</code><bdi> </bdi><s><bdi>d</bdi></s></p>',
    );
    const hostile = '<script>alert(1)</script>\n\n[x](javascript:alert(1))\n\n![p](https://x.org/p.png)';
    const document = page(hostile);
    expect(document).not.toMatch(/<(?:script|img|iframe)/);
    expect(document).not.toMatch(/href="(?!https?:)/);
    expect(document).toContain('&lt;script&gt;');
    // The address of a picture is said, not loaded.
    expect(document).toContain('<code>https://x.org/p.png</code>');
  });

  it('keeps links into the web alone', () => {
    expect(main('[a](https://x.org/"b) [c](other.md)')).toContain('href="https://x.org/&quot;b"');
    expect(main('[c](other.md)')).toBe('<p><bdi>c</bdi></p>');
  });

  it('numbers a list from where it begins, and marks tasks', () => {
    const list = main('3. a\n4. b\n\n- [x] c').replace(/>\s+</g, '><');
    expect(list).toContain('<ol start="3"><li><bdi>a</bdi></li>');
    expect(list).toContain('<li>☑ <bdi>c</bdi></li>');
  });

  it('says what is missing where something is embedded', () => {
    const address = 'benchtop:run/20260101-000000-000-aaaaaa';
    const parts = { [address]: { kind: 'missing' as const, why: 'There is no run <b> any more.' } };
    expect(noteHtml({ name: 'x', text: `![c](${address})`, parts }, MADE, '1.0')).toContain(
      '<p class="warn">There is no run &lt;b&gt; any more.</p>',
    );
  });
});
