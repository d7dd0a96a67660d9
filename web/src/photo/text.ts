/** How wide a text is, in the font at hand. */
export type Measure = (text: string) => number;

const clusters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** What does not begin a line, and what does not end one: `line-break: strict`, as far as chat needs it. */
const noStart =
  /^[、。，．・：；？！!?,.:;)\]}」』】〉》〕）］｝”’…‥ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々ゝゞ〜～]/u;
const noEnd = /[([{「『【〈《〔（［｛“‘]$/u;
/** Between two of these a line may end; in other scripts only between words. */
const breaks =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Extended_Pictographic}\u3000-\u303f\uff00-\uffefー]/u;
const space = /^\s+$/u;

/**
 * Breaks a text into at most `most` lines, as the page's own bubbles do: between words and Japanese characters, inside a
 * word only when it is longer than a line; all white space is alike. What does not fit ends in an ellipsis.
 */
export function breakLines(text: string, width: number, most: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  const end = () => {
    lines.push(line.trimEnd());
    line = '';
  };
  for (const piece of pieces(text.replace(/\s+/gu, ' '))) {
    if (measure((line + piece).trimEnd()) <= width) line += line === '' ? piece.trimStart() : piece;
    else {
      if (line.trim() !== '') end();
      for (const { segment } of clusters.segment(piece.trimStart())) {
        if (line !== '' && measure((line + segment).trimEnd()) > width) end();
        line += segment;
      }
    }
    if (lines.length > most) break;
  }
  end();
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), shorten(`${lines[most - 1]}…`, width, measure)];
}

/** A text on one line, with an ellipsis in place of what does not fit. */
export function shorten(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  const kept = [...clusters.segment(text.replace(/…$/u, ''))].map(({ segment }) => segment);
  while (kept.length > 0 && measure(`${kept.join('').trimEnd()}…`) > width) kept.pop();
  return `${kept.join('').trimEnd()}…`;
}

/** What stays together on a line: words with the space after them, and Japanese characters with what clings to them. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let piece = '';
  for (const { segment } of clusters.segment(text)) {
    if (piece !== '' && mayBreak(piece, segment)) {
      found.push(piece);
      piece = segment;
    } else piece += segment;
  }
  return [...found, piece];
}

function mayBreak(before: string, next: string): boolean {
  if (space.test(next) || noStart.test(next) || noEnd.test(before)) return false;
  return /[\s-]$/u.test(before) || breaks.test(next) || breaks.test(lastOf(before));
}

const lastOf = (text: string): string => [...text].at(-1) ?? '';

const strong = /\p{L}/u;
const leftward = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Which way a text runs: as its first letter does, like `dir="auto"`. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const first = [...text].find((letter) => strong.test(letter));
  return first !== undefined && leftward.test(first) ? 'rtl' : 'ltr';
}
