import { onFontsReady, onThemeChange, readTokens, type ChartTokens } from './theme';

/** Cleared canvas in CSS pixels with the tokens of the theme, as a draw function gets it. */
export interface Stage {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  readonly tokens: ChartTokens;
  /** Whether lines are written down, as in an SVG, instead of drawn in pixels. */
  readonly isVector?: boolean;
}

/** Something that is drawn when it must be, and never while nobody sees it. */
export interface StageHandle {
  /** Draws on the next frame; many calls become one. */
  redraw(): void;
  destroy(): void;
}

/**
 * Calls `paint` on the next frame after {@link StageHandle.redraw}, a resize of the element, a
 * switch of theme or the arrival of the fonts; put off while the element is not visible.
 */
export function createRedrawer(element: Element, paint: () => void): StageHandle {
  let frame = 0;
  let isVisible = true;
  let isDue = false;

  const run = (): void => {
    frame = 0;
    if (!isVisible || element.clientWidth < 8 || element.clientHeight < 8) return;
    isDue = false;
    paint();
  };
  const redraw = (): void => {
    isDue = true;
    if (frame === 0 && isVisible) frame = requestAnimationFrame(run);
  };

  const size = new ResizeObserver(redraw);
  size.observe(element);
  const visibility = new IntersectionObserver((entries) => {
    isVisible = entries[entries.length - 1]?.isIntersecting ?? true;
    if (isVisible && isDue) redraw();
  });
  visibility.observe(element);
  const offTheme = onThemeChange(redraw);
  onFontsReady(redraw);
  redraw();

  return {
    redraw,
    destroy: () => {
      isVisible = false;
      cancelAnimationFrame(frame);
      size.disconnect();
      visibility.disconnect();
      offTheme();
    },
  };
}

/** Keeps a canvas as large as its parent, sharp at every device pixel ratio, and drawn when due. */
export function createStage(canvas: HTMLCanvasElement, draw: (stage: Stage) => void): StageHandle {
  const context = canvas.getContext('2d');
  const parent = canvas.parentElement;
  if (context === null || parent === null) return { redraw: () => undefined, destroy: () => undefined };
  return createRedrawer(parent, () => {
    const width = parent.clientWidth;
    const height = parent.clientHeight;
    const ratio = globalThis.devicePixelRatio || 1;
    const pixelWidth = Math.round(width * ratio);
    const pixelHeight = Math.round(height * ratio);
    if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
      canvas.width = pixelWidth;
      canvas.height = pixelHeight;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    draw({ context, width, height, ratio, tokens: readTokens(canvas) });
  });
}
