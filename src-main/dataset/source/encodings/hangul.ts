import { decodeAll } from './decoders';

/** Syllables that most Korean words are of, a quarter of those that EUC-KR has. */
const FREQUENT =
  '가각간갈감강개거건게겠겨격견결경계고골공과관광교구국군굴굿궁권귀규귤그극근금급기길김까깨꺼께꼭꽃꾸꾼꿀끄끌끝끼나낙난날남낮낳내너널넓넣네넷년노논놀농높놓눈눔뉴는늘능늦니닐님닙다단달닭담답당대댐댓더덕던덜덤데델도돈돌동돼되된두둘뒤든들듯등디딘따딱딸땅때떤떻또뜨뜬뜻띠라란람래량러럼레려력련렬령로록론료룡루류률르른를름릉리린립링마만말맑맛망맞매맨머먹먼멀메멘면멸명몇모목몬몸못묘무문묻물미민믿밀밑바박반받발밝밤밥방배백버번벌범법벼벽변별병보복본볼봄봉부북분불붉붙브블비빈빌빙빛빠빨빵뼈뿌쁘사산살삼상새색샘생서석선설섭섯성세셀셔션소속손솔송쇼수숙순술숨숫숲쉽슈스슨슬습승시식신실심싱싸쌀쌍쌓썩쑥쓰쓸씨씩씻아안않알암앙애야약양어언얻얼엄업없엇에엔엘여역연열영옆예오옥온올옷와완왔왕외요용우욱운울웃원월위유육윤율으은을음응의이인일읽잃임입있자작잔잘잡장재저적전절젊점정젖제젠졌조종좋좌주죽준줄중줘쥐즉즐증지직진질짐집짓짜짝짧째쪽찌차착참창찾채책처천첫청체초총최추축춘출춤충치친칠카칼커컴켜코콘콜콩쿠크큰클키타탄탐태택터털텔템토통투트특튼틀티팀파판팔팩팬퍼펴평포폭폰폴표푸풀품풍프픈피필핑하학한할함합항해햇행향허헌험헤현혈형혜호화확환활황회효후훈휴흐흑흘흙흥희히힘';

let known: ReadonlySet<number> | null = null;

/** Whether the two bytes at a place are a frequent syllable in EUC-KR. */
export function isFrequentSyllable(bytes: Buffer, at: number): boolean {
  known ??= frequentPairs();
  return known.has((bytes[at] << 8) | (bytes[at + 1] ?? 0));
}

/** Pairs of bytes of the frequent syllables: the runtime decodes, but does not encode, EUC-KR. */
function frequentPairs(): ReadonlySet<number> {
  const pairs: number[] = [];
  for (let lead = 0xb0; lead <= 0xc8; lead++)
    for (let trail = 0xa1; trail <= 0xfe; trail++) pairs.push((lead << 8) | trail);
  const bytes = Buffer.from(pairs.flatMap((pair) => [pair >> 8, pair & 0xff]));
  const frequent = new Set(FREQUENT);
  const syllables = Array.from(decodeAll(bytes, 'euc-kr'));
  return new Set(pairs.filter((_, i) => frequent.has(syllables[i] ?? '')));
}
