import type { ColumnProfile } from '../../../../src-shared/dataset/report';

export interface MiniBars {
  readonly kind: 'histogram' | 'words';
  /** Path of all bars in an image of that size, standing on its lower edge. */
  readonly path: string;
}

const MAX_CATEGORIES = 12;

/**
 * The small picture of a column: bars of its bins, or of its most frequent categories. The highest is as
 * high as the picture, and no bar that counts anything is lower than a pixel.
 */
export function miniBars({ histogram, top }: ColumnProfile, width: number, height: number): MiniBars | null {
  const kind = histogram !== null && histogram.counts.length > 0 ? 'histogram' : 'words';
  const counts =
    histogram !== null && kind === 'histogram'
      ? histogram.counts
      : top.slice(0, MAX_CATEGORIES).map(({ count }) => count);
  const highest = counts.reduce((max, count) => Math.max(max, count), 0);
  if (highest === 0) return null;
  const pitch = kind === 'histogram' ? width / counts.length : Math.min(14, width / counts.length);
  const gap = kind === 'histogram' ? Math.min(1, pitch / 4) : 2;
  const path = counts
    .map((count, i) => {
      if (count === 0) return '';
      const tall = Math.max(1, (count / highest) * height);
      return `M${round(i * pitch)} ${round(height - tall)}h${round(pitch - gap)}v${round(tall)}h${round(gap - pitch)}z`;
    })
    .join('');
  return { kind, path };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
