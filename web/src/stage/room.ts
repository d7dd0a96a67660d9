import { Container, Rectangle, Sprite, Texture } from 'pixi.js';
import { type Canvas, fetchText, rasterise } from '../figure/raster';
import { assetUrl } from '../wire/assets';
import type { Light } from '../world/light';
import { Boards } from './boards';
import { Decor, type Glow, glowsBy, glowsOf } from './decor';
import type { Rect } from './depth';
import type { Point } from './floor';
import type { Paints } from './paint';
import { letGo, texture } from './raster';
import { type Group, groupsOf, type Picture, type Piece, type RoomArt } from './roomart';

/** A background larger than this many pixels costs more memory than it gives sharpness. */
const MOST_PIXELS = 8_000_000;
const MOST_SIDE = 4096;
/** Milliseconds in which the light of the day becomes that of the night. */
const DUSK = 2400;

/** A furniture group on the stage; a sitter is drawn between its back and front pieces. */
export interface Standing {
  group: Group;
  container: Container;
}

/** A room's pictures by one light. */
export interface Pictures {
  light: Light;
  background: Texture;
  furniture: Texture;
  glows: readonly Glow[];
}

/**
 * Fetches and draws a room's pictures for about so many device pixels per picture pixel. What is the same as before is not drawn
 * again.
 */
