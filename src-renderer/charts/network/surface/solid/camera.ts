/** From where a solid is seen, in radians; the same for pictures with linked cameras. */
export interface Camera {
  readonly turn: number;
  readonly tilt: number;
}

/** From where a solid is first seen. */
export const START: Camera = { turn: -0.62, tilt: 0.52 };

/** A camera turned further; it stays above the floor, and does not go over the top. */
export function turned({ turn, tilt }: Camera, byTurn: number, byTilt: number): Camera {
  return { turn: turn + byTurn, tilt: Math.min(1.5, Math.max(-0.2, tilt + byTilt)) };
}
