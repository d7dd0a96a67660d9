import { expect, test } from 'vitest';
import { Api } from './api';
import { Clock } from './clock';

interface Asked {
  url: string;
  init: RequestInit;
  answer(body: unknown, status?: number): void;
}

/** A server that answers when the test does. */
function serve() {
  const asked: Asked[] = [];
  const api = new Api(new Clock(), (url, init) => {
    return new Promise((resolve) => {
      const answer = (body: unknown, status = 200) =>
        resolve(new Response(status === 204 ? null : JSON.stringify(body), { status }));
      asked.push({ url: String(url), init: init ?? {}, answer });
    });
  });
  return { api, asked };
}

/** Everything that only waits for promises has happened. */
const settled = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

const picture = new Blob(['jpeg'], { type: 'image/jpeg' });

test('a picture goes up as it is, under its room or its outfit', async () => {
  const { api, asked } = serve();
  const shared = api.sharePicture({ room: 'lounge' }, picture);
  void api.sharePicture({ outfit: 'abc' }, picture);
  await settled();
  expect(asked.map(({ url, init }) => [init.method, url])).toEqual([
    ['POST', '/api/v1/pictures?room=lounge'],
    ['POST', '/api/v1/pictures?outfit=abc'],
  ]);
  expect(asked[0]!.init.body).toBe(picture);
  expect(asked[0]!.init.headers).toEqual({ 'Content-Type': 'image/jpeg' });
  asked[0]!.answer({ id: 'p1', url: 'https://street/photo/p1' });
  expect(await shared).toEqual({ id: 'p1', url: 'https://street/photo/p1' });
});

test('no change of clothes waits for a picture on its way, and reads leave it room', async () => {
  const { api, asked } = serve();
  void api.sharePicture({ room: 'lounge' }, picture);
  let changed = false;
  void api.lanes.exclusive(async () => {
    changed = true;
  });
  await settled();
  expect([asked.length, changed]).toEqual([1, true]);
  for (let i = 0; i < 5; i++) void api.rooms();
  await settled();
  expect(asked).toHaveLength(4);
});

test('a refused picture says why', async () => {
  const { api, asked } = serve();
  const shared = api.sharePicture({ room: 'lounge' }, picture);
  await settled();
  asked[0]!.answer({ code: 'bad_picture', message: 'This is no PNG and no JPEG.' }, 422);
  await expect(shared).rejects.toMatchObject({ code: 'bad_picture' });
});

test('a picture is taken back by its id', async () => {
  const { api, asked } = serve();
  const done = api.takeBackPicture('a/b');
  await settled();
  expect([asked[0]!.init.method, asked[0]!.url]).toEqual(['DELETE', '/api/v1/pictures/a%2Fb']);
  asked[0]!.answer(undefined, 204);
  expect(await done).toBeUndefined();
});
