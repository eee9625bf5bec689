import { describe, expect, it } from 'vitest';
import { LineUnwrapper, unwrapText } from './line-unwrapper';

describe('lines that are quoted as a whole', () => {
  const text = '"id,name"\r\n"1,""n, 1"""\nplain,"x"\r"2,n"x"\n"3,é"\n""\n"open\n"4,end"';
  const plain = 'id,name\r\n1,"n, 1"\nplain,"x"\r"2,n"x"\n3,é\n\n"open\n4,end';

  it('lose their quotes, others stay', () => {
    expect(unwrapText(text)).toBe(plain);
  });

  it('are the same in chunks of any size', () => {
    const bytes = Buffer.from(text);
    for (let size = 1; size < 12; size++) {
      const lines = new LineUnwrapper();
      const parts: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += size) {
        parts.push(Uint8Array.from(lines.push(bytes.subarray(at, at + size))));
      }
      parts.push(lines.push(null));
      expect(Buffer.concat(parts).toString()).toBe(plain);
    }
  });
});
