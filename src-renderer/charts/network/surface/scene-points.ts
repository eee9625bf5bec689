import { BufferAttribute, BufferGeometry, Group, Points } from 'three';
import { divergingAt } from '../../stage/colour';
import type { ChartTokens } from '../../stage/theme';
import { SceneMaterial, type SceneLook } from './scene-material';
import type { SolidPoint } from './surface-geometry';

/** Radius of a point in CSS pixels: smaller than on the flat map, for a solid has less room. */
const RADIUS = 2.4;
/** Opacity of what stands behind the surface. */
const BEHIND = 0.28;

interface Layer {
  readonly look: SceneLook;
  /** Colour of all its points; null: each by its target. */
  readonly colour: ((tokens: ChartTokens) => string) | null;
  readonly holds: (point: SolidPoint) => boolean;
}

/** From below: a rim keeps a point apart from the surface, whose colour it may have. */
const LAYERS: readonly Layer[] = [
  { look: { size: 2 * (RADIUS + 1) }, colour: (tokens) => tokens.surface, holds: () => true },
  { look: { size: 2 * RADIUS }, colour: null, holds: ({ isTraining }) => isTraining },
  { look: { size: 2 * RADIUS, hole: 0.5 }, colour: null, holds: ({ isTraining }) => !isTraining },
  {
    look: { size: 2 * (RADIUS + 3.4), hole: (RADIUS + 2) / (RADIUS + 3.4) },
    colour: (tokens) => tokens.text,
    holds: ({ isWrong }) => isWrong,
  },
];

interface Drawn {
  readonly layer: Layer;
  readonly geometry: BufferGeometry;
  readonly materials: readonly SceneMaterial[];
}

/** Rows of data in a solid: training rows filled, validation rows outlined, a ring around those that are wrong. */
export class ScenePoints {
  /** What stands before the surface, and what stands behind it. */
  readonly groups = [new Group(), new Group()] as const;
  readonly #drawn: readonly Drawn[];

  constructor() {
    this.#drawn = LAYERS.map((layer, order) => {
      const geometry = new BufferGeometry();
      const materials = [false, true].map((isBehind) => {
        const material = new SceneMaterial({ ...layer.look, isBehind, opacity: isBehind ? BEHIND : 1 });
        const points = new Points(geometry, material);
        points.renderOrder = 2 + order + (isBehind ? 0 : LAYERS.length);
        points.frustumCulled = false;
        this.groups[isBehind ? 1 : 0].add(points);
        return material;
      });
      return { layer, geometry, materials };
    });
  }

  show(points: readonly SolidPoint[], tokens: ChartTokens): void {
    for (const { layer, geometry, materials } of this.#drawn) {
      const held = points.filter(layer.holds);
      const positions = Float32Array.from(held.flatMap(({ position }) => position));
      const colours = Float32Array.from(
        held.flatMap(({ share }) => divergingAt(tokens, share).map((channel) => channel / 255)),
      );
      geometry.setAttribute('position', new BufferAttribute(positions, 3));
      geometry.setAttribute('color', new BufferAttribute(colours, 3));
      geometry.setDrawRange(0, held.length);
      if (layer.colour === null) continue;
      for (const material of materials) material.tint(layer.colour(tokens));
    }
  }

  /** @param ratio pixels of the screen in one of CSS */
  scale(ratio: number): void {
    for (const { materials } of this.#drawn) for (const material of materials) material.scale(ratio);
  }

  dispose(): void {
    for (const { geometry, materials } of this.#drawn) {
      geometry.dispose();
      for (const material of materials) material.dispose();
    }
  }
}
