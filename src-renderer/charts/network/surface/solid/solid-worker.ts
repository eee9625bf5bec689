import { SurfaceScene } from '../surface-scene';
import type { SolidDrawing, SolidReply, SolidRequest } from './messages';
import { PendingDrawings } from './pending';

// Draws solids, each on the canvas of its first request. Without a graphics card the first picture takes most of a
// second: three.js, a context, a program, each part once. Here nobody waits for it.

const scenes = new Map<number, SurfaceScene>();
const pending = new PendingDrawings();
let isDue = false;

addEventListener('message', ({ data }: MessageEvent<SolidRequest>) => {
  if ('isGone' in data) {
    pending.drop(data.solid);
    scenes.get(data.solid)?.dispose();
    scenes.delete(data.solid);
    return;
  }
  pending.add(data);
  schedule();
});

/** One solid a turn, so that what has come meanwhile is read first. */
function schedule(): void {
  if (isDue) return;
  isDue = true;
  setTimeout(() => {
    isDue = false;
    const drawing = pending.take();
    if (drawing === null) return;
    draw(drawing);
    schedule();
  });
}

function draw({ solid, canvas, shown, view: { camera, width, height, ratio } }: SolidDrawing): void {
  try {
    if (canvas !== undefined) scenes.set(solid, new SurfaceScene(canvas));
    const scene = scenes.get(solid);
    if (scene === undefined) return;
    if (shown !== undefined) scene.show(shown.content, shown.tokens);
    scene.camera = camera;
    reply({ solid, labels: scene.render(width, height, ratio) });
  } catch (thrown) {
    reply({ solid, problem: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}

function reply(message: SolidReply): void {
  postMessage(message);
}
