import { say } from '../../../../../src-shared/language/say';
import type { ChartTokens } from '../../../stage/theme';
import type { SceneContent, SceneLabel } from '../surface-scene';
import type { SolidReply, SolidRequest, SolidView } from './messages';

/** Who is told of a solid. */
interface SolidListener {
  /** With the labels of what is on the screen now. */
  readonly drawn: (labels: readonly SceneLabel[]) => void;
  /** With the reason: nothing can be drawn on this computer. */
  readonly failed: (reason: string) => void;
}

/** The thread that draws all solids there are, from the first one's opening to the last one's end. */
interface SolidThread {
  readonly worker: Worker;
  readonly listeners: Map<number, SolidListener>;
}

let thread: SolidThread | null = null;
let count = 0;

/** @throws Error where there are no such threads */
function join(solid: number, listener: SolidListener): SolidThread {
  thread ??= start();
  thread.listeners.set(solid, listener);
  return thread;
}

function start(): SolidThread {
  const worker = new Worker(new URL('./solid-worker.ts', import.meta.url), { type: 'module' });
  const listeners = new Map<number, SolidListener>();
  worker.addEventListener('message', ({ data }: MessageEvent<SolidReply>) => {
    const listener = listeners.get(data.solid);
    if ('labels' in data) listener?.drawn(data.labels);
    else listener?.failed(data.problem);
  });
  worker.addEventListener('error', ({ message }) => {
    // The next solid tries another one.
    if (thread?.worker === worker) thread = null;
    worker.terminate();
    const reason = message === '' ? say('its thread could not be started') : message;
    for (const { failed } of [...listeners.values()]) failed(reason);
  });
  return { worker, listeners };
}

/** A solid that a thread draws on a canvas: the window never waits for a graphics card, or for its lack. */
export class SolidDrawer {
  readonly #solid = ++count;
  readonly #thread: SolidThread;
  #canvas: OffscreenCanvas | null;
  #content: SceneContent | null = null;
  #tokens = '';

  /**
   * @param canvas that nothing else draws on
   * @throws Error where there are no such threads
   */
  constructor(canvas: HTMLCanvasElement, listener: SolidListener) {
    this.#canvas = canvas.transferControlToOffscreen();
    this.#thread = join(this.#solid, listener);
  }

  /** Draws; what is asked while it draws comes in one picture. @param content the same object where it has not changed */
  draw(content: SceneContent, tokens: ChartTokens, view: SolidView): void {
    const look = JSON.stringify(tokens);
    const isSame = content === this.#content && look === this.#tokens;
    const request: SolidRequest = {
      solid: this.#solid,
      view,
      ...(this.#canvas === null ? {} : { canvas: this.#canvas }),
      ...(isSame ? {} : { shown: { content, tokens } }),
    };
    this.#thread.worker.postMessage(request, this.#canvas === null ? [] : [this.#canvas]);
    this.#canvas = null;
    this.#content = content;
    this.#tokens = look;
  }

  /** Lets its context go, and with the last solid the thread. */
  close(): void {
    const { worker, listeners } = this.#thread;
    listeners.delete(this.#solid);
    if (listeners.size > 0) {
      const request: SolidRequest = { solid: this.#solid, isGone: true };
      worker.postMessage(request);
      return;
    }
    worker.terminate();
    if (thread === this.#thread) thread = null;
  }
}
