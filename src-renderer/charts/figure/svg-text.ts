export function areFinite(...values: readonly number[]): boolean {
  return values.every(Number.isFinite);
}

/** Transparency on its own: not every editor of SVG reads `rgba()`. */
export function paint(name: 'fill' | 'stroke', colour: string): string {
  const parts = /^rgba\(([^)]*),\s*([\d.e-]+)\)$/.exec(colour);
  if (parts === null) return ` ${name}="${escaped(colour)}"`;
  return ` ${name}="rgb(${parts[1]})" ${name}-opacity="${round(Number(parts[2]))}"`;
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

export function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
}
