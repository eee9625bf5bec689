import type { Surface } from '../../../../src-shared/run/live/frames';
import type { Range } from '../../../values/range';
import type { Figure } from '../../figure/figure';
import { haloText } from '../../stage/plane';
import type { Stage } from '../../stage/stage';
import { solidAxes } from './solid-axes';
import type { SolidPoint } from './surface-geometry';
import type { Camera } from './solid/camera';

/** A solid and from where it is seen. */
export interface Solid {
  readonly surface: Surface;
  /** Titles of the two features and of the output. */
  readonly titles: readonly [string, string, string];
  readonly domain: Range;
  readonly points: readonly SolidPoint[];
  /** null: from where it is first seen. */
  readonly camera: Camera | null;
}

/** A solid as pixels, at least two a CSS pixel, with its labels as text. */
export function solidDrawing({
  surface,
  titles,
  domain,
  points,
  camera,
}: Solid): Pick<Figure, 'load' | 'draw'> {
  let scenes: typeof import('./surface-scene') | null = null;
  return {
    load: async () => {
      scenes = await import('./surface-scene');
    },
    draw: (stage: Stage) => {
      if (scenes === null) throw new Error('the 3-D view has not been loaded');
      const { context, width, height, ratio, tokens } = stage;
      const canvas = document.createElement('canvas');
      const scene = new scenes.SurfaceScene(canvas);
      try {
        if (camera !== null) scene.camera = camera;
        scene.show({ surface, domain, axes: solidAxes(surface, titles, domain), points }, tokens);
        const labels = scene.render(width, height, Math.max(2, ratio));
        context.drawImage(canvas, 0, 0, width, height);
        context.textAlign = 'center';
        context.textBaseline = 'middle';
        for (const { text, isTitle, x, y } of labels) {
          context.font = `${isTitle ? '600 ' : ''}11px ${tokens.fontUi}`;
          haloText(stage, text, x, y, isTitle ? tokens.text2 : tokens.axis);
        }
      } finally {
        scene.dispose();
      }
    },
  };
}
