import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeApi } from '../../../testing/fake-api';
import { newExperiment } from '../proposed/form-guess';
import { SamplePreview } from './sample-preview.svelte';

describe('the plane of the points', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function setUp(): { preview: SamplePreview; asked: boolean[] } {
    const fake = new FakeApi();
    const asked: boolean[] = [];
    fake.answer('datasetsSample', ({ plane }: { plane: boolean }) => {
      asked.push(plane);
      return { count: 5, findings: [], plane: plane ? { scaler: {}, plane: {} } : null };
    });
    return { preview: new SamplePreview(fake.api, () => newExperiment()), asked };
  }

  it('comes once it is shown, and from then on with the points', async () => {
    const { preview, asked } = setUp();
    preview.ask(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual([false]);
    preview.showPlane(true);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual([false, true]);
    expect(preview.sample?.plane).not.toBeNull();
    // It is there: showing it again asks for nothing.
    preview.showPlane(true);
    await vi.advanceTimersByTimeAsync(1);
    preview.ask(0);
    await vi.advanceTimersByTimeAsync(1);
    preview.showPlane(false);
    preview.ask(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual([false, true, true, false]);
  });

  it('is not asked for twice while the points are on their way', async () => {
    const { preview, asked } = setUp();
    preview.ask(100);
    preview.showPlane(true);
    await vi.advanceTimersByTimeAsync(200);
    expect(asked).toEqual([true]);
  });
});
