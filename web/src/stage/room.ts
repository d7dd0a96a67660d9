import { Container, Rectangle, Sprite, Texture } from 'pixi.js';
import { type Canvas, fetchText, rasterise } from '../figure/raster';
import { assetUrl } from '../wire/assets';
import { Decor, glowsOf } from './decor';
import type { Rect } from './depth';
import type { Point } from './floor';
import type { Paints } from './paint';
import { letGo, texture } from './raster';
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
  /** What flies and rises over everybody. */
  readonly air = new Container();
  readonly standing: Standing[];
  /** Where each furniture group is in the picture. */
  readonly boxes: ReadonlyMap<string, Rect>;
  private readonly far: Container;
  private readonly back: Sprite;
  private readonly pieces: { sprite: Sprite; piece: Piece }[] = [];
  private readonly cuts: Texture[] = [];
  private readonly decor: Decor;

  private constructor(
    readonly art: RoomArt,
    private readonly background: Texture,
    private readonly furniture: Texture,
    decor: Decor,
    paints: Paints,
  ) {
    this.far = surroundings(art, background, paints, this.cuts);
    this.back = new Sprite({ texture: background, width: art.background.width, height: art.background.height });
    this.standing = groupsOf(art.pieces).map((group, i) => {
      const container = new Container({ sortableChildren: true, zIndex: zOfGroup(i), label: group.id });
      for (const piece of group.back) container.addChild(this.piece(piece, 0));
      for (const piece of group.front) container.addChild(this.piece(piece, 2));
      return { group, container };
    });
    this.boxes = new Map(this.standing.map(({ group }) => [group.id, group.frame]));
    this.middle.addChild(...this.standing.map((one) => one.container));
    this.decor = decor;
    this.world.addChild(this.far, this.back, decor.lamps, this.ground, this.middle, this.air, decor.dust);
  }

  /** Fetches and draws a room's pictures for about so many device pixels per picture pixel. */
  static async load(art: RoomArt, scale: number, mipmaps: boolean, paints: Paints, signal: AbortSignal): Promise<Room> {
    const read = ({ image }: Picture) => fetchText(assetUrl(image), signal);
    const draw = async (svg: string, { width, height }: Picture) => {
      const most = Math.min(Math.sqrt(MOST_PIXELS / (width * height)), MOST_SIDE / Math.max(width, height));
      return texture(await rasterise(svg, width, height, Math.min(scale, most)), mipmaps);
    };
    const [background, furniture] = await Promise.all([read(art.background), read(art.furniture)]);
    const decor = new Decor(glowsOf(background), art.frame, paints);
    return new Room(art, await draw(background, art.background), await draw(furniture, art.furniture), decor, paints);
  }

  /** Shows or hides what lies beyond the picture, for somebody who looks from far away. */
  set beyond(shown: boolean) {
    this.far.visible = shown;
  }

  update(time: number, still: boolean): void {
    this.decor.update(time, still);
  }

  /** Shows finer pictures, of a part of the background and of all furniture, until the answer is called. */
  refine(part: Rect, ground: Canvas, furniture: Canvas): () => void {
    const [x, y, width, height] = part;
    const patch = new Sprite({ texture: texture(ground, false), x, y, width, height });
    this.world.addChildAt(patch, this.world.getChildIndex(this.back) + 1);
    const sheet = texture(furniture, false);
    const coarse = this.pieces.map(({ sprite, piece }) => {
      const { texture: shown, scale } = sprite;
      const was = scale.x;
      const fine = cut(sheet, this.art.furniture, piece);
      sprite.texture = fine.texture;
      scale.set(1 / fine.k);
      return () => {
        fine.texture.destroy();
        sprite.texture = shown;
        scale.set(was);
      };
    });
    return () => {
      for (const one of coarse) one();
      letGo(sheet);
      const drawn = patch.texture;
      patch.destroy();
      letGo(drawn);
    };
  }

  destroy(): void {
    this.decor.destroy();
    this.world.destroy({ children: true });
    for (const cut of this.cuts) cut.destroy();
    this.background.destroy(true);
    this.furniture.destroy(true);
  }

  private piece(piece: Piece, zIndex: number): Sprite {
    const { texture, k } = cut(this.furniture, this.art.furniture, piece);
    this.cuts.push(texture);
    const sprite = new Sprite({ texture, scale: 1 / k, zIndex });
    sprite.position.set(piece.at[0], piece.at[1]);
    this.pieces.push({ sprite, piece });
    return sprite;
  }
}

/** A piece of the furniture's sheet, and how many of the sheet's pixels make one of the room's picture. */
function cut({ source }: Texture, { width }: Picture, { frame: [x, y, w, h] }: Piece): { texture: Texture; k: number } {
  const k = source.width / width;
  return { texture: new Texture({ source, frame: new Rectangle(x * k, y * k, w * k, h * k) }), k };
}

/** The picture's edges mirrored above and below it, sinking into the backdrop. */
function surroundings(art: RoomArt, background: Texture, paints: Paints, cuts: Texture[]): Container {
  const { width, height } = art.background;
  const { width: w, height: h } = background.source;
  const far = new Container();
  for (const [top, part] of [
    [true, 0.06],
    [false, 0.22],
  ] as const) {
    const strip = new Rectangle(0, top ? 0 : h * (1 - part), w, h * part);
    const cut = new Texture({ source: background.source, frame: strip });
    cuts.push(cut);
    const size = { width, height: height * part };
    const mirror = new Sprite({ texture: cut, ...size, y: top ? 0 : height * (1 + part) });
    const veil = new Sprite({ texture: paints.veil, tint: art.backdrop, ...size, y: top ? 0 : height });
    mirror.scale.y *= -1;
    if (top) veil.scale.y *= -1;
    far.addChild(mirror, veil);
  }
  return far;
}

/** Groups and the walkers in the gaps between them share one order. */
export const zOfGroup = (index: number): number => index * 1000;
export const zOfWalker = (gap: number, rank: number): number => gap * 1000 - 900 + rank;

/** Puts the camera's gaze to work: the picture point `at` comes to the screen point `to`. */
export function aim(world: Container, at: Point, to: Point, scale: number): void {
  world.scale.set(scale);
  world.position.set(to[0] - at[0] * scale, to[1] - at[1] * scale);
}
