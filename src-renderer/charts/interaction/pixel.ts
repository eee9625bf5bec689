/** Point inside an element, in CSS pixels from its left and upper edge. */
export interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** The pixel of the listening element that a mouse, pointer or wheel event is at. */
export function toPixel(event: MouseEvent & { readonly currentTarget: HTMLElement }): Pixel {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}
