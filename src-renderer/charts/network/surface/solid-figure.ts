import type { Surface } from '../../../../src-shared/run/live/frames';
import { haloText } from '../../stage/plane';
import type { Stage } from '../../stage/stage';
import { surfaceLabels } from './surface-labels';
import type { Camera } from './surface-scene';
import type { Figure } from '../../figure/figure';
import type { Range } from '../../../values/range';

/** A solid as pixels, at least two a CSS pixel, with its labels as text. */
export function solidDrawing({
  surface,
  features,
  domain,
  camera,
}: {
  readonly surface: Surface;
  readonly features: readonly [string, string];
  readonly domain: Range;
  /** null: from where it is first seen. */
  readonly camera: Camera | null;
}): Pick<Figure, 'load' | 'draw'> {
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
        scene.show(surface, domain, tokens);
        const labels = scene.render(width, height, Math.max(2, ratio));
        context.drawImage(canvas, 0, 0, width, height);
        const surfaceText = surfaceLabels(surface, features, domain);
        context.textAlign = 'center';
        context.textBaseline = 'middle';
        for (const { id, x, y } of labels) {
          const isTitle = !id.includes('-');
          context.font = `${isTitle ? '600 ' : ''}11px ${tokens.fontUi}`;
          haloText(stage, surfaceText[id] ?? '', x, y, isTitle ? tokens.text2 : tokens.axis);
        }
      } finally {
        scene.dispose();
      }
    },
  };
}
