import { type Texture, TextureSource, Texture as Textures, type WebGLRenderer } from 'pixi.js';
import { beforeEach, expect, test, vi } from 'vitest';
import { rig } from '../figure/bones';
import type { PersonView, View } from '../wire/types';
import type { Sight, Touches } from '../world/scene';
import { Looks } from './looks';
import { paints } from './paint';
import { photograph, type Studio } from './photo';
import { Play } from './play';
import { picturesOf, Room } from './room';
import type { RoomArt } from './roomart';

/** Pixi asks which browser it is in as soon as it is read. */
vi.hoisted(() => vi.stubGlobal('navigator', { userAgent: 'node', platform: '' }));

const sheet =
  '<svg viewBox="0 0 64 48"><metadata>{"format":1,"views":{"front":[{"plane":"head","bone":"head","frames":{"":[0,0,9,9,60,40]}}],"back":[]}}</metadata></svg>';
/** What was drawn from vectors, and how finely. */
const drawn: { svg: string; width: number; height: number; scale: number }[] = [];

vi.mock('../figure/raster', () => {
  const pen = new Proxy({}, { get: () => () => ({ addColorStop() {} }), set: () => true });
  return {
    canvas: () => [{}, pen],
    fetchText: async (address: string) => (address.includes('background') ? '<svg id="ground"/>' : sheet),
    rasterise: async (svg: string, width: number, height: number, scale: number) => {
      drawn.push({ svg, width, height, scale });
      return { width: width * scale, height: height * scale };
    },
  };
});
vi.mock('./raster', () => {
  return {
    texture: ({ width = 64, height = 64 }: { width?: number; height?: number }) =>
      new Textures({ source: new TextureSource({ width, height }) }),
    letGo: (one: Texture) => one.destroy(true),
  };
});

const base: [number, number][] = [
  [230, 240],
  [270, 240],
];
const art: RoomArt = {
  id: 'lounge',
  backdrop: '#1b1638',
  origin: [1104, 500],
  floor: [528, 528],
  frame: [576, 290, 1056, 738],
  tint: { day: '#ffffff', night: '#fff0e0' },
  background: { day: 'background.svg', night: 'background-night.svg', width: 2208, height: 1360 },
  furniture: { day: 'furniture.svg', night: 'furniture-night.svg', width: 200, height: 200 },
  pieces: [{ id: 'c', group: 'chair', layer: 'back', frames: [{ frame: [0, 0, 60, 80] }], at: [1020, 600], base }],
  seats: [],
  exits: [],
  works: [],
  glows: [],
};
const lens = { width: 1440, height: 900, covered: 70, picture: [2208, 1360] as const, frame: art.frame };
const person = (id: string, x: number, y: number): PersonView => ({
  id,
  name: id,
  kind: 'person',
  outfit: id,
  path: [[x, y, 0]],
  facing: 'se',
});
const view: View = {
  position: '1',
  room: { id: 'lounge', title: { ja: '', en: '' }, capacity: 9, map: '' },
  people: [person('me', 300, 380), person('you', 400, 200)],
  seats: [],
  lines: [],
  lately: [],
};
let hidden: ReadonlySet<string> | undefined;
const sight: Sight = {
  view: () => view,
  me: () => 'me',
  now: () => 1000,
  mark: () => undefined,
  art: () => ({ url: 'art', json: art }),
  peopleIn: () => undefined,
  light: () => 'day',
  reducedMotion: () => false,
  power: () => 'low',
  seen: () => true,
  finder: () => hidden,
  outfit: async () => sheet,
};
const frame = { x: 100, y: 50, w: 800, h: 600 };

let play: Play;
let studio: Studio;
/** What the renderer is shown. */
let seen: { scale: number; textures: Texture['source'][]; figures: boolean[] }[];

const state = () => {
  const [chair] = play.room.standing;
  const members = [...play.cast.members.values()];
  const sprite = chair!.container.children[0] as unknown as { texture: Texture };
  return {
    scale: play.room.world.scale.x,
    textures: [sprite.texture.source, ...members.flatMap(({ figure }) => figure.dressed?.texture.source ?? [])],
    figures: members.map(({ figure }) => figure.container.visible),
  };
};

