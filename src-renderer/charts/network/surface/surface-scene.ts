import {
  BufferAttribute,
  BufferGeometry,
  LineSegments,
  Mesh,
  PerspectiveCamera,
  Scene,
  SRGBColorSpace,
  Vector3,
  WebGLRenderer,
} from 'three';
import { at } from '../../../../src-shared/present';
import type { Surface } from '../../../../src-shared/run/live/frames';
import type { Range } from '../../../values/range';
import type { ChartTokens } from '../../stage/theme';
import { START, turned, type Camera } from './solid/camera';
import { SceneMaterial } from './scene-material';
import { ScenePoints } from './scene-points';
import type { SolidAxis } from './solid-axes';
import { SOLID_HEIGHT, surfaceMesh, type SolidPoint } from './surface-geometry';

const FLOOR = -SOLID_HEIGHT / 2;
const DISTANCE = 2.5;
/** Share of the ground's colour in the surface where rows are drawn on it. */
const UNDER_POINTS = 0.45;
/** How far the values of an axis stand from its edge. */
const OUT = 0.09;

/** Label over the canvas, at x and y in CSS pixels. */
export interface SceneLabel {
  readonly id: string;
  readonly text: string;
  readonly isTitle: boolean;
  readonly x: number;
  readonly y: number;
}

/** What is drawn as a solid. */
export interface SceneContent {
  readonly surface: Surface;
  readonly domain: Range;
  readonly axes: readonly SolidAxis[];
  readonly points: readonly SolidPoint[];
}

/**
 * The surface as a solid in a wire box, with rows of data. With its materials and points the only file that imports
 * three.js: a thread loads it when the 3-D view is first opened, and the page when a solid is saved as a figure.
 */
export class SurfaceScene {
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #camera = new PerspectiveCamera(38, 1, 0.1, 10);
  readonly #geometry = new BufferGeometry();
  readonly #material = new SceneMaterial();
  readonly #wireGeometry = new BufferGeometry();
  readonly #wireMaterial = new SceneMaterial({ opacity: 0.22 });
  readonly #boxGeometry = new BufferGeometry();
  readonly #boxMaterial = new SceneMaterial();
  readonly #points = new ScenePoints();
  #axes: readonly SolidAxis[] = [];
  #from: Camera = START;

