/** Red, green, blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** A colour as tokens and computed styles write it: `#rgb`, `#rrggbb`, `rgb(…)`. Black for anything else. */
export function parseColour(text: string): Rgb {
  const trimmed = text.trim();
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(trimmed)?.[1];
  if (hex !== undefined) {
    const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
    const value = parseInt(full, 16);
    return [value >> 16, (value >> 8) & 255, value & 255];
  }
  const numbers =
    /^rgba?\(([^)]*)\)$/i
      .exec(trimmed)?.[1]
      ?.split(/[\s,/]+/)
      .map(Number) ?? [];
  return [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0];
}

export function toCss([red, green, blue]: Rgb, alpha = 1): string {
  return `rgba(${Math.round(red)}, ${Math.round(green)}, ${Math.round(blue)}, ${alpha})`;
}

/** A colour with another opacity. */
export function withAlpha(colour: string, alpha: number): string {
  return toCss(parseColour(colour), alpha);
}

export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return [
    from[0] + (to[0] - from[0]) * share,
    from[1] + (to[1] - from[1]) * share,
    from[2] + (to[2] - from[2]) * share,
  ];
}

/** The three stops of the scale of surfaces and weights. */
export interface Diverging {
  readonly low: string;
  readonly mid: string;
  readonly high: string;
}

/** Colour at `share` of a diverging scale: 0 low, one half mid, 1 high; clamped. */
export function divergingAt(scale: Diverging, share: number): Rgb {
  const at = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0.5;
  const mid = parseColour(scale.mid);
  return at < 0.5 ? mix(parseColour(scale.low), mid, at * 2) : mix(mid, parseColour(scale.high), at * 2 - 1);
}

/** 256 colours of a diverging scale, [256][4] bytes, for pictures made point by point. */
export function divergingTable(scale: Diverging): Uint8ClampedArray {
  const table = new Uint8ClampedArray(1024);
  for (let i = 0; i < 256; i++) {
    const [red, green, blue] = divergingAt(scale, i / 255);
    table.set([red, green, blue, 255], 4 * i);
  }
  return table;
}

/** Relative luminance, 0 to 1, to choose dark or light writing on a colour. */
export function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}
