// npm run icons: resources/icons/*.png, drawn from benchtop.svg by the provisioned Electron.
import { _electron } from '@playwright/test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ICONS, ICON_SIZES } from './lib/package/desktop-entry.mjs';
import { hasDisplay, startXvfb } from './lib/display.mjs';
import { writeWhole } from './lib/places.mjs';
import { setUp } from './lib/setup.mjs';
import { report, step } from './lib/steps.mjs';
import { isRoot } from './lib/system.mjs';

try {
  const { electron } = await setUp({ electron: 'required' });
  const xvfb = hasDisplay() ? null : await startXvfb();
  const folder = mkdtempSync(join(tmpdir(), 'benchtop-icons-'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "icons", "version": "1.0.0", "main": "main.js" }');
  writeFileSync(
    join(folder, 'main.js'),
    "const { app, BrowserWindow } = require('electron');\n" +
      'const look = { width: 600, height: 600, transparent: true, frame: false };\n' +
      "app.whenReady().then(() => new BrowserWindow(look).loadURL('about:blank'));\n",
  );
  const app = await _electron.launch({
    executablePath: electron.executable,
    args: [...(isRoot ? ['--no-sandbox'] : []), folder],
    env: { ...process.env, ...(xvfb === null ? {} : { DISPLAY: xvfb.display }) },
  });
  const page = await app.firstWindow();
  const svg = readFileSync(join(ICONS, 'benchtop.svg'), 'utf8');
  await step('Icons', async () => {
    for (const size of ICON_SIZES) {
      await page.setContent(
        `<style>body{margin:0;background:transparent}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
      );
      const picture = await page.locator('svg').screenshot({ omitBackground: true });
      writeWhole(join(ICONS, `${size}.png`), picture);
    }
    return ICON_SIZES.join(', ');
  });
  await app.close();
  xvfb?.stop();
  rmSync(folder, { recursive: true, force: true });
} catch (error) {
  report(error);
}
