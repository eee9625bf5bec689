import { DoubleSide, GLSL3, GreaterDepth, LessEqualDepth, RawShaderMaterial, Vector4 } from 'three';
import { parseColour } from '../../stage/colour';

const VERTEX = `
precision highp float;
in vec3 position;
in vec3 color;
uniform mat4 projectionMatrix;
uniform mat4 modelViewMatrix;
uniform float size;
out vec3 own;
void main() {
  own = color;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  gl_PointSize = size;
}`;

const FRAGMENT = `
precision highp float;
in vec3 own;
uniform vec4 tint;
uniform float tinted;
uniform float isPoint;
uniform float hole;
uniform float size;
out vec4 colour;
void main() {
  float alpha = tint.a;
  if (isPoint > 0.5) {
    float reach = 2.0 * length(gl_PointCoord - 0.5);
    float edge = 2.0 / size;
    alpha *= 1.0 - smoothstep(1.0 - edge, 1.0, reach);
    if (hole > 0.0) alpha *= smoothstep(hole - edge, hole, reach);
    if (alpha < 0.02) discard;
  }
  colour = vec4(mix(own, tint.rgb, tinted), alpha);
}`;

/** How a part of a solid is drawn. */
export interface SceneLook {
  /** Of points: their diameter in CSS pixels; 0: a surface or lines. */
  readonly size?: number;
  /** Of points: the share of their radius that is left out in the middle. */
  readonly hole?: number;
  readonly opacity?: number;
  /** Drawn only where something stands before it. */
  readonly isBehind?: boolean;
}

/**
 * One short program for surface, lines and points. three's own materials do the same, and take a renderer without a
 * graphics card a third of a second to compile, in which the window answers nothing. Colours are those of the
 * screen, as the tokens are.
 */
export class SceneMaterial extends RawShaderMaterial {
  readonly #size: number;

  constructor({ size = 0, hole = 0, opacity = 1, isBehind = false }: SceneLook = {}) {
    super({
      glslVersion: GLSL3,
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      side: DoubleSide,
      transparent: size > 0 || opacity < 1,
      depthWrite: size === 0,
      depthFunc: isBehind ? GreaterDepth : LessEqualDepth,
      uniforms: {
        tint: { value: new Vector4(0, 0, 0, opacity) },
        tinted: { value: 0 },
        isPoint: { value: size > 0 ? 1 : 0 },
        hole: { value: hole },
        size: { value: size },
      },
    });
    this.#size = size;
  }

  /**
   * Draws all of it in one colour.
   * @param css of the theme
   * @param share of that colour in what is drawn, from 0, its own colours, to 1
   */
  tint(css: string, share = 1): void {
    const [red, green, blue] = parseColour(css);
    const tint = this.uniforms['tint']?.value as Vector4;
    tint.set(red / 255, green / 255, blue / 255, tint.w);
    this.#set('tinted', share);
  }

  /** Points keep their size in CSS pixels. @param ratio pixels of the screen in one of CSS */
  scale(ratio: number): void {
    this.#set('size', this.#size * ratio);
  }

  #set(name: string, value: number): void {
    const uniform = this.uniforms[name];
    if (uniform !== undefined) uniform.value = value;
  }
}
