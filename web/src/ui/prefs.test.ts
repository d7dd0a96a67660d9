import { expect, test } from 'vitest';
import { Prefs } from './prefs';
import { en } from './words/en';
import { ja } from './words/ja';

class Memory {
  text: string | null = null;
  getItem = () => this.text;
  setItem = (_: string, text: string) => {
    this.text = text;
  };
}

test('the language follows the browser until it is chosen by hand', () => {
  const storage = new Memory();
  const first = new Prefs(storage, { languages: ['ja-JP', 'en'], lessMotion: false });
  expect(first.words.value).toBe(ja);
  expect(new Prefs(storage, { languages: ['fr', 'ja'], lessMotion: false }).lang.value).toBe('en');
  first.lang.value = 'en';
  expect(new Prefs(storage, { languages: ['ja'], lessMotion: false }).words.value).toBe(en);
});

test('less motion follows the system until it is chosen by hand', () => {
  const storage = new Memory();
  expect(new Prefs(storage, { languages: ['en'], lessMotion: true }).lessMotion.value).toBe(true);
  const prefs = new Prefs(storage, { languages: ['en'], lessMotion: false });
  prefs.lessMotion.value = true;
  prefs.lessMotion.value = false;
  expect(new Prefs(storage, { languages: ['en'], lessMotion: true }).lessMotion.value).toBe(true);
});

test('what another version stored does no harm', () => {
  const storage = new Memory();
  storage.text = '{broken';
  expect(new Prefs(storage, { languages: ['ja'], lessMotion: false }).textSize.value).toBe(100);
});
