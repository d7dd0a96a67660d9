import { rig } from '../figure/bones';
import type { Anchor, Box } from '../world/scene';
import { type Actor, restingSole } from './actor';
import { type Gaze, type Lens, toScreen } from './camera';
import type { Point } from './floor';
import type { Target } from './pick';
import { FIGURE_SCALE } from './roomart';

/** Boxes on the avatar's canvas, as ART.md places skull and body: left, right, top, bottom. */
const FACE = [80, 184, 52, 161] as const;
const BODY = [78, 182, 0, 302] as const;
const TORSO = [92, 166, 160, 302] as const;
const HEAD = 132;
/** Half the width of a head with hair. */
const HAIR = 64;

/** Where a figure is on the screen, without its idle motion. */
export function anchorOf(actor: Actor, crown: number, lens: Lens, gaze: Gaze): Anchor {
  const at = (x: number, y: number) => place(actor, x, y, lens, gaze);
  const sole = actor.seated > 0.5 ? restingSole(actor.view) : rig.foot;
  const body = box(at(BODY[0], crown), at(BODY[1], BODY[3]));
  const crownAt = at(HEAD, crown);
  const footAt = at(actor.seated > 0.5 ? sole[0] : rig.foot[0], sole[1]);
  return {
    crown: { x: crownAt[0], y: crownAt[1] },
    foot: { x: footAt[0], y: footAt[1] },
    face: box(at(FACE[0], FACE[2]), at(FACE[1], FACE[3])),
    body,
    visible: body.x < lens.width && body.x + body.w > 0 && body.y < lens.height && body.y + body.h > 0,
  };
}

export function sameAnchor(a: Anchor, b: Anchor): boolean {
  const near = (p: number, q: number) => Math.abs(p - q) < 0.25;
  return (
    a.visible === b.visible &&
    near(a.crown.x, b.crown.x) &&
    near(a.crown.y, b.crown.y) &&
    near(a.foot.x, b.foot.x) &&
    near(a.foot.y, b.foot.y) &&
    near(a.body.h, b.body.h)
  );
}

export function targetOf(id: string, actor: Actor, crown: number, lens: Lens, gaze: Gaze): Target {
  const at = (x: number, y: number) => place(actor, x, y, lens, gaze);
  const head = box(at(HEAD - HAIR, crown), at(HEAD + HAIR, FACE[3]));
  const body = box(at(TORSO[0], TORSO[2]), at(TORSO[1], TORSO[3]));
  return { id, head: [head.x, head.y, head.w, head.h], body: [body.x, body.y, body.w, body.h] };
}

function place(actor: Actor, x: number, y: number, lens: Lens, gaze: Gaze): Point {
  const side = actor.mirror ? -FIGURE_SCALE : FIGURE_SCALE;
  return toScreen(lens, gaze, [
    actor.root[0] + (x - rig.foot[0]) * side,
    actor.root[1] + (y - rig.foot[1]) * FIGURE_SCALE,
  ]);
}

function box(a: Point, b: Point): Box {
  return { x: Math.min(a[0], b[0]), y: Math.min(a[1], b[1]), w: Math.abs(b[0] - a[0]), h: Math.abs(b[1] - a[1]) };
}
