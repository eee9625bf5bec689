import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES } from '../../../src-shared/language/languages';
import type { Settings } from '../../../src-shared/settings';

/** What of the settings the window's first picture needs. */
export type FirstLook = Pick<Settings, 'theme' | 'language' | 'window'>;

/**
 * Theme, language and bounds of the window from settings.json, ahead of the workspace, which reads and judges
 * the whole file. What is not as expected is as if it were not there.
 */
export function readFirstLook(folder: string): FirstLook {
  let found: Record<string, unknown> = {};
  try {
    const read: unknown = JSON.parse(
      readFileSync(join(folder, 'settings.json'), 'utf8').replace(/^\uFEFF/, ''),
    );
    if (typeof read === 'object' && read !== null) found = read as Record<string, unknown>;
  } catch {
    // Not there, or damaged: the workspace says so.
  }
  const theme = found['theme'];
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    language: LANGUAGES.find((language) => language === found['language']) ?? 'system',
    window: readPosition(found['window']),
  };
}

function readPosition(value: unknown): Settings['window'] {
  if (typeof value !== 'object' || value === null) return null;
  const { width, height, x, y, maximized } = value as Record<string, unknown>;
  if (!isWhole(width) || !isWhole(height)) return null;
  return {
    width,
    height,
    x: isWhole(x) ? x : null,
    y: isWhole(y) ? y : null,
    maximized: maximized === true,
  };
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value);
}
