import { describe, expect, it } from 'vitest';
import { baseName, withBaseNames } from './base-name';
import { html, name } from './html';
import { count, duration, figure, instant, percent } from './numbers';

describe('HTML of a report', () => {
  it('has no tag that a text brought along', () => {
    const hostile = `<script>alert("1")</script>&'`;
    const escaped = '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;';
    expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(`<p title="${escaped}">${escaped}</p>`);
    expect(html`<b>${['a', 'b'].map((text) => html`<i>${text}</i>`)}</b>`.text).toBe(
      '<b><i>a</i><i>b</i></b>',
    );
    expect(html`a${null}${false}${undefined}${0}`.text).toBe('a0');
  });

  it('turns no direction around: a name has its own, and marks of it are shown', () => {
    expect(name('abc\u202egnp.exe\u0007').text).toBe('<bdi>abc\ufffdgnp.exe\ufffd</bdi>');
    expect(html`${'\ud800x\u{1f600}'}`.text).toBe('\ufffdx\u{1f600}');
  });

  it('names files without their folders', () => {
    expect([baseName('/home/ada/a b.csv'), baseName('C:\\data\\x.csv')]).toEqual(['a b.csv', 'x.csv']);
    expect(withBaseNames('/home/ada/x.csv is gone: /home/ada/x.csv', ['/home/ada/x.csv', ''])).toBe(
      'x.csv is gone: x.csv',
    );
  });

  it('writes numbers with four digits', () => {
    expect([0.123456, 1234.56, 25000, 1e-9, -2.5e12, 0, 1].map((value) => figure(value))).toEqual([
      '0.1235',
      '1,235',
      '25,000',
      '1e−9',
      '−2.5e12',
      '0',
      '1',
    ]);
    expect([figure(null), figure(NaN), figure(-Infinity), count(-1200), percent(0.4567)]).toEqual([
      '–',
      '–',
      '−∞',
      '−1,200',
      '45.7 %',
    ]);
    expect([duration(78), duration(12_340), duration(245_000), duration(7_380_000)]).toEqual([
      '0.078 s',
      '12.3 s',
      '4 min 05 s',
      '2 h 03 min',
    ]);
    expect(instant('2026-11-29T14:05:09.123Z')).toBe('2026-11-29 14:05 UTC');
  });
});
