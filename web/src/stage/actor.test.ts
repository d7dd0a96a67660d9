import { describe, expect, test } from 'vitest';
import { rig, skeletons } from '../figure/bones';
import { carry } from '../figure/rig';
import type { PersonView, Waypoint } from '../wire/types';
import type { Mark } from '../world/scene';
import { Actor, type Surroundings } from './actor';
import { type Point, toPicture } from './floor';
import { legsOf, soleOf } from './gait';
import { FIGURE_SCALE, type Seat } from './roomart';

const origin: Point = [1104, 500];
const seat: Seat = {
  id: 's',
  group: 's',
  facing: 'ne',
  at: [300, 250],
  approach: [300, 220],
  height: 34,
  posture: 'chair',
};

const person = (path: Waypoint[], more: Partial<PersonView> = {}): PersonView => ({
  id: 'abc',
  name: 'Mika',
  kind: 'person',
  outfit: '00',
  path,
  facing: 'se',
  ...more,
});

const scene = (now: number, more: Partial<Surroundings> = {}): Surroundings => ({
  origin,
  now,
  ms: 1000 / 60,
  seat: undefined,
  mark: undefined,
  look: undefined,
  holds: false,
  still: false,
  ...more,
});

/** Where the soles are in the picture, by the bones that are drawn. */
function soles(actor: Actor): Point[] {
  const legs = legsOf(skeletons[actor.view]);
  return legs.map((leg) => {
    const [x, y] = soleOf(leg, actor.bones[actor.view]);
    const rest = leg.sole;
    const side = actor.mirror ? -1 : 1;
    return [actor.root[0] + (x - rest[0]) * FIGURE_SCALE * side, actor.root[1] + (y - rest[1]) * FIGURE_SCALE];
  });
}

/** The furthest any sole strays from where it was put down, in pixels, over a whole walk. */
function slide(path: Waypoint[], frame: number): { most: number; steps: number } {
  const walker = person([[path[0]![0], path[0]![1], 0]]);
  const actor = new Actor(walker, { origin, now: 0, seat: undefined });
  const down: (Point | undefined)[] = [undefined, undefined];
  let most = 0;
  let steps = 0;
  for (let now = 900; now < path[path.length - 1]![2] + 600; now += frame) {
    actor.update(now < 1050 ? walker : { ...walker, path }, scene(now, { ms: frame }));
    const at = soles(actor);
    actor.planted.forEach((planted, foot) => {
      if (!planted) down[foot] = undefined;
      else if (!down[foot]) {
        down[foot] = at[foot];
        steps++;
      } else most = Math.max(most, Math.hypot(at[foot]![0] - down[foot]![0], at[foot]![1] - down[foot]![1]));
    });
  }
  return { most, steps };
}

describe('feet', () => {
  const headings = Array.from({ length: 16 }, (_, i) => (i * Math.PI) / 8);
  for (const frame of [1000 / 60, 1000 / 20]) {
    test(`slide under 2 px in every direction at ${Math.round(1000 / frame)} frames a second`, () => {
      for (const heading of headings) {
        const end: Point = [260 + 220 * Math.cos(heading), 260 + 220 * Math.sin(heading)];
        const { most, steps } = slide(
          [
            [260, 260, 1000],
            [Math.round(end[0]), Math.round(end[1]), 2000],
          ],
          frame,
        );
        expect(steps).toBeGreaterThan(4);
        expect(most, `heading ${heading.toFixed(2)}`).toBeLessThan(2);
      }
    });
  }

  test('do not slide round a corner either', () => {
    const path: Waypoint[] = [
      [100, 100, 1000],
      [320, 100, 2000],
      [320, 320, 3000],
      [200, 260, 3610],
    ];
    expect(slide(path, 1000 / 60).most).toBeLessThan(2);
  });
});

test('sitting takes 280 ms, ends with the hip on the cushion, inside the furniture', () => {
  const sitter = person([[300, 220, 1000]], { seat: 's', facing: 'ne' });
  const actor = new Actor(person([[300, 220, 0]]), { origin, now: 900, seat: undefined });
  expect(actor.inSeat).toBeUndefined();
  for (let now = 1000; now < 1270; now += 10) actor.update(sitter, scene(now, { seat, ms: 10 }));
  expect(actor.seated).toBeLessThan(1);
  for (let now = 1270; now <= 1290; now += 10) actor.update(sitter, scene(now, { seat, ms: 10 }));
  expect(actor.seated).toBe(1);
  expect(actor.inSeat).toBe(seat);
  expect(actor.facing).toBe('ne');
  const [x, y] = toPicture(origin, 300, 250);
  const hip = actor.root[1] - (rig.foot[1] - rig.hip[1]) * FIGURE_SCALE;
  expect([actor.root[0], hip]).toEqual([expect.closeTo(x), expect.closeTo(y - 34)]);
  expect(actor.guise.variants).toContain('sit');
});

test('somebody found sitting sits at once; getting up ends on the floor', () => {
  const sitter = person([[300, 220, 0]], { seat: 's' });
  const actor = new Actor(sitter, { origin, now: 500, seat });
  expect(actor.seated).toBe(1);
  const { seat: _, ...stood } = { ...sitter, path: [[300, 220, 600]] as Waypoint[] };
  for (let now = 600; now < 900; now += 20) actor.update(stood, scene(now, { ms: 20 }));
  expect(actor.seated).toBe(0);
  expect(actor.root).toEqual(toPicture(origin, 300, 220));
});

