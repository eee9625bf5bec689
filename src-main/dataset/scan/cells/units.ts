/** Units and what stands in their place, as second header rows have them. */
const splitWords = (text: string): string[] => text.split(' ');
// SI and its kin, which take prefixes.
const BASES = splitWords(
  'm g s A K mol cd Hz N Pa J W V C F Ω ohm T H Wb lm lx Bq Gy Sv eV L l M bar B b byte bytes bit cal VA',
);
const WORDS = [
  ...splitWords('in inch inches ft feet yd mi miles lb lbs oz mph kn kph psi deg degC degF degrees rad sr'),
  ...splitWords(
    'min mins h hr hrs hour hours d day days wk week weeks dy mo month months yr yrs year years a sec secs',
  ),
  ...splitWords('seconds minutes atm mmHg Torr ha acre px pt dB dBm pH ppm ppb rpm EUR USD GBP CHF JPY'),
  ...splitWords('count counts units unit n pcs score ratio index AU arb a.u. meters metres grams kilograms'),
  ...splitWords('percent pct cells bpm'),
];
const SIGNS = splitWords('% ‰ ° °C °F ℃ ℉ $ € £ ¥ # " \' 1');

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const one = `(?:(?:da|[yzafpnuµμmcdhkKMGTPEZY])?(?:${BASES.join('|')})|${[...WORDS, ...SIGNS].map(literally).join('|')})`;
const power = '(?:\\^?[-−⁻]?(?:\\d|[¹²³⁴⁵⁶]))?';
const PLAIN = new RegExp(`^${one}${power}(?:\\s?[/·*×. ]\\s?${one}${power})*$`);
// A number alone in brackets is a negative one.
const BRACKETED = /^(\((?![\d., ]+\)).{1,20}\)|\[.{1,20}\])$/;

/** Whether a text is a unit, such as `cm`, `kg/m^2`, `(°C)` or `[lb]`. */
export function isUnit(text: string): boolean {
  return BRACKETED.test(text) || PLAIN.test(text);
}
