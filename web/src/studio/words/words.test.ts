import { expect, test } from 'vitest';
import { en } from './en';
import { ja } from './ja';

test('every fault has a name in both languages, and in Japanese a remedy beside the server’s English sentence', () => {
  expect(Object.keys(ja.faultCodes).sort()).toEqual(Object.keys(en.faultCodes).sort());
  expect(Object.keys(ja.remedies).sort()).toEqual(Object.keys(ja.faultCodes).sort());
});
