import { describe, expect, it } from 'vitest';
import type { SolidDrawing, SolidShown } from './messages';
import { PendingDrawings } from './pending';

const view = (width: number): SolidDrawing['view'] => ({
  camera: { turn: 0, tilt: 0 },
  width,
  height: 10,
  ratio: 1,
});
const canvas = {} as OffscreenCanvas;
const shown = {} as SolidShown;

describe('drawings that wait', () => {
  it('of one solid are one, with the first canvas and the last contents and view', () => {
    const pending = new PendingDrawings();
    const later = {} as SolidShown;
    pending.add({ solid: 1, view: view(1), canvas, shown });
    pending.add({ solid: 1, view: view(2), shown: later });
    pending.add({ solid: 1, view: view(3) });
    const taken = pending.take();
    expect(taken?.view.width).toBe(3);
    expect(taken?.canvas).toBe(canvas);
    expect(taken?.shown).toBe(later);
    expect(pending.take()).toBeNull();
  });

  it('are taken in the order in which they were asked, and begin anew', () => {
    const pending = new PendingDrawings();
    pending.add({ solid: 2, view: view(1), shown });
    pending.add({ solid: 1, view: view(1) });
    pending.add({ solid: 2, view: view(2) });
    expect(pending.take()).toEqual({ solid: 2, view: view(2), shown });
    pending.add({ solid: 2, view: view(3) });
    expect(pending.take()?.solid).toBe(1);
    expect(pending.take()).toEqual({ solid: 2, view: view(3) });
  });

  it('are not drawn for a solid that is gone', () => {
    const pending = new PendingDrawings();
    pending.add({ solid: 1, view: view(1) });
    pending.drop(1);
    expect(pending.take()).toBeNull();
  });
});
