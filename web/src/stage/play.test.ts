import { type Sprite, type Texture, TextureSource, Texture as Textures } from 'pixi.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PersonView, View } from '../wire/types';
import type { Mark, Sight, Touches } from '../world/scene';
import type { Lens } from './camera';
import { Looks } from './looks';
import { type Paints, paints } from './paint';
import { Play } from './play';
import { type Pictures, picturesOf, Room } from './room';
import type { RoomArt } from './roomart';

/** Pixi asks which browser it is in as soon as it is read. */
vi.hoisted(() => vi.stubGlobal('navigator', { userAgent: 'node', platform: '' }));

const made: Texture[] = [];
const sheetWith = (plane: string) =>
  `<svg viewBox="0 0 64 48"><metadata>{"format":1,"views":{"front":[{"plane":"${plane}","bone":"head","frames":{"":[0,0,9,9,60,40]}}],"back":[]}}</metadata></svg>`;
const sheet = sheetWith('head');

vi.mock('../figure/raster', () => {
  const pen = new Proxy({}, { get: () => () => ({ addColorStop() {} }), set: () => true });
  return {
    canvas: () => [{}, pen],
    fetchText: async () => sheet,
    rasterise: async () => ({}),
  };
});

vi.mock('./raster', () => {
  return {
    texture: () => {
      const one = new Textures({ source: new TextureSource({ width: 64, height: 64 }) });
      made.push(one);
      return one;
    },
    letGo: (one: Texture) => one.destroy(true),
  };
});

const still = (x: number, ms: number) => ({ frame: [x, 0, 20, 20] as const, ms });

const piece = (id: string, group: string, layer: 'back' | 'front' | 'single') => ({
  id,
  group,
  layer,
  frames: [{ frame: [0, 0, 60, 80] as const }],
  at: [1020, 600] as const,
  base: [
    [230, 240],
    [270, 240],
  ] as [number, number][],
});

const art: RoomArt = {
  id: 'lounge',
  backdrop: '#1b1638',
  origin: [1104, 500],
  floor: [528, 528],
  frame: [576, 290, 1056, 738],
  tint: { day: '#ffffff', night: '#fff0e0' },
  background: { day: 'background.svg', night: 'background-night.svg', width: 2208, height: 1360 },
  furniture: { day: 'furniture.svg', night: 'furniture-night.svg', width: 200, height: 200 },
  pieces: [
    { id: 'sign', layer: 'wall', at: [700, 400], frames: [still(0, 1000), still(20, 500)] },
    piece('chair-back', 'chair', 'back'),
    piece('chair-front', 'chair', 'front'),
  ],
  seats: [
    { id: 'chair', group: 'chair', facing: 'se', at: [250, 220], approach: [290, 220], height: 34, posture: 'chair' },
  ],
  glows: [],
  works: [
    {
      id: 'painting',
      outline: [
        [1390, 490],
        [1430, 490],
        [1430, 530],
        [1390, 530],
      ],
    },
  ],
  exits: [
    {
      id: 'door',
      target: 'street',
      at: [462, 22],
      board: [1560, 560],
      outline: [
        [1539, 717],
        [1594, 745],
        [1594, 605],
        [1539, 577],
      ],
    },
  ],
};

const lens: Lens = { width: 1440, height: 900, covered: 70, picture: [2208, 1360], frame: art.frame };

const person = (id: string, x: number, y: number, more: Partial<PersonView> = {}): PersonView => ({
  id,
  name: id,
  kind: 'person',
  outfit: `outfit-${id}`,
  path: [[x, y, 0]],
  facing: 'se',
  ...more,
});

let people: PersonView[];
let view: View;
let marks: Record<string, Mark>;
let hidden: ReadonlySet<string> | undefined;
let now: number;
let lessMotion = false;
let play: Play;
let looks: Looks;
let painted: Paints;
const peopleIn = new Map<string, number>();
let day: Pictures;
const touches = {
  onFloor: vi.fn(),
  onPerson: vi.fn(),
  onRest: vi.fn(),
  onSelf: vi.fn(),
  onSeat: vi.fn(),
  onExit: vi.fn(),
  onWork: vi.fn(),
  onFrame: vi.fn(),
};

const sight: Sight = {
  view: () => view,
  me: () => 'me',
  now: () => now,
  mark: (id) => marks[id],
  art: () => ({ url: 'art', json: art }),
  peopleIn: (room) => peopleIn.get(room),
  light: () => 'day',
  reducedMotion: () => lessMotion,
  power: () => 'auto',
  seen: () => true,
  finder: () => hidden,
  outfit: async (hash) => sheetWith(hash === 'outfit-fan' ? 'held' : 'head'),
};

function show(next: PersonView[]): void {
  people = next;
  view = {
    position: '1',
    room: { id: 'lounge', title: { ja: '', en: '' }, capacity: 9, map: '' },
    people,
    seats: [],
    lines: [],
    lately: [],
  };
}

async function frames(count: number, ms = 20): Promise<void> {
  for (let i = 0; i < count; i++) {
    now += ms;
    looks.pump(now);
    play.update(view, lens, now, ms);
    await Promise.resolve();
  }
}