export async function picturesOf(
  art: RoomArt,
  light: Light,
  scale: number,
  mipmaps: boolean,
  signal: AbortSignal,
  before?: Pictures,
): Promise<Pictures> {
  const begin = (part: 'background' | 'furniture') => {
    const { width, height, [light]: name } = art[part];
    const most = Math.min(Math.sqrt(MOST_PIXELS / (width * height)), MOST_SIDE / Math.max(width, height));
    const fine = Math.min(scale, most);
    const label = `${name} ${fine}`;
    const drawn = before?.[part].source.label === label ? (before[part].source.resource as Canvas) : undefined;
    const svg = drawn ? '' : fetchText(assetUrl(name), signal);
    return {
      svg,
      paint: async () => texture(drawn ?? (await rasterise(await svg, width, height, fine)), mipmaps, label),
    };
  };
  const [background, furniture] = [begin('background'), begin('furniture')];
  const [ground] = await Promise.all([background.svg, furniture.svg]);
  return {
    light,
    background: await background.paint(),
    furniture: await furniture.paint(),
    glows: ground === '' ? before!.glows : glowsOf(ground),
  };
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
  private readonly back = new Sprite();
  private readonly wall = new Container();
  private readonly pieces: Moving[] = [];
  private far = new Container();
  private readonly boards: Boards;
  private decor: Decor;
  /** The background by the light before, while it fades. */
  private dusk: { sprite: Sprite; background: Texture; until: number | undefined } | undefined;

  constructor(
    readonly art: RoomArt,
    public pictures: Pictures,
    private readonly paints: Paints,
  ) {
    this.standing = groupsOf(art.pieces).map((group, i) => {
      const container = new Container({ sortableChildren: true, zIndex: zOfGroup(i), label: group.id });
      for (const piece of group.back) container.addChild(this.piece(piece, inGroup.back));
      for (const piece of group.front) container.addChild(this.piece(piece, inGroup.front));
      return { group, container };
    });
    for (const piece of art.pieces) if (piece.layer === 'wall') this.wall.addChild(this.piece(piece));
    this.boxes = new Map(this.standing.map(({ group }) => [group.id, group.frame]));
    if (this.standing.length > 0) this.middle.addChild(...this.standing.map((one) => one.container));
    this.boards = new Boards(art.exits);
    this.decor = new Decor(glowsBy(pictures.light, pictures.glows, art.glows), art.frame, paints);
    this.show();
  }

  get light(): Light {
    return this.pictures.light;
  }

  /** What people's colours are multiplied with. */
  get tint(): string {
    return this.art.tint[this.light];
  }

  /** Goes over to other pictures of the same room. */
  relight(pictures: Pictures): void {
    const { beyond } = this;
    const before = this.pictures;
    this.pictures = pictures;
    this.far.destroy({ children: true });
    this.decor.destroy();
    const { glows, frame } = this.art;
    this.decor = new Decor(glowsBy(pictures.light, pictures.glows, glows), frame, this.paints);
    this.show();
    this.beyond = beyond;
    this.endDusk();
    if (before.light === pictures.light) {
      release(before);
      return;
    }
    const { width, height } = this.art.background;
    const sprite = new Sprite({ texture: before.background, width, height });
    this.world.addChildAt(sprite, this.world.getChildIndex(this.back) + 1);
    this.dusk = { sprite, background: before.background, until: undefined };
    before.furniture.destroy(true);
  }

  /** Whether what lies beyond the picture is shown, to somebody who looks from far away. */
  get beyond(): boolean {
    return this.far.visible;
  }

  set beyond(shown: boolean) {
    this.far.visible = shown;
  }

  update(time: number, still: boolean, peopleIn: (room: string) => number | undefined): void {
    this.decor.update(time, still);
    this.fade(time);
    this.boards.update(peopleIn);
    for (const { sprite, stills, cycle } of this.pieces) {
      if (cycle > 0 && !still) sprite.texture = stillAt(stills, time % cycle);
    }
  }

  /** Shows finer pictures, of a part of the background and of all furniture, until the answer is called. */
  refine(part: Rect, ground: Canvas, furniture: Canvas): () => void {
    const [x, y, width, height] = part;
    const patch = new Sprite({ texture: texture(ground, false), x, y, width, height });
    this.world.addChildAt(patch, this.world.getChildIndex(this.back) + 1);
    const sheet = texture(furniture, false);
    const coarse = this.pieces.map(({ sprite, stills }) => {
      const { texture: shown, scale } = sprite;
      const was = scale.x;
      const { frame } = stills.find((one) => one.texture === shown)!;
      const fine = cut(sheet, this.art.furniture, frame);
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
    this.boards.destroy();
    this.endDusk();
    this.world.destroy({ children: true });
    for (const { stills } of this.pieces) for (const { texture } of stills) texture.destroy();
    release(this.pictures);
  }

  private fade(time: number): void {
    const { dusk } = this;
    if (!dusk) return;
    dusk.until ??= time + DUSK;
    dusk.sprite.alpha = (dusk.until - time) / DUSK;
    if (time >= dusk.until) this.endDusk();
  }

  private endDusk(): void {
    this.dusk?.sprite.destroy();
    this.dusk?.background.destroy(true);
    this.dusk = undefined;
  }

  private piece(piece: Piece, zIndex = 0): Sprite {
    const sprite = new Sprite({ zIndex });
    sprite.position.set(piece.at[0], piece.at[1]);
    const cycle = piece.frames.length > 1 ? piece.frames.reduce((sum, { ms }) => sum + (ms ?? 0), 0) : 0;
    this.pieces.push({ sprite, piece, cycle, stills: [] });
    return sprite;
  }

  /** Puts the pictures where they belong. */
  private show(): void {
    const { world, art, pictures, decor } = this;
    const { background, furniture } = pictures;
    this.far = surroundings(art, background, this.paints);
    this.back.texture = background;
    this.back.setSize(art.background.width, art.background.height);
    for (const moving of this.pieces) {
      for (const { texture } of moving.stills) texture.destroy();
      moving.stills = moving.piece.frames.map(({ frame, ms }) => {
        const { texture, k } = cut(furniture, art.furniture, frame);
        moving.sprite.scale.set(1 / k);
        return { texture, frame, ms: ms ?? 0 };
      });
      moving.sprite.texture = moving.stills[0]!.texture;
    }
    world.addChild(this.far, this.back, this.wall, this.boards.container, decor.lamps);
    world.addChild(this.ground, this.middle, this.air, decor.dust);
  }
}

/** A piece on the stage; `cycle` is how long all its pictures take, 0 when it has one. */
interface Moving {
  sprite: Sprite;
  piece: Piece;
  cycle: number;
  stills: { texture: Texture; frame: Rect; ms: number }[];
}

function stillAt(stills: Moving['stills'], ms: number): Texture {
  let until = 0;
  for (const still of stills) {
    until += still.ms;
    if (ms < until) return still.texture;
  }
  return stills[0]!.texture;
}

export function release({ background, furniture }: Pictures): void {
  background.destroy(true);
  furniture.destroy(true);
}

/** A part of the furniture's sheet, and how many of the sheet's pixels make one of the room's picture. */
function cut({ source }: Texture, { width }: Picture, [x, y, w, h]: Rect): { texture: Texture; k: number } {
  const k = source.width / width;
  return { texture: new Texture({ source, frame: new Rectangle(x * k, y * k, w * k, h * k) }), k };
}

/** The picture's edges mirrored above and below it, sinking into the backdrop. */
function surroundings(art: RoomArt, background: Texture, paints: Paints): Container {
  const { width, height } = art.background;
  const { width: w, height: h } = background.source;
  const far = new Container();
  for (const [top, part] of [
    [true, 0.06],
    [false, 0.22],
  ] as const) {
    const strip = new Rectangle(0, top ? 0 : h * (1 - part), w, h * part);
    const cut = new Texture({ source: background.source, frame: strip });
    far.once('destroyed', () => cut.destroy());
    const size = { width, height: height * part };
    const mirror = new Sprite({ texture: cut, ...size, y: top ? 0 : height * (1 + part) });
    const veil = new Sprite({ texture: paints.veil, tint: art.backdrop, ...size, y: top ? 0 : height });
    mirror.scale.y *= -1;
    if (top) veil.scale.y *= -1;
    far.addChild(mirror, veil);
  }
  return far;
}

/** The order within a group. */
export const inGroup = { back: 0, sitter: 1, front: 2 } as const;

/** Groups and the walkers in the gaps between them share one order. */
export const zOfGroup = (index: number): number => index * 1000;
export const zOfWalker = (gap: number, rank: number): number => gap * 1000 - 900 + rank;

/** Puts the camera's gaze to work: the picture point `at` comes to the screen point `to`. */
export function aim(world: Container, at: Point, to: Point, scale: number): void {
  world.scale.set(scale);
  world.position.set(to[0] - at[0] * scale, to[1] - at[1] * scale);
}
