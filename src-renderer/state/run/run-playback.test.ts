import { describe, expect, it, vi } from 'vitest';
import { RunPlayback } from './run-playback.svelte';

describe(RunPlayback, () => {
  it('plays to the newest row and then follows it', () => {
    vi.useFakeTimers();
    const playback = new RunPlayback(() => 4);
    playback.play();
    expect(playback.row).toBe(0);
    vi.advanceTimersByTime(500);
    expect(playback.row).toBe(1);
    vi.advanceTimersByTime(5000);
    expect([playback.row, playback.isPlaying]).toEqual([null, false]);
    playback.seek(2);
    expect(playback.row).toBe(2);
    playback.seek(99);
    expect(playback.row).toBeNull();
    vi.useRealTimers();
  });
});