const picturesBy = (light: 'day' | 'night') => picturesOf(art, light, 1, false, new AbortController().signal);

beforeEach(async () => {
  made.length = 0;
  marks = {};
  hidden = undefined;
  lessMotion = false;
  now = 1000;
  touches.onFloor.mockResolvedValue('going');
  painted = paints();
  looks = new Looks(sight.outfit, () => 1, false);
  day = await picturesBy('day');
  const room = new Room(art, day, painted);
  play = new Play(room, looks, painted, sight, touches as Touches, lens);
  show([person('me', 300, 380), person('you', 400, 200)]);
  await frames(3);
});

afterEach(() => {
  vi.clearAllMocks();
});

const middle = (id: string): [number, number] => {
  const { face } = play.anchors.get(id)!;
  return [face.x + face.w / 2, face.y + face.h / 2];
};

test('a click means a person, a seat, the door or the floor', async () => {
  play.tap(middle('you'), now);
  expect(touches.onPerson).toHaveBeenCalledWith('you', { x: middle('you')[0], y: middle('you')[1] });
  const { foot, body } = play.anchors.get('me')!;
  play.tap([foot.x, foot.y + 60], now);
  expect(touches.onFloor).toHaveBeenCalledTimes(1);
  const [x, y] = touches.onFloor.mock.calls[0]!;
  expect(Math.abs(x - 300 - (y - 380))).toBeLessThanOrEqual(1);
  expect(x).toBeGreaterThan(330);
  const scale = body.h / ((302 - 40) * 0.54);
  const at = (px: number, py: number): [number, number] => [foot.x + (px - 1024) * scale, foot.y + (py - 840) * scale];
  play.tap(at(1134, 701), now);
  expect(touches.onSeat).toHaveBeenCalledWith('chair');
  play.tap(at(1566, 660), now);
  expect(touches.onExit).toHaveBeenCalledWith('door');
  play.tap(at(1410, 510), now);
  expect(touches.onWork).toHaveBeenCalledWith('painting');
});

test('anchors follow people and are the same object while nothing moves', async () => {
  const before = play.anchors.get('me')!;
  await frames(5);
  expect(play.anchors.get('me')).toBe(before);
  expect(before.crown.y).toBeLessThan(before.face.y);
  expect(before.foot.y).toBeGreaterThan(before.face.y + before.face.h);
  show([
    person('me', 300, 380, {
      path: [
        [300, 300, now],
        [400, 300, now + 455],
      ],
    }),
    people[1]!,
  ]);
  await frames(40);
  expect(play.anchors.get('me')!.foot.x).toBeGreaterThan(before.foot.x + 60);
});

test('a sitter is drawn between the back and the front of the chair, and above neither after getting up', async () => {
  const chair = play.container.children[0]!.getChildByLabel('chair', true)!;
  expect(chair.children).toHaveLength(2);
  show([person('me', 290, 220, { seat: 'chair', path: [[290, 220, now]] }), people[1]!]);
  await frames(30);
  expect(chair.children).toHaveLength(3);
  chair.sortChildren();
  expect(chair.children.map((child) => child.zIndex)).toEqual([0, 1, 2]);
  show([person('me', 290, 220, { path: [[290, 220, now]] }), people[1]!]);
  await frames(30);
  expect(chair.children).toHaveLength(2);
});

test('what stands in the room is told as it is drawn, back to front', async () => {
  show([
    person('me', 300, 380),
    person('sits', 250, 220, { seat: 'chair', path: [[250, 220, now]] }),
    person('behind', 210, 200),
  ]);
  await frames(30);
  const told = play.cast.standing();
  expect(told.map((one) => ('who' in one ? one.who : `${one.group} ${one.layer}`))).toEqual([
    'behind',
    'chair back',
    'sits',
    'chair front',
    'me',
  ]);
  expect(told[2]).toMatchObject({ sits: 'chair', at: [250, 220] });
  expect(told[4]).toMatchObject({ at: [300, 380], root: [1024, 840] });
});

test('whoever has something in the hand holds it up from the moment their clothes are seen', async () => {
  lessMotion = true;
  show([person('fan', 300, 380)]);
  await vi.waitFor(async () => {
    await frames(1, 200);
    expect(play.cast.clothed).toBe(true);
  });
  const arms = () => JSON.stringify(play.cast.members.get('fan')!.actor.bones);
  const seen = arms();
  expect(play.cast.members.get('fan')!.figure.holds).toBe(true);
  await frames(3, 200);
  expect(arms()).toBe(seen);
});

test('who leaves fades, and takes the outfit along', async () => {
  await vi.waitFor(async () => {
    await frames(1);
    expect(made.length).toBeGreaterThanOrEqual(6 + 2 + 2);
  });
  const alive = () => made.filter((one) => !one.destroyed).length;
  const before = alive();
  show([people[0]!]);
  await frames(2);
  expect(play.anchors.has('you')).toBe(false);
  expect(alive()).toBe(before);
  await frames(20);
  expect(alive()).toBe(before - 1);
});

