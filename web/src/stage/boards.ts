import { Container, Sprite, type Texture } from 'pixi.js';
import { canvas } from '../figure/raster';
import { letGo, texture } from './raster';
import type { Exit } from './roomart';

/** Pixels of the picture, and how many times finer it is written. */
const WIDTH = 72;
const HEIGHT = 24;
const FINE = 3;
const INK = '#472227';

interface Board {
  target: string;
  sprite: Sprite;
  people: number | undefined;
  written: Texture | undefined;
}

/** What is written on the painted signs over doors: how many are inside. */
export class Boards {
  readonly container = new Container();
  private readonly boards: Board[];

  constructor(exits: readonly Exit[]) {
    this.boards = exits.flatMap(({ target, board }) => {
      if (!board) return [];
      const sprite = new Sprite({ anchor: 0.5, scale: 1 / FINE, visible: false });
      sprite.position.set(board[0], board[1]);
      return [{ target, sprite, people: undefined, written: undefined }];
    });
    for (const { sprite } of this.boards) this.container.addChild(sprite);
  }

  update(peopleIn: (room: string) => number | undefined): void {
    for (const board of this.boards) {
      const people = peopleIn(board.target);
      if (people === board.people) continue;
      board.people = people;
      const before = board.written;
      board.written = people === undefined ? undefined : write(people);
      board.sprite.visible = board.written !== undefined;
      if (board.written) board.sprite.texture = board.written;
      if (before) letGo(before);
    }
  }

  destroy(): void {
    this.container.destroy({ children: true });
    for (const { written } of this.boards) if (written) letGo(written);
  }
}

/** A person, and a number; faint where nobody is. */
function write(people: number): Texture {
  const [element, pen] = canvas(WIDTH * FINE, HEIGHT * FINE);
  pen.scale(FINE, FINE);
  pen.globalAlpha = people > 0 ? 1 : 0.5;
  pen.fillStyle = INK;
  pen.beginPath();
  pen.arc(22, 7.5, 4.4, 0, Math.PI * 2);
  pen.fill();
  pen.beginPath();
  pen.ellipse(22, 21, 7.5, 7.5, 0, Math.PI, 0);
  pen.fill();
  pen.font = '800 18px system-ui, sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(String(people), 46, 13);
  return texture(element, true);
}
