// What a person moves with the hand, in the real window: fifty long curves, and a million points. The
// window is drawn in software, by the cores that draw the chart as well.
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { moveEveryFrame, perSecond } from '../lib/moves.mjs';
import { seededUniform } from '../lib/random.mjs';
import { openWindow } from '../lib/window.mjs';

const RUNS = 50;
const POINTS = 100_000;
const ROWS = 1_000_000;
