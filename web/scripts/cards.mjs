/**
 * Makes the pictures that links show: art/card.png and art/rooms/<id>/card.png, 1200 x 630.
 *
 *   bin/yokocho serve --data EMPTY --limit-guests-per-minute 0 --time-zone ZONE     (in another terminal; a zone where it is night)
 *   cd web && node scripts/cards.mjs [http://localhost:8080]
 *
 * It fills each room with guests, photographs it through the open door without the page around it, and writes the
 * title beside it. Run it again when a room was redrawn. CHROMIUM names the browser when it is not /usr/bin/chromium.
 */
import { writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { encodePng } from './png8.mjs';

const origin = process.argv[2] ?? 'http://localhost:8080';
const art = new URL('../../art/', import.meta.url);
const size = { width: 1200, height: 630 };
/** So many sit: a lively room in which the furniture is still seen. */
const seated = 7;
/** Where others stand, as parts of the floor. */
const standing = [
  [0.62, 0.88],
  [0.93, 0.52],
];

async function api(method, path, body, token) {
  const response = await fetch(origin + path, {
    method,
    headers: token ? { Authorization: `Bearer ${token}` } : {},
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return response.status === 204 ? undefined : response.json();
}

/** Guests in ready-made outfits, on the seats that show their faces first. They stay half a minute. */
async function fill(room, outfits) {
  const drawn = await api('GET', room.art);
  const faces = drawn.seats.filter((s) => s.facing.startsWith('s'));
  const backs = drawn.seats.filter((s) => s.facing.startsWith('n'));
  const seats = [...faces, ...backs].slice(0, seated);
  const goals = [
    ...seats.map((s) => ({ type: 'sit', seat: s.id })),
    ...standing.map((part) => ({ type: 'walk', to: part.map((p, axis) => Math.round(p * drawn.floor[axis])) })),
  ];
  for (const [i, goal] of goals.entries()) {
    const outfit = outfits[i % outfits.length].hash;
    const { token } = await api('POST', '/api/v1/visitors', { outfit, token: true });
    const command = (c) => api('POST', `/api/v1/rooms/${room.id}/commands`, { id: c.type, ...c }, token);
    await command({ type: 'enter' });
    await command(goal);
    if (i % 2 === 0) await command({ type: 'express', name: i % 4 === 0 ? 'smile' : 'laugh' });
  }
}

/** Words over the picture; the strip below them keeps them readable on any drawing. */
const words = (title) => `
  <style>
    .card-words { position: fixed; inset: auto 0 0 0; z-index: 9999; padding: 90px 56px 34px; display: flex; align-items: baseline; gap: 28px;
      background: linear-gradient(#2a204000, #2a2040d9 62%); color: #fff6e8;
      font-family: "M PLUS Rounded 1c", "Noto Sans JP", "Noto Sans CJK JP", sans-serif; }
    .card-words, .card-words * { visibility: visible !important; }
    .card-words b { font-size: 68px; line-height: 1; font-weight: 800; }
    .card-words span { font-size: 34px; font-weight: 700; color: #ffc95c; }
  </style>
  <div class="card-words">${title}</div>`;

async function photograph(browser, room, files) {
  const page = await browser.newPage({ viewport: size, locale: 'ja-JP', reducedMotion: 'reduce' });
  await page.goto(`${origin}/${room.id}`);
  await page.locator('canvas').waitFor();
  await page.addStyleTag({
    content: 'body * { visibility: hidden !important } canvas { visibility: visible !important }',
  });
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(6000); // until everybody sits
  for (const [file, title] of files) {
    await page.evaluate((html) => {
      document.querySelector('#card-words')?.remove();
      const over = document.createElement('div');
      over.id = 'card-words';
      over.innerHTML = html;
      document.body.append(over);
    }, words(title));
    const shot = await page.screenshot({ type: 'png' });
    const pixels = await page.evaluate(decode, shot.toString('base64'));
    const png = encodePng(Buffer.from(pixels, 'base64'), size.width, size.height);
    await writeFile(new URL(file, art), png);
    console.log(`art/${file}: ${Math.round(png.length / 1024)} KB`);
  }
  await page.close();
}

/** In the page: the screenshot's pixels, RGBA, as base64. */
async function decode(base64) {
  const image = new Image();
  image.src = `data:image/png;base64,${base64}`;
  await image.decode();
  const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  let text = '';
  for (let i = 0; i < data.length; i += 0x8000) text += String.fromCharCode(...data.subarray(i, i + 0x8000));
  return btoa(text);
}

const { rooms } = await api('GET', '/api/v1/rooms');
const { outfits } = await api('GET', '/api/v1/catalogue');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
});
for (const [i, room] of rooms.entries()) {
  await fill(room, outfits);
  const files = [[`rooms/${room.id}/card.png`, `<b>${room.title.ja}</b><span>${room.title.en} · 横丁 Yokocho</span>`]];
  if (i === 0) files.push(['card.png', '<b>横丁</b><span>Yokocho</span>']);
  await photograph(browser, room, files);
}
await browser.close();
