import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DoubleSide,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshBasicMaterial,
  PerspectiveCamera,
  Scene,
  SRGBColorSpace,
  Vector3,
  WebGLRenderer,
} from 'three';
import { at } from '../../../../src-shared/present';
import type { Surface } from '../../../../src-shared/run/live/frames';
import { surfaceMesh } from './surface-geometry';
import type { ChartTokens } from '../../stage/theme';
import type { Range } from '../../../values/range';

const HEIGHT = 0.7;
const START = { turn: -0.62, tilt: 0.52 };
const DISTANCE = 2.5;

/** From where a solid is seen, in radians; the same for pictures with linked cameras. */
export interface Camera {
  readonly turn: number;
  readonly tilt: number;
}

/** Label over the canvas, at x and y in CSS pixels. */
export interface SceneLabel {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/**
 * The surface as a solid in a wire box. The only file that imports three.js: it is loaded when the
 * 3-D view is first opened.
 */
export class SurfaceScene {
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #camera = new PerspectiveCamera(38, 1, 0.1, 10);
  readonly #geometry = new BufferGeometry();
  readonly #material = new MeshBasicMaterial({ vertexColors: true, side: DoubleSide });
  readonly #wireGeometry = new BufferGeometry();
  readonly #wireMaterial = new LineBasicMaterial({ transparent: true, opacity: 0.22 });
  readonly #boxGeometry = new BufferGeometry();
  readonly #boxMaterial = new LineBasicMaterial();
  #turn = START.turn;
  #tilt = START.tilt;

  /** @throws Error where WebGL cannot be had */
  constructor(canvas: HTMLCanvasElement) {
    this.#renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true });
    this.#renderer.outputColorSpace = SRGBColorSpace;
    this.#boxGeometry.setAttribute('position', new BufferAttribute(boxLines(), 3));
    this.#scene.add(
      new Mesh(this.#geometry, this.#material),
      new LineSegments(this.#wireGeometry, this.#wireMaterial),
      new LineSegments(this.#boxGeometry, this.#boxMaterial),
    );
  }

  show(surface: Surface, domain: Range, tokens: ChartTokens): void {
    const mesh = surfaceMesh(surface, domain, tokens, HEIGHT);
    const colour = new Color();
    // three.js works in linear light; the tokens are sRGB.
    for (let i = 0; i < mesh.colours.length; i += 3) {
      colour.setRGB(at(mesh.colours, i), at(mesh.colours, i + 1), at(mesh.colours, i + 2), SRGBColorSpace);
      colour.toArray(mesh.colours, i);
    }
    this.#geometry.setAttribute('position', new BufferAttribute(mesh.positions, 3));
    this.#geometry.setAttribute('color', new BufferAttribute(mesh.colours, 3));
    this.#geometry.setIndex(new BufferAttribute(mesh.indices, 1));
    this.#geometry.computeBoundingSphere();
    this.#wireGeometry.setAttribute('position', new BufferAttribute(gridLines(mesh.positions, mesh.side), 3));
    this.#wireGeometry.computeBoundingSphere();
    this.#wireMaterial.color.set(tokens.text);
    this.#boxMaterial.color.set(tokens.border);
  }

  /** From where it is seen, in radians. */
  get camera(): Camera {
    return { turn: this.#turn, tilt: this.#tilt };
  }

  set camera({ turn, tilt }: Camera) {
    this.#turn = turn;
    this.#tilt = Math.min(1.5, Math.max(-0.2, tilt));
  }

  turn(byTurn: number, byTilt: number): void {
    this.camera = { turn: this.#turn + byTurn, tilt: this.#tilt + byTilt };
  }

  reset(): void {
    this.camera = START;
  }

  /** Draws, and tells where the axes' labels belong. */
  render(width: number, height: number, ratio: number): SceneLabel[] {
    this.#renderer.setPixelRatio(ratio);
    this.#renderer.setSize(width, height, false);
    this.#camera.aspect = width / height;
    // Narrow frames step back, so that the box always fits.
    const distance = DISTANCE * Math.max(1, 1.3 / this.#camera.aspect);
    this.#camera.position.set(
      distance * Math.cos(this.#tilt) * Math.sin(this.#turn),
      distance * Math.sin(this.#tilt),
      distance * Math.cos(this.#tilt) * Math.cos(this.#turn),
    );
    this.#camera.lookAt(0, -0.07, 0);
    this.#camera.updateProjectionMatrix();
    this.#renderer.render(this.#scene, this.#camera);
    return this.#labels(width, height);
  }

  /** Labels stand at the edges of the floor that face the viewer, and at the leftmost upright edge. */
  #labels(width: number, height: number): SceneLabel[] {
    const front = Math.cos(this.#turn) >= 0 ? 1 : -1;
    const right = Math.sin(this.#turn) >= 0 ? 1 : -1;
    const floor = -HEIGHT / 2;
    const out = 0.1;
    const z = front * (0.5 + out);
    const x = right * (0.5 + out);
    const positions: [string, Vector3][] = [
      ['x1', new Vector3(0, floor, front * (0.5 + 2 * out))],
      ['x1-low', new Vector3(-0.5, floor, z)],
      ['x1-high', new Vector3(0.5, floor, z)],
      ['x2', new Vector3(right * (0.5 + 2 * out), floor, 0)],
      ['x2-low', new Vector3(x, floor, 0.5)],
      ['x2-high', new Vector3(x, floor, -0.5)],
    ];
    const upright = [new Vector3(-right * 0.5, 0, front * 0.5), new Vector3(right * 0.5, 0, -front * 0.5)]
      .map((position) => ({ position, at: position.clone().project(this.#camera).x }))
      .sort((a, b) => a.at - b.at)[0];
    if (upright !== undefined) {
      const { x: ux, z: uz } = upright.position;
      positions.push(
        ['output', new Vector3(ux * 1.12, 0, uz * 1.12)],
        ['output-low', new Vector3(ux * 1.06, floor, uz * 1.06)],
        ['output-high', new Vector3(ux * 1.06, -floor, uz * 1.06)],
      );
    }
    return positions.map(([id, position]) => {
      const at = position.project(this.#camera);
      return { id, x: ((at.x + 1) / 2) * width, y: ((1 - at.y) / 2) * height };
    });
  }

  dispose(): void {
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

/** The twelve edges of the box. */
function boxLines(): Float32Array {
  const h = HEIGHT / 2;
  const edges: number[] = [];
  for (const a of [-0.5, 0.5]) {
    for (const b of [-0.5, 0.5]) {
      edges.push(a, -h, b, a, h, b);
      edges.push(-0.5, a * 2 * h, b, 0.5, a * 2 * h, b);
      edges.push(a, b * 2 * h, -0.5, a, b * 2 * h, 0.5);
    }
  }
  return Float32Array.from(edges);
}
