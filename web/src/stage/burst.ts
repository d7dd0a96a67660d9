import { Container, Sprite } from 'pixi.js';
import type { Millis } from '../wire/types';
import type { Gesture } from '../world/reduce';
import type { Point } from './floor';
import type { Sparks } from './sparks';

/** How long a burst is seen. */
export const LASTS = 2000;
const MANY = 18;
/** Milliseconds within which all of them have set out. */
const APART = 420;
/** Picture pixels: where heads are, how far from there sparks appear and fly, how large they are, and how they sink. */
const HEAD = 98;
const NEAR = 40;
const FAR = 62;
const SIZE = 20;
const SINK = 26;
/** The age at which it is shown where nothing may move. */
const STILL = 900;

const coral = 0xff9d8f;
const sun = 0xffd873;
const teal = 0x8ad6e0;
const leaf = 0x93dcb2;
const pink = 0xffb7cf;
const plum = 0xc3b0ea;
const cream = 0xfff6e8;

/** What flies for which gesture, and in what colours. */
const kinds: Record<Gesture, { spark: keyof Sparks; tints: readonly number[] }> = {
  wave: { spark: 'heart', tints: [coral, pink, sun] },
  bow: { spark: 'petal', tints: [pink, 0xffd3e0, cream] },
  clap: { spark: 'star', tints: [sun, cream, coral] },
  giggle: { spark: 'heart', tints: [sun, leaf, teal] },
  cheer: { spark: 'paper', tints: [coral, sun, teal, leaf, plum] },
  dance: { spark: 'note', tints: [sun, coral, teal, leaf] },
  groove: { spark: 'note', tints: [plum, teal, pink] },
  sleep: { spark: 'zed', tints: [cream, plum, teal] },
};

interface Burst {
  at: Point;
  since: Millis;
  sprites: Sprite[];
}

/** Where people do the same together, something flies up around them and sinks. */
export class Bursts {
  readonly container = new Container();
  private readonly bursts: Burst[] = [];

  constructor(private readonly sparks: Sparks) {}

  /** Begins one around the foot point of a figure. */
  add(at: Point, gesture: Gesture, since: Millis): void {
    const { spark, tints } = kinds[gesture];
    const sprites = Array.from({ length: MANY }, (_, i) => {
      return new Sprite({ texture: this.sparks[spark], tint: tints[i % tints.length]!, anchor: 0.5 });
    });
    this.container.addChild(...sprites);
    this.bursts.push({ at, since, sprites });
  }

  /** One frame; true while something flies. */
  update(now: Millis, still: boolean): boolean {
    for (const burst of [...this.bursts]) {
      const age = Math.max(0, now - burst.since);
      if (age >= LASTS) {
        for (const sprite of burst.sprites) sprite.destroy();
        this.bursts.splice(this.bursts.indexOf(burst), 1);
      } else
        burst.sprites.forEach((sprite, i) => {
          place(sprite, i, burst.at, age, still);
        });
    }
    return this.bursts.length > 0;
  }
}

/** Where a spark is at an age: from around the head out and up in a fan, slower and slower, then down. */
function place(sprite: Sprite, i: number, at: Point, age: number, still: boolean): void {
  const flying = Math.max(0, still ? STILL : age - APART * chance(i, 1)) / 1000;
  const angle = Math.PI * (0.94 + (1.12 * (i + chance(i, 2))) / MANY);
  const away = NEAR + FAR * (0.45 + 0.75 * chance(i, 3)) * (1 - Math.exp(-3 * flying));
  const sway = Math.sin(flying * 5 + i * 2.4) * 4;
  sprite.position.set(
    at[0] + Math.cos(angle) * away + sway,
    at[1] - HEAD + Math.sin(angle) * away + SINK * flying * flying,
  );
  sprite.rotation = (chance(i, 4) - 0.5) * 1.2 + (still ? 0 : Math.sin(flying * 4 + i) * 0.35);
  const size = SIZE * (0.7 + 0.6 * chance(i, 5)) * (still ? 1 : Math.min(1, flying / 0.16));
  sprite.setSize(size, size);
  sprite.alpha = Math.max(0, Math.min(1, age / 120, (LASTS - age) / 550));
}

/** A number from 0 to 1, the same for the same spark. */
function chance(i: number, what: number): number {
  const n = Math.sin(i * 127.1 + what * 311.7) * 43758.5453;
  return n - Math.floor(n);
}
