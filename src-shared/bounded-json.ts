/** Objects and lists within each other in any document of the program, and many more. */
const MAX_DEPTH = 200;

/**
 * JSON of somebody else, as a value. Deeper nesting than {@link MAX_DEPTH} is refused: whatever walks over
 * the value would run out of its stack.
 * @throws SyntaxError saying what is wrong
 */
export function parseBoundedJson(text: string): unknown {
  if (measureDepth(text) > MAX_DEPTH)
    throw new SyntaxError(`it is nested more than ${MAX_DEPTH} levels deep`);
  return JSON.parse(text);
}

/** A copy of a JSON value. Electron 22's main process has no structuredClone. */
export function copyJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** Brackets that are open at once, outside strings. */
function measureDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isText = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isText) {
      if (code === BACKSLASH) i++;
      else if (code === QUOTE) isText = false;
    } else if (code === QUOTE) isText = true;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) deepest = Math.max(deepest, ++depth);
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--;
  }
  return deepest;
}

const QUOTE = 0x22;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
