import { Container, Sprite } from 'pixi.js';
import type { Light } from '../world/light';
import type { Rect } from './depth';
import type { Paints } from './paint';
import type { RoomArt } from './roomart';

/** A glow: its middle and its half sizes, in the picture's pixels. */
export interface Glow {
  x: number;
  y: number;
  rx: number;
  ry: number;
  /** Warm, if absent. */
  color?: string;
}

/** Light on a whole square is scenery; a bulb is so small, and twinkles where a lantern only breathes. */
const LARGEST = 120;
const BULB = 24;
const MOTES = 14;
const WARM = 0xffdfa6;

/** The picture is its own list of lights: every ellipse a designer fills with the gradient `glow`. */
export function glowsOf(svg: string): Glow[] {
  return [...svg.matchAll(/<(?:ellipse|circle)\b[^>]*>/g)].flatMap(([tag]) => {
    const number = (...names: string[]) => {
      for (const name of names) {
        const found = new RegExp(`\\s${name}="(-?[\\d.]+)"`).exec(tag);
        if (found) return Number(found[1]);
      }
      return 0;
    };
    const glow = { x: number('cx'), y: number('cy'), rx: number('rx', 'r'), ry: number('ry', 'r') };
    return tag.includes('fill="url(#glow)"') && glow.rx > 0 && glow.rx <= LARGEST ? [glow] : [];
  });
}

/** What shines by a light of all that is painted in a picture and put into the room. */
export function glowsBy(light: Light, painted: readonly Glow[], placed: RoomArt['glows']): Glow[] {
  const shining = placed.filter(({ by }) => by === undefined || by === light);
  return [...painted, ...shining.map(({ at: [x, y], radius, color }) => ({ x, y, rx: radius, ry: radius, color }))];
}

/** What moves in a room without anybody: lights, and dust in the light. Still for those who asked for it. */
export class Decor {
  /** On the walls and outside, behind everybody. */
  readonly lamps = new Container();
  /** In front of everybody. */
  readonly dust = new Container();
  private readonly lights: { sprite: Sprite; bulb: boolean; seed: number }[] = [];
  private readonly motes: { sprite: Sprite; seed: number }[] = [];

  constructor(
    glows: readonly Glow[],
    private readonly frame: Rect,
    paints: Paints,
  ) {
    const glow = (x: number, y: number, width: number, height: number, tint: string | number = WARM) =>
      new Sprite({ texture: paints.glow, anchor: 0.5, blendMode: 'add', tint, x, y, width, height });
    glows.forEach(({ x, y, rx, ry, color }, i) => {
      this.lights.push({ sprite: glow(x, y, rx * 2, ry * 2, color), bulb: rx <= BULB, seed: i * 1.7 });
    });
    for (let i = 0; i < MOTES; i++) this.motes.push({ sprite: glow(0, 0, 5, 5), seed: i / MOTES });
    for (const { sprite } of this.lights) this.lamps.addChild(sprite);
    for (const { sprite } of this.motes) this.dust.addChild(sprite);
  }

  update(time: number, still: boolean): void {
    const seconds = still ? 0 : time / 1000;
    for (const { sprite, bulb, seed } of this.lights) {
      const wave = Math.sin(seconds * (bulb ? 1.9 : 1.2) + seed);
      const flicker = Math.sin(seconds * 5.3 + seed * 5);
      sprite.alpha = bulb ? 0.24 + 0.22 * wave : 0.18 + 0.08 * wave + 0.03 * flicker;
    }
    const [x, y, w, h] = this.frame;
    for (const { sprite, seed } of this.motes) {
      const drift = (seconds / 46 + seed * 7.3) % 1;
      const across = 0.2 + 0.6 * ((seed * 5.77) % 1);
      sprite.position.set(x + w * across + Math.sin(seconds * 0.3 + seed * 40) * 30, y + h * (0.85 - 0.55 * drift));
      sprite.alpha = still ? 0 : Math.sin(Math.PI * drift) * (0.28 + 0.2 * Math.sin(seconds * 1.3 + seed * 30));
    }
  }

  destroy(): void {
    this.lamps.destroy({ children: true });
    this.dust.destroy({ children: true });
  }
}
