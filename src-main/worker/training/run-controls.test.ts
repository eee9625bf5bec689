import { describe, expect, it } from 'vitest';
import { Steering } from './run-controls';

describe(Steering, () => {
  it('gives single steps only while paused, each once, and none after going on', () => {
    const steering = new Steering(null);
    steering.control('step');
    expect(steering.takeStep(), 'not paused').toBe(false);
    steering.control('pause');
    steering.control('step');
    steering.control('step');
    expect([steering.takeStep(), steering.takeStep(), steering.takeStep()]).toEqual([true, true, false]);
    steering.control('step');
    steering.control('resume');
    expect([steering.isPaused, steering.takeStep()]).toEqual([false, false]);
  });

  it('asks for one picture when somebody comes to look, at the run or at its hidden units', () => {
    const steering = new Steering(null);
    steering.watch(false);
    expect(steering.takePicture()).toBe(false);
    steering.watch(true);
    expect([steering.takePicture(), steering.takePicture()]).toEqual([true, false]);
    steering.watch(true);
    expect(steering.takePicture(), 'it was watched already').toBe(false);
    steering.drawUnits(true);
    expect([steering.drawsUnits, steering.takePicture()]).toEqual([true, true]);
    steering.drawUnits(false);
    expect([steering.drawsUnits, steering.takePicture()]).toEqual([false, false]);
  });

  it('gives the last learning rate, once', () => {
    const steering = new Steering(null);
    expect(steering.takeRate()).toBeNull();
    steering.setLearningRate(0.1);
    steering.setLearningRate(0.2);
    expect(steering.isRateWanted).toBe(true);
    expect([steering.takeRate(), steering.takeRate()]).toEqual([0.2, null]);
  });

  it.each<[string, (steering: Steering) => void]>([
    ['going on', (steering) => steering.control('resume')],
    ['stopping', (steering) => steering.control('stop')],
    ['another speed', (steering) => steering.setSpeed(4)],
    ['another learning rate', (steering) => steering.setLearningRate(0.1)],
    ['a look at the hidden units', (steering) => steering.drawUnits(true)],
  ])('wakes for %s', async (_, command) => {
    const steering = new Steering(null);
    let isAwake = false;
    const slept = steering.sleep(null).then(() => {
      isAwake = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isAwake).toBe(false);
    command(steering);
    await slept;
    expect(isAwake).toBe(true);
  });

  it('ends the loading of the data when the run is stopped, not when it is paused', () => {
    const steering = new Steering(null);
    steering.control('pause');
    expect([steering.signal.aborted, steering.isStopping]).toEqual([false, false]);
    steering.control('stop');
    expect([steering.signal.aborted, steering.isStopping]).toEqual([true, true]);
  });
});
