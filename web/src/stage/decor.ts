import { Container, Sprite } from 'pixi.js';
import type { Paints } from './paint';
import type { Light, RoomArt } from './roomart';

const MOTES = 14;
const WISPS = 3;

/** What moves in a room without anybody: glows, steam, dust in the light. Still for those who asked for it. */
export class Decor {
  readonly container = new Container();
  private readonly glows: { sprite: Sprite; light: Light; seed: number }[] = [];
  private readonly wisps: { sprite: Sprite; x: number; y: number; seed: number }[] = [];
  private readonly motes: { sprite: Sprite; seed: number }[] = [];
  private readonly frame: RoomArt['frame'];

  constructor(art: RoomArt, paints: Paints) {
    this.frame = art.frame;
    const glow = (tint: number | string, diameter: number) =>
      this.container.addChild(
        new Sprite({ texture: paints.glow, anchor: 0.5, blendMode: 'add', tint, width: diameter, height: diameter }),
      );
    (art.lights ?? []).forEach((light, i) => {
      const sprite = glow(light.color, light.radius * 2);
      sprite.position.set(light.at[0], light.at[1]);
      this.glows.push({ sprite, light, seed: i * 1.7 });
    });
    (art.steam ?? []).forEach(([x, y], cup) => {
      for (let i = 0; i < WISPS; i++)
        this.wisps.push({ sprite: glow(0xfff6e8, 9), x, y, seed: cup * 0.37 + i / WISPS });
    });
    for (let i = 0; i < MOTES; i++) this.motes.push({ sprite: glow(0xffe2a8, 5), seed: i / MOTES });
  }

  update(time: number, still: boolean): void {
    const seconds = still ? 0 : time / 1000;
    for (const { sprite, light, seed } of this.glows) {
      const [level, depth, pace] = manner[light.kind];
      const slow = Math.sin(seconds * pace + seed);
      const quick = light.kind === 'lantern' ? Math.sin(seconds * pace * 3.1 + seed * 5) * 0.4 : 0;
      sprite.alpha = level + depth * (slow + quick);
    }
    for (const { sprite, x, y, seed } of this.wisps) {
      const age = (seconds / 3.2 + seed) % 1;
      sprite.position.set(x + Math.sin(age * 7 + seed * 9) * 2.5, y - age * 26);
      sprite.alpha = still ? 0 : Math.sin(Math.PI * age) * 0.16;
      sprite.setSize(5 + age * 9, 7 + age * 13);
    }
    const [fx, fy, fw, fh] = this.frame;
    for (const { sprite, seed } of this.motes) {
      const drift = (seconds / 46 + seed * 7.3) % 1;
      const x = fx + fw * (0.2 + 0.6 * ((seed * 5.77) % 1)) + Math.sin(seconds * 0.3 + seed * 40) * 30;
      sprite.position.set(x, fy + fh * (0.85 - 0.55 * drift));
      sprite.alpha = still ? 0 : Math.sin(Math.PI * drift) * (0.28 + 0.2 * Math.sin(seconds * 1.3 + seed * 30));
    }
  }

  destroy(): void {
    this.container.destroy({ children: true });
  }
}

/** How each kind of light behaves: level, depth and pace (radians a second) of its breathing. */
const manner: Record<Light['kind'], readonly [number, number, number]> = {
  lamp: [0.3, 0.035, 0.9],
  bulb: [0.5, 0.32, 1.9],
  lantern: [0.34, 0.05, 2.3],
};