for (const [facing, view] of [
  ['se', 'front'],
  ['ne', 'back'],
] as const) {
  test(`the head turns to a voice within 300 ms, over to the other side too, seen from the ${view}`, () => {
    const standing = person([[260, 260, 0]], { facing });
    const { names } = skeletons[view];
    /** The head's and the face's place after so many milliseconds of looking somewhere. */
    const looking = (dx: number, dy: number, ms: number) => {
      const actor = new Actor(standing, { origin, now: 100, seat: undefined });
      for (let t = 0; t < ms; t += 20) {
        const look: Point = [actor.root[0] + dx, actor.root[1] + dy];
        actor.update(standing, scene(100 + t, { ms: 20, look }));
      }
      const bones = actor.bones[view];
      const [x, y] = carry(bones[names.indexOf('face')]!, 140, 126);
      return { head: { ...bones[names.indexOf('head')]! }, face: { x, y } };
    };
    const ahead = looking(60, 0, 20);
    expect(ahead.head.a).toBeGreaterThan(0.9);
    const [near, far, down, over] = [
      looking(1, 0, 300),
      looking(200, 0, 300),
      looking(60, 150, 300),
      looking(-150, 40, 300),
    ];
    expect(far.face.x - near.face.x).toBeGreaterThan(2);
    expect(far.head.b - near.head.b).toBeGreaterThan(0.02);
    expect(down.face.y - ahead.face.y).toBeGreaterThan(1);
    expect(over.head.a).toBeLessThan(-0.9);
    // Nothing more comes after 300 ms than a remainder.
    expect(looking(200, 0, 900).head.b - far.head.b).toBeLessThan(0.005);
  });
}

test('a mouth moves while a line is read, eyes blink now and then, and idle people are out of step', () => {
  const mouths = new Set<string | undefined>();
  const lids = new Set<string | undefined>();
  const one = new Actor(person([[0, 0, 0]]), { origin, now: 0, seat: undefined });
  const other = new Actor(person([[0, 0, 0]], { id: 'xyz' }), { origin, now: 0, seat: undefined });
  let apart = 0;
  for (let now = 0; now < 12000; now += 50) {
    const mark = now < 2000 ? { spoke: { at: 0, length: 20 } } : undefined;
    one.update(person([[0, 0, 0]]), scene(now, { ms: 50, mark }));
    other.update(person([[0, 0, 0]], { id: 'xyz' }), scene(now, { ms: 50 }));
    if (now < 1500) mouths.add(one.face.mouth);
    if (now > 2000) expect(one.face.mouth).toBeUndefined();
    lids.add(one.face.eyeR);
    apart = Math.max(apart, Math.abs(one.bones.front[2]!.ty - other.bones.front[2]!.ty));
  }
  expect(mouths.size).toBeGreaterThan(1);
  expect(lids).toEqual(new Set([undefined, 'closed']));
  expect(apart).toBeGreaterThan(0.2);
});

test('an expression is worn, a wave is played once and ends', () => {
  const waver = person([[0, 0, 0]], { expression: 'laugh' });
  const actor = new Actor(waver, { origin, now: 0, seat: undefined });
  const mark: Mark = { gesture: { name: 'wave', at: 1000 } };
  for (let now = 900; now < 1500; now += 20) actor.update(waver, scene(now, { ms: 20, mark }));
  expect(actor.face).toMatchObject(rig.expressions.laugh!.parts);
  expect(actor.guise.planes).toEqual({ 'armR.lo': 'wave' });
  for (let now = 1500; now < 6000; now += 20) actor.update(waver, scene(now, { ms: 20, mark }));
  expect(actor.guise.planes).toEqual({});
  expect(actor.active).toBe(false);
});

test('a garment that must not be mirrored is told so', () => {
  for (const [facing, left] of Object.entries({ se: false, ne: false, sw: true, nw: true })) {
    const someone = person([[240, 240, 0]], { facing: facing as PersonView['facing'] });
    const actor = new Actor(someone, { origin, now: 0, seat: undefined });
    actor.update(someone, scene(1000));
    expect(actor.guise.variants.includes('left')).toBe(left);
  }
});

test('on a cushion on the floor the legs are folded, on a chair they hang', () => {
  const sitter = person([[300, 220, 0]], { seat: 's', facing: 'ne' });
  const lowest = (posture: Seat['posture']) => {
    const on = { ...seat, posture };
    const actor = new Actor(sitter, { origin, now: 500, seat: on });
    actor.update(sitter, scene(1000, { ms: 20, seat: on }));
    const bones = actor.bones[actor.view];
    const { names, pivots } = skeletons[actor.view];
    return Math.max(
      ...['legR.lo', 'legL.lo'].map((name) => {
        const bone = names.indexOf(name);
        const [x, y] = pivots[bone]!;
        return carry(bones[bone]!, x, y + 40)[1];
      }),
    );
  };
  expect(rig.foot[1] - lowest('floor')).toBeGreaterThan(rig.foot[1] - lowest('chair') + 15);
});
