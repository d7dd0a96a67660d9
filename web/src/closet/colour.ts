import type { Colour } from './recipe';

/** Red, green and blue from 0 to 255. */
export type Rgb = readonly [number, number, number];
/** Hue in degrees, saturation and value from 0 to 1. */
export interface Hsv {
  h: number;
  s: number;
  v: number;
}

export function rgb(colour: Colour): Rgb {
  const n = Number.parseInt(colour.slice(1), 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255];
}

export const hex = (channels: Rgb): Colour =>
  `#${channels
    .map((c) =>
      Math.round(Math.min(255, Math.max(0, c)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

/** What somebody typed, as a colour: with or without #, long or short. */
export function readColour(text: string): Colour | undefined {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1]?.toLowerCase();
  if (!digits) return undefined;
  return `#${digits.length === 6 ? digits : [...digits].map((d) => d + d).join('')}`;
}

export function mix(a: Colour, b: Colour, part: number): Colour {
  const [from, to] = [rgb(a), rgb(b)];
  return hex(from.map((c, i) => c + (to[i]! - c) * part) as unknown as Rgb);
}

export function hsv(colour: Colour): Hsv {
  const [r, g, b] = rgb(colour).map((c) => c / 255) as [number, number, number];
  const v = Math.max(r, g, b);
  const span = v - Math.min(r, g, b);
  if (span === 0) return { h: 0, s: 0, v };
  const h = v === r ? (g - b) / span : v === g ? 2 + (b - r) / span : 4 + (r - g) / span;
  return { h: (h * 60 + 360) % 360, s: span / v, v };
}

export function fromHsv({ h, s, v }: Hsv): Colour {
  const channel = (offset: number) => {
    const k = (offset + h / 60) % 6;
    return 255 * (v - v * s * Math.max(0, Math.min(k, 4 - k, 1)));
  };
  return hex([channel(5), channel(3), channel(1)]);
}

/** How different two colours look, roughly: 0 is the same, black and white are some 765 apart. */
export function distance(a: Colour, b: Colour): number {
  const [x, y] = [rgb(a), rgb(b)];
  const red = (x[0] + y[0]) / 2;
  const [dr, dg, db] = x.map((c, i) => c - y[i]!) as [number, number, number];
  return Math.sqrt((2 + red / 256) * dr * dr + 4 * dg * dg + (2 + (255 - red) / 256) * db * db);
}

/** Perceived lightness from 0 to 1. */
export function lightness(colour: Colour): number {
  const [r, g, b] = rgb(colour);
  return (0.299 * r + 0.587 * g + 0.114 * b) / 255;
}

/** The tones a drawing has of one colour. */
export type Tones = Partial<Record<'fill' | 'shade' | 'line' | 'light', Colour>>;

const violet = rgb('#b49ad0');

const times = (a: Colour, b: Colour): Colour => {
  const other = rgb(b);
  return hex(rgb(a).map((c, i) => (c * other[i]!) / 255) as unknown as Rgb);
};

/** Shade, line and light of a fill, as the server paints them (core/wardrobe, Tones). */
export const tones = (fill: Colour): Required<Tones> => ({
  fill,
  shade: hex(rgb(fill).map((c, i) => c + ((c * violet[i]!) / 255 - c) * 0.62) as unknown as Rgb),
  line: mix(times(times(fill, '#8a6a8c'), '#a08098'), '#3b2038', 0.42),
  light: mix(fill, '#fff6e0', 0.38),
});
