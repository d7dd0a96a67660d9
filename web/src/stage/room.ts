import { Container, Rectangle, Sprite, Texture } from 'pixi.js';
import { Decor } from './decor';
import type { Point } from './floor';
import type { Paints } from './paint';
import { fetchText, rasterise, texture } from './raster';
import { type Group, groupsOf, type Picture, type Piece, type RoomArt } from './roomart';

/** A background larger than this many pixels costs more memory than it gives sharpness. */
const MOST_PIXELS = 8_000_000;
const MOST_SIDE = 4096;

/** A furniture group on the stage; a sitter is drawn between its back and front pieces. */
export interface Standing {
  group: Group;
  container: Container;
}

/** The painted room: surroundings, floor marks, furniture in drawing order, and what glows. */
export class Room {
  readonly world = new Container();
  /** Shadows and rings: on the floor, under everybody. */
  readonly ground = new Container();
  /** Furniture and walkers, by zIndex. */
  readonly middle = new Container({ sortableChildren: true });
  readonly standing: Standing[];
  private readonly far: Sprite;
  private readonly cuts: Texture[] = [];
  private readonly moving: { sprite: Sprite; moves: 'sway' | 'breathe'; seed: number }[] = [];
  private readonly decor: Decor;

  private constructor(
    readonly art: RoomArt,
    private readonly background: Texture,
    private readonly furniture: Texture,
    paints: Paints,
  ) {
    this.far = new Sprite({ texture: background, tint: 0x8a82a8 });
    const back = new Sprite({ texture: background, width: art.background.width, height: art.background.height });
    this.standing = groupsOf(art.pieces).map((group, i) => {
      const container = new Container({ sortableChildren: true, zIndex: zOfGroup(i) });
      for (const piece of group.back) container.addChild(this.piece(piece, 0));
      for (const piece of group.front) container.addChild(this.piece(piece, 2));
      return { group, container };
    });
    this.middle.addChild(...this.standing.map((one) => one.container));
    this.decor = new Decor(art, paints);
    this.world.addChild(back, this.ground, this.middle, this.decor.container);
  }

  /** Fetches and draws a room's pictures for about so many device pixels per picture pixel. */
  static async load(art: RoomArt, scale: number, mipmaps: boolean, paints: Paints, signal: AbortSignal): Promise<Room> {
    const draw = async ({ image, width, height }: Picture) => {
      const svg = await fetchText(`/assets/${image}`, signal);
      const most = Math.min(Math.sqrt(MOST_PIXELS / (width * height)), MOST_SIDE / Math.max(width, height));
      return texture(await rasterise(svg, width, height, Math.min(scale, most)), mipmaps);
    };
    const [background, furniture] = await Promise.all([draw(art.background), draw(art.furniture)]);
    return new Room(art, background, furniture, paints);
  }

  /** What lies behind the picture when somebody looks from far away: the picture itself, large and dim. */
  get surroundings(): Sprite {
    return this.far;
  }

  /** Covers an element of this size with the surroundings, or hides them where the picture itself covers it. */
  surround(width: number, height: number, covered: boolean): void {
    this.far.visible = !covered;
    if (covered) return;
    const { width: w, height: h } = this.art.background;
    const scale = Math.max(width / w, height / h) * 1.15;
    this.far.setSize(w * scale, h * scale);
    this.far.position.set((width - w * scale) / 2, (height - h * scale) / 2);
  }

  update(time: number, still: boolean): void {
    this.decor.update(time, still);
    if (still) return;
    for (const { sprite, moves, seed } of this.moving) {
      const wave = Math.sin(time / (moves === 'sway' ? 1500 : 1100) + seed);
      if (moves === 'sway') sprite.skew.x = wave * 0.012;
      else sprite.scale.y = sprite.scale.x * (1 + wave * 0.018);
    }
  }

  destroy(): void {
    this.decor.destroy();
    this.far.destroy();
    this.world.destroy({ children: true });
    for (const cut of this.cuts) cut.destroy();
    this.background.destroy(true);
    this.furniture.destroy(true);
  }

  private piece(piece: Piece, zIndex: number): Sprite {
    const [x, y, w, h] = piece.frame;
    const k = this.furniture.source.width / this.art.furniture.width;
    const cut = new Texture({ source: this.furniture.source, frame: new Rectangle(x * k, y * k, w * k, h * k) });
    this.cuts.push(cut);
    const sprite = new Sprite({ texture: cut, anchor: { x: 0.5, y: 1 }, scale: 1 / k, zIndex });
    sprite.position.set(piece.at[0] + w / 2, piece.at[1] + h);
    if (piece.moves) this.moving.push({ sprite, moves: piece.moves, seed: piece.at[0] });
    return sprite;
  }
}

/** Groups and the walkers in the gaps between them share one order. */
export const zOfGroup = (index: number): number => index * 1000;
export const zOfWalker = (gap: number, rank: number): number => gap * 1000 - 900 + rank;

/** Puts the camera's gaze to work: the picture point `at` comes to the screen point `to`. */
export function aim(world: Container, at: Point, to: Point, scale: number): void {
  world.scale.set(scale);
  world.position.set(to[0] - at[0] * scale, to[1] - at[1] * scale);
}
