import { Sprite } from 'pixi.js';
import type { FloorAnswer } from '../world/scene';
import type { Point } from './floor';
import type { Paints } from './paint';

const ASKED = 0xfff6e8;
const REFUSED = 0xe8756a;
const WIDTH = 46;

/** The mark on the floor that answers a click at once, and stays until one is there. */
export class Ring {
  readonly sprite: Sprite;
  private state: 'off' | 'asked' | 'going' | 'fading' = 'off';
  private refused = false;
  private age = 0;

  constructor(paints: Paints) {
    this.sprite = new Sprite({ texture: paints.ring, anchor: 0.5, visible: false });
  }

  /** Shows the mark at a picture point; what `answer` brings decides how it ends. */
  show(at: Point, answer: Promise<FloorAnswer>): void {
    this.sprite.position.set(at[0], at[1]);
    this.state = 'asked';
    this.refused = false;
    this.age = 0;
    const round = ++this.rounds;
    const settle = (result: FloorAnswer) => {
      if (round !== this.rounds) return;
      this.state = result === 'refused' ? 'fading' : 'going';
      this.refused = result === 'refused';
      this.age = this.refused ? 0 : this.age;
    };
    answer.then(settle, () => settle('refused'));
  }

  /** One frame; `goal` is where one's own walk ends (picture point), undefined when standing. */
  update(ms: number, goal: Point | undefined): void {
    if (this.state === 'off') return;
    this.age += ms;
    if (this.state === 'going') {
      if (goal) this.sprite.position.set(goal[0], goal[1]);
      else if (this.age > 500) this.fade();
    }
    if (this.state === 'fading' && this.age > 350) this.state = 'off';
    const pop = Math.max(0, 1 - this.age / 160);
    const left = this.state === 'fading' ? Math.max(0, 1 - this.age / 350) : 1;
    this.sprite.visible = this.state !== 'off';
    this.sprite.tint = this.refused ? REFUSED : ASKED;
    this.sprite.alpha = 0.9 * left;
    const width = WIDTH * (1 + pop * 0.5 + Math.sin(this.age / 180) * 0.05);
    this.sprite.setSize(width, width / 2);
  }

  get busy(): boolean {
    return this.state !== 'off';
  }

  private rounds = 0;

  private fade(): void {
    this.state = 'fading';
    this.age = 0;
  }
}
