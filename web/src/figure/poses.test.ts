import { describe, expect, test } from 'vitest';
import { rig, skeletons } from './bones';
import { carry, lay, type Pose, rest, sample, solve, unit, type ViewName } from './rig';

const views = ['front', 'back'] as const;
const all = Object.entries(rig.poses);
/** The scale of figures in a room's picture. */
const scale = 0.54;

describe.each(all)('the pose %s', (_, pose) => {
  test('names bones, planes and parts of the face that there are', () => {
    const planes = new Set(views.flatMap((view) => rig.views[view].planes.map(([plane]) => plane)));
    const parts = new Set(Object.values(rig.expressions).flatMap((e) => Object.keys(e.parts)));
    for (const view of views) {
      expect(skeletons[view].names).toEqual(expect.arrayContaining(Object.keys(pose.views[view])));
      for (const [plane, under] of Object.entries(pose.above?.[view] ?? {})) {
        expect(planes).toContain(plane);
        expect(planes).toContain(under);
      }
    }
    for (const plane of Object.keys(pose.show ?? {})) expect(planes).toContain(plane);
    for (const part of Object.keys({ ...pose.face, ...pose.mood })) expect(parts).toContain(part);
  });

  test('has its keys in order, within its round, and closes where it loops', () => {
    for (const view of views) {
      for (const [bone, track] of Object.entries(pose.views[view])) {
        const times = track.map(([ms]) => ms);
        expect(times, bone).toEqual([...new Set(times)].sort((a, b) => a - b));
        expect(times[0], bone).toBe(0);
        expect(times.at(-1), bone).toBeLessThanOrEqual(pose.ms);
        if (!pose.loop) continue;
        const [first, last] = [rest(), rest()];
        sample(pose, track, 0, first);
        sample(pose, track, pose.ms - 0.001, last);
        for (const field of ['r', 'x', 'y', 'sx', 'sy'] as const)
          expect(last[field], bone).toBeCloseTo(first[field], 1);
      }
    }
  });

  test('stands still at an instant of its own', () => expect(pose.still ?? 0).toBeLessThan(pose.ms));
});

describe.each(['dance', 'groove'])('in the %s', (name) => {
  const pose = rig.poses[name]!;

  test.each(views)('the feet on the floor stay where they are, seen from the %s', (view) => {
    for (const side of ['R', 'L'] as const) {
      const frames = 97;
      const way = Array.from({ length: frames + 1 }, (_, i) => sole(pose, view, side, (i * pose.ms) / frames));
      const floor = Math.max(...way.map(([, y]) => y));
      let planted = 0;
      let down: readonly [number, number] | undefined;
      for (const [i, at] of way.entries()) {
        const carries = floor - at[1] < 1.2;
        if (!carries) {
          down = undefined;
          continue;
        }
        down ??= at;
        planted++;
        const before = way[i - 1];
        expect(Math.abs(at[0] - down[0]) * scale, `${side} at frame ${i}`).toBeLessThan(2);
        if (before && i > 0 && floor - before[1] < 1.2) expect(Math.abs(at[0] - before[0]) * scale).toBeLessThan(1);
      }
      expect(planted, side).toBeGreaterThan(frames / 3);
    }
  });
});

test('the two dances look different at every beat', () => {
  const { dance, groove } = rig.poses;
  for (let part = 0; part < 1; part += 1 / 16) {
    const apart = (bone: string, x: number, y: number) => {
      const [a, b] = [dance!, groove!].map((pose) => solved(pose, 'front', pose.ms * part)(bone, x, y));
      return Math.hypot(a![0] - b![0], a![1] - b![1]);
    };
    expect(Math.max(apart('armR.lo', 93, 226), apart('armL.lo', 161, 224)), `at ${part}`).toBeGreaterThan(15);
  }
});

function solved(pose: Pose, view: ViewName, ms: number) {
  const bones = skeletons[view];
  const turns = bones.names.map(rest);
  const out = bones.names.map(unit);
  lay(bones, pose, view, ms, 1, turns);
  solve(bones, turns, out);
  return (bone: string, x: number, y: number) => carry(out[bones.names.indexOf(bone)]!, x, y);
}

const soles = { front: { R: [119, 296], L: [143, 293] }, back: { R: [143, 296], L: [118, 293] } } as const;

function sole(pose: Pose, view: ViewName, side: 'R' | 'L', ms: number): readonly [number, number] {
  const [x, y] = soles[view][side];
  return solved(pose, view, ms)(`leg${side}.lo`, x, y);
}
