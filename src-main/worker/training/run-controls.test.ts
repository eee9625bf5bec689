import { describe, expect, it } from 'vitest';
import { RunControls } from './run-controls';

describe(RunControls, () => {
  it('gives single steps only while paused, each once, and none after going on', () => {
    const controls = new RunControls(null);
    controls.control('step');
    expect(controls.takeStep(), 'not paused').toBe(false);
    controls.control('pause');
    controls.control('step');
    controls.control('step');
    expect([controls.takeStep(), controls.takeStep(), controls.takeStep()]).toEqual([true, true, false]);
    controls.control('step');
    controls.control('resume');
    expect([controls.isPaused, controls.takeStep()]).toEqual([false, false]);
  });

  it('asks for one picture when somebody comes to look, at the run or at its hidden units', () => {
    const controls = new RunControls(null);
    controls.watch(false);
    expect(controls.takePicture()).toBe(false);
    controls.watch(true);
    expect([controls.takePicture(), controls.takePicture()]).toEqual([true, false]);
    controls.watch(true);
    expect(controls.takePicture(), 'it was watched already').toBe(false);
    controls.drawUnits(true);
    expect([controls.drawsUnits, controls.takePicture()]).toEqual([true, true]);
    controls.drawUnits(false);
    expect([controls.drawsUnits, controls.takePicture()]).toEqual([false, false]);
  });

  it('gives the last learning rate, once', () => {
    const controls = new RunControls(null);
    expect(controls.takeRate()).toBeNull();
    controls.setLearningRate(0.1);
    controls.setLearningRate(0.2);
    expect(controls.isRateRequested).toBe(true);
    expect([controls.takeRate(), controls.takeRate()]).toEqual([0.2, null]);
  });

  it.each<[string, (controls: RunControls) => void]>([
    ['going on', (controls) => controls.control('resume')],
    ['stopping', (controls) => controls.control('stop')],
    ['another speed', (controls) => controls.setSpeed(4)],
    ['another learning rate', (controls) => controls.setLearningRate(0.1)],
    ['a look at the hidden units', (controls) => controls.drawUnits(true)],
  ])('wakes for %s', async (_, command) => {
    const controls = new RunControls(null);
    let isAwake = false;
    const slept = controls.sleep(null).then(() => {
      isAwake = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isAwake).toBe(false);
    command(controls);
    await slept;
    expect(isAwake).toBe(true);
  });

  it('ends the loading of the data when the run is stopped, not when it is paused', () => {
    const controls = new RunControls(null);
    controls.control('pause');
    expect([controls.signal.aborted, controls.isStopping]).toEqual([false, false]);
    controls.control('stop');
    expect([controls.signal.aborted, controls.isStopping]).toEqual([true, true]);
  });
});
