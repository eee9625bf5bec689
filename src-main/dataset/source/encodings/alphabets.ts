import type { EncodingName } from '../../../../src-shared/dataset/encodings';

/** What the letters beyond ASCII of one language are, and how often the usual ones of them stand in texts. */
export interface Alphabet {
  /** In lower case. */
  readonly letters: string;
  /** Its most frequent letters; empty: their shares tell nothing. */
  readonly usual: string;
  /** Share of letters that `usual` has in running text. */
  readonly share: number;
  /** Letters where the language never has them. */
  readonly never?: RegExp;
}

const latin = (letters: string, never?: RegExp): Alphabet => ({
  letters,
  usual: '',
  share: 0,
  ...(never === undefined ? {} : { never }),
});

/** A cedilla softens a c in front of a, o and u alone, and a Portuguese õ has an e behind it. */
const NEVER_WESTERN = /ç(?![aouâáàãôóõúùû])|õ(?!e)/giu;
const WESTERN = [
  latin('äöüß'),
  latin('éèàêâçôûùîïëœæ', NEVER_WESTERN),
  latin('ñáéíóúü¿¡ºª'),
  latin('ãõçáâàéêíóôúüºª', NEVER_WESTERN),
  // Italian accents are on last letters alone.
  latin('àèéìòù', /[àèìòù](?=\p{L})/giu),
  latin('åäöé'),
  latin('æøåé'),
  latin('ëïéèöüáíóú'),
  // Turkish read so has the first three of these alone.
  { letters: 'þðýáéíóúæö', usual: 'áíóéúöæ', share: 0.5 },
  latin('àçèéíïòóúü·', NEVER_WESTERN),
];
/** Of all of them together, as lists of names and places have it. */
const MIXED_WESTERN = latin('äöüßéèàêâçôûùîïëœæñáéíóúãõìòåøþðýÿ', NEVER_WESTERN);
const CENTRAL = [
  'ąćęłńóśźż',
  'áčďéěíňóřšťúůýž',
  'áäčďéíĺľňóôŕšťúýž',
  'áéíóöőúüű',
  'ăâîşţșț',
  'čćđšž',
  'äöüß',
  'ëç',
].map((letters) => latin(letters));
const TURKISH = [latin('çğıöşüi\u0307')];
const BALTIC = ['ąčęėįšųūž', 'āčēģīķļņšūž', 'äõöüšž'].map((letters) => latin(letters));
const VIETNAMESE = [
  {
    letters: 'ăâđêôơưàáãèéìíòóõùúý\u0300\u0301\u0303\u0309\u0323',
    usual: 'đơư\u0300\u0301\u0303\u0309\u0323',
    share: 0.5,
  },
];
const CYRILLIC: readonly Alphabet[] = [
  { letters: 'абвгдежзийклмнопрстуфхцчшщъыьэюяё', usual: 'оеаинтсрвл', share: 0.63 },
  { letters: 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя', usual: 'оаниівтреск', share: 0.63 },
  { letters: 'абвгдежзијклљмнњопрстћуфхцчџшђѓќѕ', usual: 'аоиенрстјвк', share: 0.66 },
  { letters: 'абвгдеёжзійклмнопрстуўфхцчшыьэюя', usual: 'аніеотрслкў', share: 0.6 },
];
const GREEK: readonly Alphabet[] = [
  { letters: 'αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ', usual: 'αοιετσνηυρςάίό', share: 0.76 },
];
const HEBREW: readonly Alphabet[] = [
  { letters: 'אבגדהוזחטיכלמנסעפצקרשתךםןףץ', usual: 'יוהלארתבשמ', share: 0.7 },
];
const ARABIC: readonly Alphabet[] = [
  { letters: 'ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئءپچژگ،؛؟', usual: 'اليمونرتبةد', share: 0.7 },
];
const THAI: readonly Alphabet[] = [
  {
    letters: 'กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮะัาำิีึืุูเแโใไ็่้๊๋์ๆฯ',
    usual: 'านรอกเงมยลวดทตสีัิ่้',
    share: 0.72,
  },
];

/** An encoding of single bytes that files are tried in. */
export interface TriedEncoding {
  readonly encoding: EncodingName;
  readonly alphabets: readonly Alphabet[];
  /** Factor of its score: below 1 for those that few files have. */
  readonly prior: number;
}

/** The usual first: of equals it is taken. */
export const TRIED: readonly TriedEncoding[] = [
  { encoding: 'windows-1252', alphabets: WESTERN, prior: 1 },
  { encoding: 'windows-1251', alphabets: CYRILLIC, prior: 1 },
  { encoding: 'windows-1250', alphabets: CENTRAL, prior: 0.99 },
  { encoding: 'windows-1253', alphabets: GREEK, prior: 0.99 },
  { encoding: 'windows-1254', alphabets: TURKISH, prior: 0.98 },
  { encoding: 'windows-1255', alphabets: HEBREW, prior: 0.99 },
  { encoding: 'windows-1256', alphabets: ARABIC, prior: 0.99 },
  { encoding: 'windows-1257', alphabets: BALTIC, prior: 0.98 },
  { encoding: 'windows-1258', alphabets: VIETNAMESE, prior: 0.94 },
  { encoding: 'windows-874', alphabets: THAI, prior: 0.99 },
  { encoding: 'koi8-r', alphabets: CYRILLIC.slice(0, 1), prior: 0.98 },
  { encoding: 'koi8-u', alphabets: CYRILLIC.slice(1, 2), prior: 0.97 },
  { encoding: 'ibm866', alphabets: CYRILLIC.slice(0, 1), prior: 0.97 },
  { encoding: 'iso-8859-5', alphabets: CYRILLIC, prior: 0.96 },
  { encoding: 'x-mac-cyrillic', alphabets: CYRILLIC.slice(0, 2), prior: 0.97 },
  { encoding: 'macintosh', alphabets: WESTERN, prior: 0.96 },
  { encoding: 'iso-8859-2', alphabets: CENTRAL, prior: 0.97 },
  { encoding: 'iso-8859-7', alphabets: GREEK, prior: 0.97 },
  { encoding: 'iso-8859-6', alphabets: ARABIC, prior: 0.96 },
  { encoding: 'iso-8859-8', alphabets: HEBREW, prior: 0.97 },
];

/** Words of several languages of one encoding: taken at this share of what one language would score. */
export const MIXED: ReadonlyMap<EncodingName, { readonly alphabet: Alphabet; readonly factor: number }> =
  new Map([
    ['windows-1252', { alphabet: MIXED_WESTERN, factor: 0.9 }],
    ['macintosh', { alphabet: MIXED_WESTERN, factor: 0.9 }],
  ]);
