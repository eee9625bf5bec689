/** Elements that charts are drawn with. */
const ELEMENTS = new Set([
  'svg',
  'defs',
  'g',
  'path',
  'rect',
  'text',
  'use',
  'image',
  'linearGradient',
  'stop',
  'clipPath',
]);

/** A tag with attributes in double quotes, or text between tags; neither comments nor declarations. */
const PART = /<(\/?)([a-zA-Z]+)((?:\s+[a-zA-Z][\w:-]*="[^"<]*")*)\s*(\/?)>|[^<]+/y;
const ATTRIBUTE = /([a-zA-Z][\w:-]*)="([^"<]*)"/g;

/**
 * Whether a text is an SVG as charts are written down: elements that only draw, each closed in its turn,
 * without styles, scripts and handlers, and with no address but those inside of it. Takes time in proportion
 * to its length.
 */
export function isDrawnSvg(text: string): boolean {
  const open: string[] = [];
  let roots = 0;
  PART.lastIndex = 0;
  while (PART.lastIndex < text.length) {
    const part = PART.exec(text);
    if (part === null) return false;
    const [written, end, name, attributes = '', empty] = part;
    if (name === undefined) {
      if (open.length === 0 && written.trim() !== '') return false;
    } else if (end === '/') {
      if (attributes !== '' || empty === '/' || open.pop() !== name) return false;
    } else {
      if (!ELEMENTS.has(name) || !areHarmless(attributes)) return false;
      if (open.length === 0 && (name !== 'svg' || ++roots > 1)) return false;
      if (empty !== '/') open.push(name);
    }
  }
  return roots === 1 && open.length === 0;
}

function areHarmless(attributes: string): boolean {
  for (const [, name = '', value = ''] of attributes.matchAll(ATTRIBUTE)) {
    if (/^(on|style$|xml:|xlink:)/i.test(name)) return false;
    if (name === 'href') {
      if (!/^(#[\w-]+|data:image\/png;base64,[A-Za-z0-9+/=]*)$/.test(value)) return false;
    } else if (/url\s*\(/i.test(value) && !/^url\(#[\w-]+\)$/.test(value)) return false;
  }
  return true;
}
