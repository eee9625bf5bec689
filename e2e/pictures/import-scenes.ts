import { expect } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EventFile } from '../../src-main/files/tensorboard/event-file';
import type { Scene } from './scene';

/** A folder of TensorBoard's is dropped and taken in, and the run that came of it is seen. */
export const IMPORT_SCENES: readonly Scene[] = [
  {
    name: 'dialog-import-folder',
    show: async (benchtop) => {
      const logs = join(benchtop.workspace, 'lightning_logs');
      mkdirSync(logs);
      const events = new EventFile(join(logs, 'events.out.tfevents.1.x.0'), 1_796_119_200);
      for (let step = 0; step < 400; step++)
        for (const [tag, value] of [
          ['loss', 1 / (1 + step / 20)],
          ['accuracy', 1 - 1 / (2 + step / 40)],
        ] as const)
          events.scalar(tag, 1_796_119_200 + step, step, value);
      events.close();
      await benchtop.dropFiles([logs]);
      await expect(benchtop.page.getByRole('dialog', { name: 'Import runs' })).toContainText('Event files');
    },
  },
  {
    name: 'run-external',
    show: async ({ page, shell }) => {
      await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
      await shell.messages.getByRole('button', { name: 'Open' }).first().click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('lightning_logs');
    },
  },
];
