import { Sprite, type Texture } from 'pixi.js';
import { rig, skeletons } from '../figure/bones';
import { canvas } from '../figure/raster';
import { carry, lay, type Matrix, rest, solve, unit, type ViewName } from '../figure/rig';
import type { VisitorID } from '../wire/types';
import type { Member } from './cast';
import { texture } from './raster';

/** Pixels per unit of the avatar's canvas: enough for a photo of one person. */
const FINE = 2;

type Posture = 'stand' | 'sit';

/** Those who may not be in a photo, while a viewfinder is open: bodies without features in place of their figures. */
export class Veils {
  private readonly shown = new Map<VisitorID, Sprite>();
  private readonly bodies = new Map<string, Texture>();

  /** Follows the cast; called after it is placed, which shows everybody again. */
  update(members: ReadonlyMap<VisitorID, Member>, hidden: ReadonlySet<VisitorID> | undefined): void {
    for (const [who, sprite] of this.shown) {
      if (hidden?.has(who) && members.has(who)) continue;
      sprite.destroy();
      this.shown.delete(who);
    }
    for (const who of hidden ?? []) {
      const member = members.get(who);
      if (member) this.veil(who, member);
    }
  }

  destroy(): void {
    for (const sprite of this.shown.values()) sprite.destroy();
    for (const body of this.bodies.values()) body.destroy(true);
    this.shown.clear();
    this.bodies.clear();
  }

  private veil(who: VisitorID, { actor, figure: { container } }: Member): void {
    let sprite = this.shown.get(who);
    if (!sprite) {
      sprite = new Sprite();
      sprite.anchor.set(rig.foot[0] / rig.canvas[0], rig.foot[1] / rig.canvas[1]);
      this.shown.set(who, sprite);
    }
    sprite.texture = this.body(actor.view, actor.seated > 0.5 ? 'sit' : 'stand');
    sprite.position.copyFrom(container.position);
    sprite.scale.set(container.scale.x / FINE, container.scale.y / FINE);
    sprite.alpha = container.alpha;
    sprite.zIndex = container.zIndex;
    sprite.visible = container.visible;
    container.visible = false;
    if (sprite.parent !== container.parent) container.parent?.addChild(sprite);
  }

  private body(view: ViewName, posture: Posture): Texture {
    const name = `${view} ${posture}`;
    const known = this.bodies.get(name) ?? paint(view, posture);
    this.bodies.set(name, known);
    return known;
  }
}

/** The parts of a body, on the avatar's canvas: where the head and the trunk are, and how broad limbs are. */
const HEAD = { y: 106, rx: 62, ry: 58 } as const;
const TUFT = {
  breadth: 7,
  curve: [
    [2, 54],
    [0, 36],
    [15, 33],
  ],
} as const;
const TRUNK = { shoulders: 186, hips: 216, breadth: 50 } as const;
const FOOT = [
  [0, 37],
  [7, 37],
] as const;
const LIMBS = [
  { upper: 'armR.up', lower: 'armR.lo', breadth: 19, end: [[-2, 23]] },
  { upper: 'armL.up', lower: 'armL.lo', breadth: 19, end: [[2, 23]] },
  { upper: 'legR.up', lower: 'legR.lo', breadth: 21, end: FOOT },
  { upper: 'legL.up', lower: 'legL.lo', breadth: 21, end: FOOT },
] as const;
const OUTLINE = { colour: '#51427a', breadth: 2.6 } as const;
const FILL = ['#9a8ac4', '#6d5a94'] as const;

/** A body by the rig's own bones, drawn like the figures but without any feature. */
function paint(view: ViewName, posture: Posture): Texture {
  const bones = skeletons[view];
  const turns = bones.names.map(rest);
  const at: Matrix[] = bones.names.map(unit);
  lay(bones, rig.poses[posture]!, view, 0, 1, turns);
  solve(bones, turns, at);
  const joint = (name: string, dx = 0, dy = 0) => {
    const bone = bones.names.indexOf(name);
    const [x, y] = bones.pivots[bone]!;
    return carry(at[bone]!, x + dx, y + dy);
  };
  /** A point at a height of the canvas, right or left of a bone's joint. */
  const on = (name: string, y: number, dx = 0) => joint(name, dx, y - bones.pivots[bones.names.indexOf(name)]![1]);

  const [width, height] = rig.canvas;
  const [element, pen] = canvas(width * FINE, height * FINE);
  pen.scale(FINE, FINE);
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  const body = (more: number) => {
    const line = (breadth: number, points: (readonly [number, number])[]) => {
      pen.lineWidth = breadth + 2 * more;
      pen.beginPath();
      for (const [x, y] of points) pen.lineTo(x, y);
      pen.stroke();
    };
    for (const { upper, lower, breadth, end } of LIMBS) {
      line(breadth, [joint(upper), joint(lower), ...end.map(([dx, dy]) => joint(lower, dx, dy))]);
    }
    line(TRUNK.breadth, [on('torso', TRUNK.shoulders), on('torso', TRUNK.hips)]);
    pen.lineWidth = TUFT.breadth + 2 * more;
    pen.beginPath();
    const [root, bend, tip] = TUFT.curve.map(([dx, y]) => on('head', y, dx));
    pen.moveTo(...root!);
    pen.quadraticCurveTo(...bend!, ...tip!);
    pen.stroke();
    const [x, y] = on('head', HEAD.y);
    pen.beginPath();
    pen.ellipse(x, y, HEAD.rx + more, HEAD.ry + more, 0, 0, Math.PI * 2);
    pen.fill();
  };
  pen.fillStyle = OUTLINE.colour;
  pen.strokeStyle = OUTLINE.colour;
  body(OUTLINE.breadth);
  const inside = pen.createLinearGradient(0, HEAD.y - HEAD.ry, 0, height);
  inside.addColorStop(0, FILL[0]);
  inside.addColorStop(1, FILL[1]);
  pen.fillStyle = inside;
  pen.strokeStyle = inside;
  body(0);
  return texture(element, true);
}
