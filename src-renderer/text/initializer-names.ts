import { say } from '../../src-shared/language/say';
import type { InitializerName } from '../../src-shared/models/network/schema';

/** Initial weights as people know them. */
export const INITIALIZER_NAMES: Readonly<Record<InitializerName, string>> = {
  glorotUniform: say('Glorot uniform'),
  glorotNormal: say('Glorot normal'),
  heUniform: say('He uniform'),
  heNormal: say('He normal'),
  lecunUniform: say('LeCun uniform'),
  lecunNormal: say('LeCun normal'),
  randomUniform: say('Uniform, -0.05 to 0.05'),
  randomNormal: say('Normal, deviation 0.05'),
  zeros: say('Zeros'),
};