  /** @throws Error where WebGL cannot be had */
  constructor(canvas: HTMLCanvasElement | OffscreenCanvas) {
    this.#renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true });
    this.#renderer.outputColorSpace = SRGBColorSpace;
    // Asking whether a program is right waits for its compiler.
    this.#renderer.debug.checkShaderErrors = false;
    this.#scene.add(
      new LineSegments(this.#boxGeometry, this.#boxMaterial),
      new Mesh(this.#geometry, this.#material),
      new LineSegments(this.#wireGeometry, this.#wireMaterial),
      ...this.#points.groups,
    );
  }

  show({ surface, domain, axes, points }: SceneContent, tokens: ChartTokens): void {
    const mesh = surfaceMesh(surface, domain, tokens);
    this.#geometry.setAttribute('position', new BufferAttribute(mesh.positions, 3));
    this.#geometry.setAttribute('color', new BufferAttribute(mesh.colours, 3));
    this.#geometry.setIndex(new BufferAttribute(mesh.indices, 1));
    this.#geometry.computeBoundingSphere();
    this.#wireGeometry.setAttribute('position', new BufferAttribute(gridLines(mesh.positions, mesh.side), 3));
    this.#wireGeometry.computeBoundingSphere();
    this.#boxGeometry.setAttribute('position', new BufferAttribute(boxLines(axes), 3));
    this.#boxGeometry.computeBoundingSphere();
    this.#wireMaterial.tint(tokens.text);
    this.#boxMaterial.tint(tokens.border);
    // Points have the full colours, and stand out on paler ones.
    this.#material.tint(tokens.surface, points.length > 0 ? UNDER_POINTS : 0);
    this.#points.show(points, tokens);
    this.#axes = axes;
  }

  /** From where it is seen. */
  set camera(camera: Camera) {
    this.#from = turned(camera, 0, 0);
  }

  /** Draws, and tells where the axes' labels belong. */
  render(width: number, height: number, ratio: number): SceneLabel[] {
    this.#renderer.setPixelRatio(ratio);
    this.#points.scale(ratio);
    this.#renderer.setSize(width, height, false);
    this.#camera.aspect = width / height;
    // Narrow frames step back, so that the box always fits.
    const { turn, tilt } = this.#from;
    const distance = DISTANCE * Math.max(1, 1.3 / this.#camera.aspect);
    this.#camera.position.set(
      distance * Math.cos(tilt) * Math.sin(turn),
      distance * Math.sin(tilt),
      distance * Math.cos(tilt) * Math.cos(turn),
    );
    this.#camera.lookAt(0, -0.07, 0);
    this.#camera.updateProjectionMatrix();
    this.#renderer.render(this.#scene, this.#camera);
    return this.#labels(width, height);
  }

  /** Labels stand at the edges of the floor that face the viewer, and at the leftmost upright edge. */
  #labels(width: number, height: number): SceneLabel[] {
    const { turn } = this.#from;
    const front = Math.cos(turn) >= 0 ? 1 : -1;
    const right = Math.sin(turn) >= 0 ? 1 : -1;
    const corners = [new Vector3(-right * 0.5, 0, front * 0.5), new Vector3(right * 0.5, 0, -front * 0.5)];
    const [first, second] = corners.map((corner) => corner.clone().project(this.#camera).x);
    const { x, z } = at(corners, (first ?? 0) <= (second ?? 0) ? 0 : 1);
    /** Place of a value at `share` of an axis, `out` away from its edge. */
    const place = (id: SolidAxis['id'], share: number, out: number): Vector3 => {
      if (id === 'x1') return new Vector3(share - 0.5, FLOOR, front * (0.5 + out));
      if (id === 'x2') return new Vector3(right * (0.5 + out), FLOOR, 0.5 - share);
      return new Vector3(x * (1 + out), (share - 0.5) * SOLID_HEIGHT, z * (1 + out));
    };
    return this.#axes.flatMap(({ id, title, ticks }) => {
      const label = (text: string, position: Vector3, isTitle: boolean, key: string): SceneLabel => {
        const { x: toX, y: toY } = position.project(this.#camera);
        const pixels = { x: ((toX + 1) / 2) * width, y: ((1 - toY) / 2) * height };
        return { id: `${id}-${key}`, text, isTitle, ...pixels };
      };
      // The output's title stands above its axis, the others' beyond their values.
      const named = id === 'output' ? place(id, 1.13, OUT) : place(id, 0.5, 2.5 * OUT);
      return [
        label(title, named, true, 'title'),
        ...ticks.map(({ share, text }, i) => label(text, place(id, share, OUT), false, String(i))),
      ];
    });
  }

  dispose(): void {
    this.#points.dispose();
    for (const part of [
      this.#geometry,
      this.#material,
      this.#wireGeometry,
      this.#wireMaterial,
      this.#boxGeometry,
      this.#boxMaterial,
    ]) {
      part.dispose();
    }
    this.#renderer.dispose();
    this.#renderer.forceContextLoss();
  }
}

/** Lines along every fourth row and column of the mesh, a hair above it. */
function gridLines(positions: Float32Array, side: number): Float32Array {
  const lines: number[] = [];
  const push = (index: number): void => {
    lines.push(at(positions, 3 * index), at(positions, 3 * index + 1) + 0.002, at(positions, 3 * index + 2));
  };
  const every = Math.max(1, Math.round((side - 1) / 12));
  for (let line = 0; line < side; line += every) {
    for (let i = 0; i + 1 < side; i++) {
      push(line * side + i);
      push(line * side + i + 1);
      push(i * side + line);
      push((i + 1) * side + line);
    }
  }
  return Float32Array.from(lines);
}

/** The twelve edges of the box, and on its floor the lines of the round values of both features. */
function boxLines(axes: readonly SolidAxis[]): Float32Array {
  const h = SOLID_HEIGHT / 2;
  const edges: number[] = [];
  for (const a of [-0.5, 0.5]) {
    for (const b of [-0.5, 0.5]) {
      edges.push(a, -h, b, a, h, b);
      edges.push(-0.5, a * 2 * h, b, 0.5, a * 2 * h, b);
      edges.push(a, b * 2 * h, -0.5, a, b * 2 * h, 0.5);
    }
  }
  for (const { id, ticks } of axes) {
    for (const { share } of ticks) {
      if (id === 'x1') edges.push(share - 0.5, -h, -0.5, share - 0.5, -h, 0.5);
      if (id === 'x2') edges.push(-0.5, -h, 0.5 - share, 0.5, -h, 0.5 - share);
    }
  }
  return Float32Array.from(edges);
}
