import { Notification, powerSaveBlocker, type BrowserWindow } from 'electron';
import type { AppWindows } from './app-windows';
import type { Desk } from './training-signs';

/** The system's taskbar, sleep and notifications for all windows; a notification leads to the one in front. */
export function createDesk(windows: AppWindows): Desk {
  let blocker: number | null = null;
  return {
    showProgress: (share, mode) => {
      // Below 0 takes the bar away.
      for (const window of windows.all) window.setProgressBar(share ?? -1, { mode });
    },
    keepAwake: (on) => {
      if (on) blocker ??= powerSaveBlocker.start('prevent-app-suspension');
      else if (blocker !== null) {
        powerSaveBlocker.stop(blocker);
        blocker = null;
      }
    },
    notify: ({ title, body }) => {
      if (!Notification.isSupported()) return;
      const notification = new Notification({ title, body });
      notification.on('click', () => {
        if (windows.front !== null) bringForward(windows.front);
      });
      notification.show();
    },
    isWatched: () => windows.all.some((window) => window.isVisible() && window.isFocused()),
  };
}

/** Shows a window that may be hidden or minimized, in front of all others. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
