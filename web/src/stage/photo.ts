import { type Container, RenderTexture, type WebGLRenderer } from 'pixi.js';
import { rig } from '../figure/bones';
import { type Canvas, fetchText, rasterise } from '../figure/raster';
import { assetUrl } from '../wire/assets';
import type { Anchor, Box, Exposure, Shot, Sight, Sitter } from '../world/scene';
import type { Member } from './cast';
import type { Rect } from './depth';
import type { Dressed, Looks } from './looks';
import type { Play } from './play';
import { aim, type Room } from './room';
import { FIGURE_SCALE } from './roomart';

/** Cards take no larger pictures. */
const FINEST = 4096;

/** What a photo is taken with. */
export interface Studio {
  renderer: WebGLRenderer;
  root: Container;
  play: Play;
  looks: Looks;
  sight: Sight;
  /** Whether the stage still plays this room. */
  standing(): boolean;
}

/**
 * Takes a photo of the moment last drawn: all that is in the frame is drawn anew from its vectors at the photo's own
 * resolution, and shown once to a texture. The caller keeps the scene from being drawn meanwhile.
 */
export async function photograph(shot: Shot, studio: Studio, signal: AbortSignal): Promise<Exposure> {
  const { frame, scale } = shot;
  const { renderer, root, play, looks, sight } = studio;
  const { room, cast } = play;
  const corner = play.under([frame.x, frame.y]);
  const detail = corner.scale * scale;
  const part: Rect = [...corner.at, frame.w / corner.scale, frame.h / corner.scale];
  const inside = [...cast.anchors].flatMap(([who, anchor]) => (meets(anchor.body, frame) ? [{ who, anchor }] : []));
  const worn = dressed(inside.flatMap(({ who }) => cast.members.get(who) ?? []));
  const [ground, furniture, dress] = await Promise.all([
    groundOf(room, part, detail, signal),
    furnitureOf(room, detail, signal),
    looks.refine(worn, detail * FIGURE_SCALE, signal),
  ]);
  signal.throwIfAborted();
  if (!studio.standing()) throw new Error('The room was drawn anew while a photo of it was taken.');

  const hidden = sight.finder();
  if (!hidden) throw new Error('The viewfinder, which tells who may be on a photo, was closed while it was taken.');
  for (const member of cast.members.values()) openEyes(member);
  play.settle();
  const back = [room.refine(part, ground, furniture), dress()];
  const target = RenderTexture.create({ width: Math.round(frame.w * scale), height: Math.round(frame.h * scale) });
  try {
    aim(room.world, corner.at, [0, 0], detail);
    renderer.render({ container: root, target, clear: true, clearColor: room.art.backdrop });
    const picture = renderer.extract.canvas(target) as Canvas;
    const sitters = inside.map(({ who, anchor }): Sitter => {
      return { who, anchor: from(anchor, frame), silhouette: hidden.has(who) };
    });
    return { picture, scale, sitters };
  } finally {
    target.destroy(true);
    for (const one of back) one();
  }
}

/** The framed part of the background, and no more: at a photo's resolution the whole would be a large picture. */
async function groundOf(
  { art, light }: Room,
  [x, y, w, h]: Rect,
  detail: number,
  signal: AbortSignal,
): Promise<Canvas> {
  const svg = await fetchText(assetUrl(art.background[light]), signal);
  const [width, height] = [w * detail, h * detail];
  const window = `width="${width}" height="${height}" viewBox="${x} ${y} ${w} ${h}"`;
  const framed = `<svg xmlns="http://www.w3.org/2000/svg" ${window}>${svg.slice(svg.indexOf('<svg'))}</svg>`;
  return rasterise(framed, width, height, 1);
}

async function furnitureOf({ art, light }: Room, detail: number, signal: AbortSignal): Promise<Canvas> {
  const { width, height } = art.furniture;
  const svg = await fetchText(assetUrl(art.furniture[light]), signal);
  return rasterise(svg, width, height, Math.min(detail, FINEST / Math.max(width, height)));
}

const dressed = (members: readonly Member[]): Set<Dressed> =>
  new Set(members.flatMap(({ figure }) => figure.dressed ?? []));

/** Nobody blinks on a photo. Who sleeps, or keeps the eyes closed on purpose, still does. */
function openEyes({ actor, person }: Member): void {
  const meant = rig.expressions[person.expression ?? 'neutral']?.parts ?? {};
  if (person.doing === 'sleep') return;
  for (const [part, variant] of Object.entries(rig.overlays.blink.parts)) {
    if (actor.face[part] === variant && meant[part] === undefined) delete actor.face[part];
  }
}

const meets = (a: Box, b: Box): boolean => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

function from(anchor: Anchor, { x, y }: Box): Anchor {
  const spot = <T extends { x: number; y: number }>(at: T): T => ({ ...at, x: at.x - x, y: at.y - y });
  return {
    crown: spot(anchor.crown),
    foot: spot(anchor.foot),
    face: spot(anchor.face),
    body: spot(anchor.body),
    visible: anchor.visible,
  };
}