beforeEach(async () => {
  drawn.length = 0;
  seen = [];
  hidden = new Set();
  const painted = paints();
  const looks = new Looks(sight.outfit, () => 0.4, false);
  const pictures = await picturesOf(art, 'day', 0.5, false, new AbortController().signal);
  const room = new Room(art, pictures, painted);
  play = new Play(room, looks, painted, sight, {} as Touches, lens as never);
  for (let i = 0; i < 20; i++) {
    looks.pump(i);
    play.update(view, lens as never, i * 20, 20);
    await new Promise((go) => setImmediate(go));
  }
  const renderer = {
    render: () => void seen.push(state()),
    extract: { canvas: () => ({ width: 1280, height: 960 }) },
  } as unknown as WebGLRenderer;
  studio = { renderer, root: play.container, play, looks, sight, standing: () => true };
});

const shoot = () => photograph({ frame, scale: 1.6 }, studio, new AbortController().signal);

test('everything in the frame is drawn anew at the photo’s resolution, and goes back to how it was', async () => {
  const before = state();
  expect(before.textures).toHaveLength(3);
  drawn.length = 0;
  const { picture, scale } = await shoot();
  expect([picture.width, scale]).toEqual([1280, 1.6]);
  const detail = before.scale * 1.6;
  const ground = drawn.find(({ svg }) => svg.includes('ground'))!;
  expect([Math.round(ground.width), Math.round(ground.height)]).toEqual([1280, 960]);
  const rest = drawn.filter((one) => one !== ground).map((one) => one.scale);
  expect(rest.sort()).toEqual([detail * 0.54, detail * 0.54, detail]);

  const [shown] = seen;
  expect(shown!.scale).toBeCloseTo(detail);
  for (const [i, source] of shown!.textures.entries()) expect(source, `${i}`).not.toBe(before.textures[i]);
  for (const [i, source] of state().textures.entries()) expect(source, `${i}`).toBe(before.textures[i]);
  expect(play.room.world.children).toHaveLength(9);
});

test('whoever is hidden by the time it is taken is a silhouette, and is said to be one', async () => {
  const taking = shoot();
  hidden = new Set(['you']);
  const { sitters } = await taking;
  expect(sitters.map(({ who, silhouette }) => [who, silhouette])).toEqual([
    ['me', false],
    ['you', true],
  ]);
  expect(seen[0]!.figures).toEqual([true, false]);
});

test('places are told from the frame’s corner; who is outside is not on it', async () => {
  const { sitters } = await shoot();
  const at = play.anchors.get('me')!;
  expect(sitters[0]!.anchor.crown).toEqual({ x: at.crown.x - 100, y: at.crown.y - 50 });
  const { body } = play.anchors.get('you')!;
  const aside = { ...frame, x: body.x + body.w, w: 1440 - body.x - body.w };
  const right = await photograph({ frame: aside, scale: 1 }, studio, new AbortController().signal);
  expect(right.sitters.map(({ who }) => who)).not.toContain('you');
});

test('nobody blinks on it', async () => {
  const { actor } = play.cast.members.get('me')!;
  const [part, variant] = Object.entries(rig.overlays.blink.parts)[0]!;
  actor.face = { [part]: variant };
  await shoot();
  expect(actor.face[part]).toBeUndefined();
});

test('a room that goes meanwhile gives no photo, and nothing of it stays', async () => {
  const before = state().textures;
  await expect(photograph({ frame, scale: 1 }, { ...studio, standing: () => false }, never)).rejects.toThrow('anew');
  expect(seen).toEqual([]);
  for (const [i, source] of state().textures.entries()) expect(source, `${i}`).toBe(before[i]);
});

test('without a finder nobody knows who may be on it: there is no photo', async () => {
  const taking = shoot();
  hidden = undefined;
  await expect(taking).rejects.toThrow('viewfinder');
  expect(seen).toEqual([]);
});

const never = new AbortController().signal;
