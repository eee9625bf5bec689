import { it } from 'vitest';
import { detectDialect } from './dialect';
import { fixtures } from './fixtures/index';
it('speed', () => {
  const numeric = 'a,b,c,d,e,f,g,h\n' + Array.from({ length: 4000 }, (_, i) => Array.from({ length: 8 }, (_, c) => ((i * 7919 + c * 31) % 10007) / 97).join(',')).join('\n') + '\n';
  const mixed = 'id;name;when;v\n' + Array.from({ length: 6000 }, (_, i) => `${i};"Smith, O'Neil ${i}";2024-01-${10 + (i % 19)} 10:${10 + (i % 49)}:00;${i}.5`).join('\n') + '\n';
  const run = (name: string, s: string) => {
    const parts = [s.slice(0, 262144), s.slice(0, 65536), s.slice(0, 65536)];
    const times: number[] = [];
    for (let k = 0; k < 8; k++) { const t = performance.now(); detectDialect(parts); times.push(performance.now() - t); }
    console.log(name, times.map((t) => t.toFixed(1)).join(' '));
  };
  run('numeric', numeric); run('mixed', mixed);
  const wide = fixtures().find(({ name }) => name.includes('5,000 col'))!;
  run('wide', wide.bytes.toString());
});
