import { describe, expect, it } from 'vitest';
import { isDrawnSvg } from './drawn-svg';

const svg = (inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="85mm" viewBox="0 0 10 10">${inside}</svg>\n`;

describe(isDrawnSvg, () => {
  it.each([
    ['nothing', ''],
    [
      'texts with what must be escaped',
      '<text x="1" font-family="\'Inter\', sans-serif">a &lt; b &amp; c</text>',
    ],
    [
      'definitions and what uses them',
      '<defs><g id="mark0"><path d="M0 0L1 1"/></g></defs><use href="#mark0" x="1"/>',
    ],
    ['a clip', '<g clip-path="url(#clip0)"><rect x="0" y="0" width="1" height="1"/></g>'],
    ['embedded pixels', '<image x="0" href="data:image/png;base64,iVBORw0KGgo="/>'],
  ])('takes %s', (_, inside) => {
    expect(isDrawnSvg(svg(inside))).toBe(true);
  });

  it.each([
    ['a script', svg('<script>1</script>')],
    ['HTML', svg('<foreignObject><div/></foreignObject>')],
    ['a frame after it', `${svg('')}<iframe src="x"></iframe>`],
    ['a second drawing', svg('') + svg('')],
    ['text beside it', `${svg('')}x`],
    ['a handler', svg('<rect onload="x()"/>')],
    ['a handler on the root', '<svg onload="x()"></svg>'],
    ['a style', svg('<rect style="fill:url(http://x)"/>')],
    ['a style sheet', svg('<style>*{}</style>')],
    ['a link', svg('<a href="http://x"><text>x</text></a>')],
    ['a picture from elsewhere', svg('<image href="http://x/y.png"/>')],
    ['a drawing inside of a picture', svg('<image href="data:image/svg+xml,x"/>')],
    ['an old link', svg('<use xlink:href="http://x"/>')],
    ['a paint from elsewhere', svg('<rect fill="url(http://x#y)"/>')],
    ['a hidden address', svg('<rect fill="URL ( http://x )"/>')],
    ['an animation', svg('<rect><set attributeName="href" to="x"/></rect>')],
    ['a comment', svg('<!-- x -->')],
    ['a declaration', `<!DOCTYPE svg>${svg('')}`],
    ['an attribute without quotes', svg('<rect x=1 />')],
    ['a tag that is not closed', '<svg><g></svg>'],
    ['a tag that is closed twice', '<svg></svg></svg>'],
    ['an end within a tag', '<svg></svg x="1">'],
    ['no drawing', ''],
    ['a broken tag', '<svg'],
  ])('refuses %s', (_, text) => {
    expect(isDrawnSvg(text)).toBe(false);
  });

  it('takes time in proportion to the length, whatever is in it', () => {
    const from = performance.now();
    expect(isDrawnSvg(`<svg${' a="b"'.repeat(200_000)}`)).toBe(false);
    expect(isDrawnSvg(`<svg ${' '.repeat(1_000_000)}`)).toBe(false);
    expect(isDrawnSvg(svg('<path d="M0 0"/>'.repeat(200_000)))).toBe(true);
    expect(performance.now() - from).toBeLessThan(5000);
  });
});
