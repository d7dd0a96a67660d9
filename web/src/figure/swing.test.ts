import { describe, expect, test } from 'vitest';
import { skeletons } from './bones';
import { carry, rest, solve, type Turn, unit } from './rig';
import { Swing } from './swing';

const views = ['front', 'back'] as const;
type View = (typeof views)[number];

/** A figure of which only the root, the torso and the head move, by hand. */
class Puppet {
  readonly bones;
  readonly turns: Turn[];
  readonly out;
  readonly swing;

  constructor(view: View) {
    this.bones = skeletons[view];
    this.turns = this.bones.names.map(rest);
    this.out = this.bones.names.map(unit);
    this.swing = new Swing(this.bones);
  }

  /** One frame; the answer is how far each loose bone is turned, in degrees. */
  frame(ms: number, at: readonly [number, number] = [0, 0], pose: Record<string, Partial<Turn>> = {}): number[] {
    this.turns.forEach((turn, i) => {
      Object.assign(turn, rest(), pose[this.bones.names[i]!]);
    });
    solve(this.bones, this.turns, this.out);
    this.swing.step(at, ms, this.turns, this.out);
    return this.bones.loose.map(({ bone }) => this.turns[bone]!.r);
  }

  swung(name: string): number {
    return this.turns[this.bones.names.indexOf(name)]!.r;
  }
}

/** Numbers from 0 to 1, the same in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

describe.each(views)('what hangs loose, from the %s', (view) => {
  test('turns by exactly nothing while nothing moves', () => {
    const puppet = new Puppet(view);
    expect(puppet.bones.loose.length).toBeGreaterThan(8);
    for (let i = 0; i < 50; i++) expect(puppet.frame(16).every((r) => r === 0)).toBe(true);
    for (const m of puppet.out) expect(Object.values(m).map((v) => v + 0)).toEqual(Object.values(unit()));
    expect(puppet.swing.busy).toBe(false);
  });

  test('stays within its bounds and on its joint, however wildly one is thrown about', () => {
    const puppet = new Puppet(view);
    const next = chance(7);
    const { bones } = puppet;
    let most = 0;
    for (let i = 0; i < 600; i++) {
      const pose = {
        head: { r: 60 * next() - 30, y: 8 * next() },
        torso: { r: 50 * next() - 25 },
        root: { y: -20 * next() },
      };
      const turned = puppet.frame(5 + 120 * next(), [900 * next(), 600 * next()], pose);
      bones.loose.forEach(({ bone, most: bound }, k) => {
        expect(Math.abs(turned[k]!)).toBeLessThanOrEqual(bound);
        most = Math.max(most, Math.abs(turned[k]!) / bound);
        const [px, py] = bones.pivots[bone]!;
        const parent = puppet.out[bones.parents[bone]!]!;
        const [x, y] = carry(parent, px, py);
        expect(carry(puppet.out[bone]!, px, py)).toEqual([expect.closeTo(x), expect.closeTo(y)]);
      });
    }
    expect(most).toBeGreaterThan(0.5);
  });

  test('comes to rest exactly, some seconds after the body has', () => {
    const puppet = new Puppet(view);
    for (let t = 0; t < 500; t += 16) puppet.frame(16, [t / 2, 0]);
    expect(Math.abs(puppet.swung('hair.r'))).toBeGreaterThan(1);
    expect(puppet.swing.busy).toBe(true);
    for (let t = 0; t < 6000; t += 16) puppet.frame(16, [250, 0]);
    expect(puppet.frame(16, [250, 0]).every((r) => r === 0)).toBe(true);
    expect(puppet.swing.busy).toBe(false);
  });

  test('is the same for the same frames, and nearly so for fewer of them', () => {
    const [a, b, slow] = [new Puppet(view), new Puppet(view), new Puppet(view)];
    for (let t = 0; t <= 1200; t += 16) {
      const at = [60 * Math.sin(t / 150), 0] as const;
      expect(a.frame(16, at)).toEqual(b.frame(16, at));
      if (t % 48 === 0) {
        const far = slow.frame(48, at).map((r, k) => Math.abs(r - a.turns[a.bones.loose[k]!.bone]!.r));
        if (t > 300) expect(Math.max(...far)).toBeLessThan(3);
      }
    }
  });

  test('trails behind who goes on, and hangs down from who bows', () => {
    const puppet = new Puppet(view);
    for (let t = 0; t < 900; t += 16) puppet.frame(16, [t / 3, 0]);
    // The end goes to the left of somebody who goes to the right: clockwise.
    expect(puppet.swung('hair.back')).toBeGreaterThan(0.5);
    expect(puppet.swung('cape')).toBeGreaterThan(0.5);
    expect(puppet.swung('ear.r')).toBeLessThan(-0.2);
    for (let t = 0; t < 4000; t += 16) puppet.frame(16, [300, 0], { torso: { r: 20 } });
    expect(puppet.swung('cape')).toBeLessThan(-2);
  });

  test('trails to the same side of a head that has gone over', () => {
    const puppet = new Puppet(view);
    for (let t = 0; t < 900; t += 16) puppet.frame(16, [t / 3, 0], { head: { sx: -1 } });
    // The parent mirrors what the bone does: the turn is the other way round for the same picture.
    expect(puppet.swung('hair.back')).toBeLessThan(-0.5);
  });

  test('hangs still at once where somebody is put', () => {
    const puppet = new Puppet(view);
    for (let t = 0; t < 300; t += 16) puppet.frame(16, [t, 0]);
    puppet.swing.settle();
    expect(puppet.frame(16, [4000, 900]).every((r) => r === 0)).toBe(true);
  });
});
