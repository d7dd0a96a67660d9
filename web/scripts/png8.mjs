import { crc32, deflateSync } from 'node:zlib';

const most = 112;

/** A PNG of few colours, which is a quarter of the bytes and looks the same for our pictures. `rgba` is opaque. */
export function encodePng(rgba, width, height) {
  const palette = colours(rgba);
  const nearest = finder(palette);
  const rows = Buffer.alloc(height * (width + 1)); // each row begins with filter 0
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const i = 4 * (y * width + x);
      rows[y * (width + 1) + 1 + x] = nearest(rgba[i], rgba[i + 1], rgba[i + 2]);
    }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8); // 8 bits, palette
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Median cut: the box of colours with the largest spread, weighed by its pixels, is halved until there are enough. */
function colours(rgba) {
  const counts = new Map();
  for (let i = 0; i < rgba.length; i += 4) {
    const key = ((rgba[i] >> 2) << 12) | ((rgba[i + 1] >> 2) << 6) | (rgba[i + 2] >> 2);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const all = [...counts].map(([k, n]) => ({
    at: [(k >> 12) << 2, ((k >> 6) & 63) << 2, (k & 63) << 2].map((v) => v | (v >> 6)),
    n,
  }));
  let boxes = [measured(all)];
  while (boxes.length < most) {
    const widest = boxes.reduce((a, b) => (b.weight > a.weight ? b : a));
    if (widest.weight === 0) break;
    boxes = [...boxes.filter((b) => b !== widest), ...halves(widest)];
  }
  return boxes.map(({ list }) => mean(list));
}

function measured(list) {
  const spreads = [0, 1, 2].map((axis) => {
    const values = list.map((c) => c.at[axis]);
    return values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
  });
  const axis = spreads.indexOf(Math.max(...spreads));
  const pixels = list.reduce((sum, c) => sum + c.n, 0);
  return { list, axis, weight: spreads[axis] ** 2 * Math.sqrt(pixels) };
}

function halves({ list, axis }) {
  const sorted = list.toSorted((a, b) => a.at[axis] - b.at[axis]);
  const half = sorted.reduce((sum, c) => sum + c.n, 0) / 2;
  let middle = 0;
  for (let seen = 0; seen < half; middle++) seen += sorted[middle].n;
  middle = Math.min(middle, sorted.length - 1);
  return [measured(sorted.slice(0, middle)), measured(sorted.slice(middle))];
}

function mean(list) {
  const pixels = list.reduce((sum, c) => sum + c.n, 0);
  return [0, 1, 2].map((axis) => Math.round(list.reduce((sum, c) => sum + c.at[axis] * c.n, 0) / pixels));
}

/** The palette's nearest colour, remembered by colour. */
function finder(palette) {
  const known = new Map();
  return (r, g, b) => {
    const key = (r << 16) | (g << 8) | b;
    let best = known.get(key);
    if (best === undefined) {
      let least = Number.POSITIVE_INFINITY;
      for (const [i, p] of palette.entries()) {
        const distance = 2 * (p[0] - r) ** 2 + 4 * (p[1] - g) ** 2 + 3 * (p[2] - b) ** 2;
        if (distance < least) [least, best] = [distance, i];
      }
      known.set(key, best);
    }
    return best;
  };
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
