import { Notification, powerSaveBlocker, type BrowserWindow } from 'electron';
import type { Desk } from './training-signs';

/** The system's taskbar, sleep and notifications for the one window. */
export function createDesk(window: BrowserWindow): Desk {
  let blocker: number | null = null;
  return {
    showProgress: (share, mode) => {
      // Below 0 takes the bar away.
      if (!window.isDestroyed()) window.setProgressBar(share ?? -1, { mode });
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
        if (window.isDestroyed()) return;
        if (window.isMinimized()) window.restore();
        window.show();
        window.focus();
      });
      notification.show();
    },
    isWatched: () => !window.isDestroyed() && window.isVisible() && window.isFocused(),
  };
}
