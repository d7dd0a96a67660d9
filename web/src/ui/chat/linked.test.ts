import { expect, test } from 'vitest';
import { pieces } from './linked';

const links = (text: string) => pieces(text).flatMap((p) => p.href ?? []);

test.each([
  ['見て https://example.org/椅子 です', ['https://example.org/椅子']],
  ['（https://example.org/a）。', ['https://example.org/a']],
  ['see http://example.org/a?b=c&d=e.', ['http://example.org/a?b=c&d=e']],
  ['https://a.example, https://b.example!', ['https://a.example', 'https://b.example']],
  ['javascript:alert(1) ftp://example.org https://', []],
])('%s', (text, found) => {
  expect(links(text)).toEqual(found);
  expect(
    pieces(text)
      .map((p) => p.text)
      .join(''),
  ).toBe(text);
});
