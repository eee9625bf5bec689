/**
 * Character encodings of text files by the names of the Encoding Standard (WHATWG), but for three
 * things: `latin-1` is ISO-8859-1 itself, which the standard reads as Windows-1252; UTF-32 is there;
 * the standard's `replacement` and `x-user-defined` are not.
 */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'utf-32le',
  'utf-32be',
  'latin-1',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'iso-8859-2',
  'iso-8859-3',
  'iso-8859-4',
  'iso-8859-5',
  'iso-8859-6',
  'iso-8859-7',
  'iso-8859-8',
  'iso-8859-8-i',
  'iso-8859-10',
  'iso-8859-13',
  'iso-8859-14',
  'iso-8859-15',
  'iso-8859-16',
  'koi8-r',
  'koi8-u',
  'macintosh',
  'x-mac-cyrillic',
  'ibm866',
  'shift_jis',
  'euc-jp',
  'iso-2022-jp',
  'gbk',
  'gb18030',
  'big5',
  'euc-kr',
] as const;
export type EncodingName = (typeof ENCODINGS)[number];

/**
 * Other names, without the blanks, dashes and underscores in which they differ: those of the
 * standard, of Python's codecs, of Windows code pages, and of people.
 */
const LABELS: Readonly<Record<EncodingName, string>> = {
  'utf-8': 'utf8sig unicode11utf8 unicode20utf8 xunicode20utf8 cp65001 u8',
  'utf-16le': 'utf16 unicode unicodefeff ucs2 csunicode iso10646ucs2 cp1200',
  'utf-16be': 'unicodefffe cp1201',
  'utf-32le': 'utf32 ucs4 cp12000',
  'utf-32be': 'cp12001',
  'latin-1': 'iso88591 isoir100 iso88591:1987 csisolatin1 l1 cp819 ibm819 8859',
  'windows-1252': 'cp1252 xcp1252 ansi ascii usascii ansix3.41968 1252',
  'windows-1250': 'cp1250 xcp1250 1250',
  'windows-1251': 'cp1251 xcp1251 1251',
  'windows-1253': 'cp1253 xcp1253 1253',
  'windows-1254': 'cp1254 xcp1254 1254 iso88599 iso88599:1989 isoir148 csisolatin5 latin5 l5',
  'windows-1255': 'cp1255 xcp1255 1255',
  'windows-1256': 'cp1256 xcp1256 1256',
  'windows-1257': 'cp1257 xcp1257 1257',
  'windows-1258': 'cp1258 xcp1258 1258',
  'windows-874': 'cp874 dos874 iso885911 tis620 thai 874',
  'iso-8859-2': 'iso88592:1987 isoir101 csisolatin2 latin2 l2',
  'iso-8859-3': 'iso88593:1988 isoir109 csisolatin3 latin3 l3',
  'iso-8859-4': 'iso88594:1988 isoir110 csisolatin4 latin4 l4',
  'iso-8859-5': 'iso88595:1988 isoir144 csisolatincyrillic cyrillic',
  'iso-8859-6':
    'iso88596:1987 isoir127 csisolatinarabic arabic asmo708 ecma114 csiso88596e csiso88596i iso88596e iso88596i',
  'iso-8859-7': 'iso88597:1987 isoir126 csisolatingreek greek greek8 ecma118 elot928 suneugreek',
  'iso-8859-8': 'iso88598:1988 isoir138 csisolatinhebrew hebrew visual csiso88598e iso88598e',
  'iso-8859-8-i': 'csiso88598i logical',
  'iso-8859-10': 'isoir157 csisolatin6 latin6 l6',
  'iso-8859-13': 'latin7 l7',
  'iso-8859-14': 'latin8 l8',
  'iso-8859-15': 'csisolatin9 latin9 l9',
  'iso-8859-16': 'latin10 l10',
  'koi8-r': 'cskoi8r koi koi8',
  'koi8-u': 'koi8ru',
  macintosh: 'csmacintosh mac xmacroman macroman cp10000',
  'x-mac-cyrillic': 'xmacukrainian maccyrillic cp10007',
  ibm866: 'cp866 csibm866 866',
  shift_jis: 'sjis xsjis csshiftjis ms932 cp932 windows31j mskanji shiftjisx0213 932',
  'euc-jp': 'xeucjp cseucpkdfmtjapanese ujis',
  'iso-2022-jp': 'csiso2022jp',
  gbk: 'chinese csgb2312 csiso58gb231280 gb2312 gb231280 isoir58 xgbk cp936 ms936 936 euccn',
  gb18030: 'gb180302000',
  big5: 'big5hkscs cnbig5 csbig5 xxbig5 cp950 ms950 950',
  'euc-kr':
    'cseuckr csksc56011987 isoir149 korean ksc56011987 ksc56011989 ksc5601 windows949 cp949 ms949 uhc 949',
};

const key = (label: string): string => label.trim().toLowerCase().replace(/[-_ ]/g, '');

let known: ReadonlyMap<string, EncodingName> | null = null;

/** The encoding that a label names, e.g. `latin1`, `cp1252` or `sjis`; null where none is called so. */
export function encodingNamed(label: string): EncodingName | null {
  known ??= new Map(
    ENCODINGS.flatMap((name) => [name, ...LABELS[name].split(' ')].map((each) => [key(each), name] as const)),
  );
  return known.get(key(label)) ?? null;
}