test('everything made is destroyed', async () => {
  hidden = new Set(['you']);
  await frames(20);
  const { container } = play;
  play.destroy();
  looks.destroy();
  painted.destroy();
  expect(made.length).toBeGreaterThan(7);
  expect(made.filter((one) => !one.destroyed)).toEqual([]);
  expect(container.destroyed).toBe(true);
});

test('somebody speaking outside gets a badge; a click on it turns the camera, not the visitor', async () => {
  play.pinch([700, 400], 2);
  await frames(30);
  play.pan(900, 0);
  await frames(60);
  show([people[0]!, person('you', 500, 30)]);
  await frames(40);
  const outside = play.anchors.get('you')!;
  expect(outside.face.x).toBeGreaterThan(lens.width);
  marks = { you: { spoke: { at: now, length: 60 } } };
  await frames(20);
  const y = Math.min(Math.max(outside.face.y + outside.face.h / 2, 38), 900 - 70 - 38);
  play.tap([1440 - 38, y], now);
  await frames(80);
  expect(touches.onFloor).not.toHaveBeenCalled();
  expect(play.anchors.get('you')!.face.x).toBeLessThan(lens.width);
});

test('whom an open viewfinder hides is a body without features, standing or sitting in their place', async () => {
  const room = play.container.children[0]!;
  const chair = room.getChildByLabel('chair', true)!;
  const place = play.cast.members.get('you')!.figure.container;
  show([people[0]!, person('you', 290, 220, { seat: 'chair', path: [[290, 220, now]] })]);
  await frames(30);
  expect([chair.children.length, place.visible]).toEqual([3, true]);
  const before = new Set(chair.children);
  hidden = new Set(['you']);
  await frames(1);
  const body = chair.children.find((child) => !before.has(child));
  expect([chair.children.length, place.visible]).toEqual([4, false]);
  chair.sortChildren();
  expect(chair.children.indexOf(body!)).toBeGreaterThan(0);
  expect(chair.children.at(-1)).not.toBe(body);
  expect(play.cast.members.get('me')!.figure.container.visible).toBe(true);
  play.settle();
  expect([body!.visible, place.visible]).toEqual([true, false]);

  show([people[0]!]);
  await frames(1);
  expect(body!.destroyed).toBe(true);
});

test('whoever agrees, or the end of the viewfinder, shows the figure again', async () => {
  const { container } = play.cast.members.get('you')!.figure;
  const count = () => container.parent!.children.length;
  const before = count();
  hidden = new Set(['you']);
  await frames(1);
  expect([count(), container.visible]).toEqual([before + 1, false]);
  hidden = new Set();
  await frames(1);
  expect([count(), container.visible]).toEqual([before, true]);
});

test('what hangs on the wall moves, except for whoever wants less motion', () => {
  const { room } = play;
  const sign = room.world.children[2]!.children[0] as Sprite;
  const shownAt = (time: number, less = false) => {
    room.update(time, less, () => undefined);
    return sign.texture.frame.x;
  };
  const k = 64 / art.furniture.width;
  expect([0, 999, 1000, 1499, 1500, 4200].map((time) => shownAt(time))).toEqual([0, 0, 20 * k, 20 * k, 0, 20 * k]);
  room.update(0, false, () => undefined);
  expect(shownAt(1200, true)).toBe(0);
});

test('by another light the same room goes on in other pictures, and the first are let go', async () => {
  await frames(10);
  const { room } = play;
  const pieces = [room.world.children[2]!.children[0]!, room.standing[0]!.container.children[0]!];
  const figure = play.cast.members.get('me')!.figure;
  expect([room.light, figure.tint]).toEqual(['day', '#ffffff']);
  const night = await picturesBy('night');
  room.relight(night);
  await frames(2);
  expect([room.light, figure.tint]).toEqual(['night', '#fff0e0']);
  // It does not change from one frame to the next.
  const before = room.world.children[2] as Sprite;
  expect(before.texture).toBe(day.background);
  await frames(60);
  expect(before.alpha).toBeGreaterThan(0.3);
  expect(before.alpha).toBeLessThan(0.7);
  await frames(70);
  expect([day.background.destroyed, day.furniture.destroyed]).toEqual([true, true]);
  for (const piece of pieces) expect((piece as Sprite).texture.source).toBe(night.furniture.source);
  expect(play.cast.members.get('me')!.figure).toBe(figure);
});

test('a sign over a door tells how many are behind it, and is written anew only when that changes', async () => {
  const sign = play.room.world.children[3]!.children[0] as Sprite;
  expect(sign.visible).toBe(false);
  const written = async (people?: number) => {
    if (people === undefined) peopleIn.delete('street');
    else peopleIn.set('street', people);
    const before = made.length;
    await frames(3);
    return made.length - before;
  };
  expect([await written(0), await written(4), await written(4)]).toEqual([1, 1, 0]);
  expect([sign.visible, sign.texture]).toEqual([true, made.at(-1)]);
  expect([await written(), sign.visible]).toEqual([0, false]);
});
