// A chart that is moved in every frame: what the frames between two moves would hide.

/**
 * Moves a chart once a frame from within the page, between the frames, as a hand does it.
 * @param {import('@playwright/test').Locator} chart
 * @param {{ frames: number, x: number, y: number, by?: number, deltaY?: number, keys?: object }} move the
 *   pointer from x on by so many pixels a frame, or the wheel turned by deltaY, with keys held
 * @returns {Promise<number[]>} how long each of the frames took, in milliseconds
 */
export function moveEveryFrame(chart, move) {
  return chart.evaluate(
    (element, { frames, x, y, by, deltaY, keys }) =>
      new Promise((resolve) => {
        const times = [];
        let count = 0;
        let last = 0;
        const act = () => {
          const at = { bubbles: true, cancelable: true, clientY: y, ...keys };
          element.dispatchEvent(
            by === undefined
              ? new WheelEvent('wheel', { ...at, clientX: x, deltaY })
              : new PointerEvent('pointermove', { ...at, clientX: x + count * by }),
          );
        };
        const next = (now) => {
          count++;
          // What is done after one frame is drawn in the next, which lasts until the one after that.
          if (count > 2) times.push(now - last);
          last = now;
          if (count === frames + 2) resolve(times);
          else if (count > frames) requestAnimationFrame(next);
          else
            setTimeout(() => {
              act();
              requestAnimationFrame(next);
            });
        };
        requestAnimationFrame(next);
      }),
    move,
  );
}

/** @param {number[]} times of frames @returns frames a second while it moved */
export function perSecond(times) {
  return (1000 * times.length) / times.reduce((sum, time) => sum + time, 0);
}
