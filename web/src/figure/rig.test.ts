import { expect, test } from 'vitest';
import { rig, skeletons } from './bones';
import { carry, lay, type Pose, rest, sample, solve, unit } from './rig';

const swing: Pose = {
  ms: 100,
  loop: true,
  ease: 'linear',
  views: {
    front: {
      head: [
        [0, { r: 0 }],
        [50, { r: 10, sy: 2 }],
      ],
    },
    back: {},
  },
};

const sampled = (pose: Pose, ms: number) => {
  const turn = rest();
  sample(pose, pose.views.front.head, ms, turn);
  return turn;
};

test('keys are eased, a loop runs on to its first key, unnamed fields rest', () => {
  expect(sampled(swing, 25)).toEqual({ r: 5, x: 0, y: 0, sx: 1, sy: 1.5 });
  expect(sampled(swing, 75).r).toBeCloseTo(5);
  expect(sampled(swing, 1075).r).toBeCloseTo(5);
  expect(sampled({ ...swing, ease: 'sine' }, 12.5).r).toBeCloseTo(10 * ((1 - Math.cos(Math.PI / 4)) / 2));
  expect(sampled({ ...swing, loop: false }, 90).r).toBe(10);
  const late: Pose = {
    ...swing,
    views: {
      front: {
        head: [
          [40, { r: 4 }],
          [60, { r: 8 }],
        ],
      },
      back: {},
    },
  };
  expect(sampled(late, 0).r).toBeCloseTo(6);
});

test('poses are laid over one another by weight; a gesture leaves other bones alone', () => {
  const turns = skeletons.front.names.map(rest);
  const head = skeletons.front.names.indexOf('head');
  const hips = skeletons.front.names.indexOf('hips');
  turns[hips]!.y = 5;
  lay(skeletons.front, { ...swing, overlay: true }, 'front', 50, 0.5, turns);
  expect(turns[head]!.r).toBe(5);
  expect(turns[hips]!.y).toBe(5);
  lay(skeletons.front, swing, 'front', 50, 1, turns);
  expect(turns[hips]!.y).toBe(0);
});

test('a bone turns about its pivot and carries its children', () => {
  const bones = skeletons.front;
  const turns = bones.names.map(rest);
  const out = bones.names.map(unit);
  solve(bones, turns, out);
  for (const m of out) expect(carry(m, 77, 31)).toEqual([77, 31]);
  const upper = bones.names.indexOf('armR.up');
  const lower = bones.names.indexOf('armR.lo');
  turns[upper]!.r = 90;
  solve(bones, turns, out);
  const [px, py] = bones.pivots[upper]!;
  expect(carry(out[upper]!, px, py)).toEqual([expect.closeTo(px), expect.closeTo(py)]);
  expect(carry(out[lower]!, px + 10, py)).toEqual([expect.closeTo(px), expect.closeTo(py + 10)]);
});

test('every pose names only bones of the rig, and every view knows both legs and the head', () => {
  for (const view of ['front', 'back'] as const) {
    const { names } = skeletons[view];
    expect(names).toEqual(expect.arrayContaining(['head', 'legR.up', 'legR.lo', 'legL.up', 'legL.lo']));
    for (const pose of Object.values(rig.poses))
      expect(names).toEqual(expect.arrayContaining(Object.keys(pose.views[view])));
  }
});
