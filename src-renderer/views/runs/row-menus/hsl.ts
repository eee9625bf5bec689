/** A colour by hue (0 to 360 degrees), saturation and lightness (0 to 100 percent). */
export interface Hsl {
  readonly hue: number;
  readonly saturation: number;
  readonly lightness: number;
}

/** A colour as `#rrggbb`, by CSS Color 4, section 7.1. */
export function hslToHex({ hue, saturation, lightness }: Hsl): string {
  const light = lightness / 100;
  const reach = (saturation / 100) * Math.min(light, 1 - light);
  const channel = (n: number): string => {
    const k = (n + hue / 30) % 12;
    const value = light - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(255 * value)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}

/** Hue, saturation and lightness of `#rrggbb`, each rounded; null where the text is no such colour. */
export function hexToHsl(hex: string): Hsl | null {
  const found = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/iu.exec(hex.trim());
  if (found === null) return null;
  const [red = 0, green = 0, blue = 0] = found.slice(1).map((part) => parseInt(part, 16) / 255);
  const high = Math.max(red, green, blue);
  const spread = high - Math.min(red, green, blue);
  const light = high - spread / 2;
  const saturation = spread === 0 ? 0 : spread / (1 - Math.abs(2 * light - 1));
  let sector = 0;
  if (spread > 0) {
    if (high === red) sector = ((green - blue) / spread + 6) % 6;
    else if (high === green) sector = (blue - red) / spread + 2;
    else sector = (red - green) / spread + 4;
  }
  return {
    hue: Math.round(60 * sector) % 360,
    saturation: Math.round(100 * saturation),
    lightness: Math.round(100 * light),
  };
}
