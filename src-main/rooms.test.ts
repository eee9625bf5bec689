import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { crossedBorder, ROOMS } from '../tools/lint/rooms.mjs';
import { projectFolder } from './testing/places';

const zones = Object.entries(ROOMS);

describe('the borders between the rooms of a zone', () => {
  it.each(zones)('of %s name folders that are there, and every one of them', (zone, rooms) => {
    const folders = readdirSync(join(projectFolder, zone), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(
      Object.keys(rooms)
        .filter((name) => name !== '.')
        .sort(),
    ).toEqual(folders.sort());
    for (const allowed of Object.values(rooms)) {
      for (const room of allowed) expect(rooms).toHaveProperty([room]);
    }
  });

  it.each(zones)('of %s have no circle', (_, rooms) => {
    const left = new Map(Object.entries(rooms));
    for (;;) {
      const bottom = [...left].filter(([, allowed]) => allowed.every((room) => !left.has(room)));
      if (bottom.length === 0) break;
      for (const [room] of bottom) left.delete(room);
    }
    expect([...left.keys()]).toEqual([]);
  });

  it.each(zones)('of %s let through what is allowed and refuse all else', (zone, rooms) => {
    const names = Object.keys(rooms);
    for (const from of names) {
      const file = from === '.' ? `${zone}/border.ts` : `${zone}/${from}/border.ts`;
      for (const to of names) {
        const target = to === '.' ? 'loose' : `${to}/some-file`;
        const specifier = from === '.' ? `./${target}` : `../${target}`;
        const isAllowed = from === to || (rooms[from] ?? []).includes(to);
        expect(crossedBorder(file, specifier) === null, `${from} -> ${to}`).toBe(isAllowed);
      }
    }
  });

  it('take a folder that is imported by its name for the room, and know of packages and other zones nothing', () => {
    const table = { zone: { above: ['ground'], ground: [] } };
    expect(crossedBorder('zone/ground/deep/a.ts', '../../above', table)).toEqual({
      zone: 'zone',
      from: 'ground',
      to: 'above',
    });
    expect(crossedBorder('zone/above/a.ts', '../ground', table)).toBeNull();
    expect(crossedBorder('zone/ground/a.ts', 'above', table)).toBeNull();
    expect(crossedBorder('zone/ground/a.ts', '../../elsewhere/above', table)).toBeNull();
  });

  it('are of zones that are there', () => {
    for (const [zone] of zones) expect(existsSync(join(projectFolder, zone))).toBe(true);
  });
});
