/** Tables that the pictures are of: the same numbers every time. */

/** Numbers from 0 to 1 by a seed. */
function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

function normals(seed: number): () => number {
  const uniform = uniforms(seed);
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

const CITIES = ['Köln', 'Nürnberg', 'Bern', 'Ulm'];

/** A file of a German instrument: lines before the table, decimal commas, two bad places and a footer. */
export function germanFile(): string {
  const rows = Array.from({ length: 240 }, (_, i) => {
    const height = 150 + ((i * 37) % 400) / 10;
    const weight = 45 + ((i * 28) % 420) / 10;
    const smokes = (i * 7 + Math.floor(i / 3)) % 5 < 2 ? 'ja' : 'nein';
    return [i + 1, comma(height), comma(weight), CITIES[i % 4], smokes].join(';');
  });
  rows[60] = '61;ca. 170;70,8;Köln;ja';
  rows[150] = '151;173,3;74,80';
  return [
    'Messreihe vom Frühjahr',
    'Waage 2',
    'Nr;Größe;Gewicht;Stadt;Raucher',
    ...rows,
    'Summe;;;;',
    '',
  ].join('\r\n');
}

function comma(value: number): string {
  return value.toFixed(1).replace('.', ',');
}

/** Prices of houses by size, age, rooms and district. */
export function houseFile(): string {
  const normal = normals(11);
  const districts = ['north', 'centre', 'south'];
  const rows = Array.from({ length: 240 }, (_, i) => {
    const area = 70 + 30 * Math.abs(normal());
    const age = Math.floor(40 * Math.abs(normal()));
    const rooms = Math.max(1, Math.round(area / 28 + 0.6 * normal()));
    const price = 40 + 2.6 * area - 0.7 * age + [0, 62, 18][i % 3]! + 14 * normal();
    return [area.toFixed(1), age, rooms, districts[i % 3], price.toFixed(1)].join(',');
  });
  return ['area,age,rooms,district,price', ...rows, ''].join('\n');
}

/** Three kinds of leaves by length and width that overlap a little. */
export function leafFile(): string {
  const normal = normals(5);
  const kinds = ['ash', 'elm', 'oak'];
  const rows = Array.from({ length: 210 }, (_, i) => {
    const kind = i % 3;
    const length = 6 + 2.2 * kind + normal();
    const width = 4 - 1.1 * kind + 0.35 * length + 0.6 * normal();
    return [length.toFixed(2), width.toFixed(2), kinds[kind]].join(',');
  });
  return ['length,width,species', ...rows, ''].join('\n');
}
