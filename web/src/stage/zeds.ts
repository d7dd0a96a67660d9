import { Container, Sprite, type Texture } from 'pixi.js';
import type { Point } from './floor';

/** Letters over one sleeper, milliseconds from one's rise to its fading, and how far it rises in picture pixels. */
const MANY = 3;
const RISE = 3600;
const HIGH = 40;
const SIZE = 22;

/** The letters that rise from a sleeper. */
export class Zeds {
  readonly container = new Container();
  private readonly letters: Sprite[];
  private shown = 0;

  constructor(zed: Texture) {
    this.letters = Array.from({ length: MANY }, () => new Sprite({ texture: zed, anchor: 0.5, tint: 0xfff6e8 }));
    this.container.addChild(...this.letters);
  }

  /** True when the sleeper has woken and the last letter is gone. */
  get gone(): boolean {
    return this.shown <= 0;
  }

  /** One frame: from the crown of a head, to the side it faces. */
  update(asleep: boolean, crown: Point, side: number, now: number, ms: number, still: boolean): void {
    this.shown = Math.min(Math.max(this.shown + (asleep ? ms : -ms) / 400, 0), 1);
    this.container.position.set(crown[0] + side * 26, crown[1] + 16);
    this.letters.forEach((letter, i) => {
      const part = still ? (i + 0.6) / MANY : (now / RISE + i / MANY) % 1;
      const sway = still ? 0 : Math.sin(part * 9 + i) * 2.5;
      letter.position.set(side * (4 + 18 * part) + sway, -HIGH * part);
      letter.rotation = side * 0.16;
      const size = SIZE * (0.45 + 0.6 * part);
      letter.setSize(size, size);
      letter.alpha = this.shown * Math.min(1, part * 6, (1 - part) * 3);
    });
  }

  destroy(): void {
    this.container.destroy({ children: true });
  }
}
