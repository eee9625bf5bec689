import { expect, it } from 'vitest';
import { LogCounter } from './log-counter';

/** A header that comes again with more columns, an empty cell, a quoted name and a torn end. */
const LOG =
  'step,elapsedMs,loss,"a,b"\r\n0,1,0.5,\n1,2,NaN,3\nstep,elapsedMs,loss,"a,b",acc\n2,3,1,,0.25\n3,4,1,2,';

it('counts the metrics and values of a log, however it comes in parts', () => {
  for (const size of [1, 3, 7, LOG.length]) {
    const counter = new LogCounter();
    for (let at = 0; at < LOG.length; at += size) counter.put(Buffer.from(LOG.slice(at, at + size)));
    expect([...counter.metrics]).toEqual(['loss', 'a,b', 'acc']);
    expect(counter.points).toBe(5);
    counter.begin();
    counter.put(Buffer.from('step,elapsedMs,f1\n0,0,1\n'));
    expect([counter.metrics.size, counter.points]).toEqual([4, 6]);
  }
});
