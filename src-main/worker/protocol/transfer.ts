/**
 * The buffers of an answer that may move instead of being copied: those of typed arrays that fill
 * their buffer. Only for values made for this message: a moved array is empty for its sender.
 */
export function transferList(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const visit = (part: unknown, depth: number): void => {
    if (part === null || typeof part !== 'object' || depth > 8) return;
    if (ArrayBuffer.isView(part)) {
      const { buffer } = part;
      if (buffer instanceof ArrayBuffer && buffer.byteLength === part.byteLength) found.add(buffer);
      return;
    }
    for (const inner of Array.isArray(part) ? part : Object.values(part)) visit(inner, depth + 1);
  };
  visit(value, 0);
  return [...found];
}
