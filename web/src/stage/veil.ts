import { Sprite, type Texture } from 'pixi.js';
import type { VisitorID } from '../wire/types';
import { rig, skeletons } from './actor';
import type { Member } from './cast';
import { canvas, texture } from './raster';
import { carry, lay, type Matrix, rest, solve, unit, type ViewName } from './rig';

/** Pixels per unit of the avatar's canvas: enough for a photo of one person. */
const FINE = 2;
const TINT = 0x6d5a94;

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
      sprite = new Sprite({ tint: TINT });
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

/** Half the breadth of each part, and the bone that carries it; a lower limb ends so far from its joint. */
const HEAD = { bone: 'head', y: 104, rx: 66, ry: 64 } as const;
const TRUNK = { breadth: 46, from: 184, to: 216 } as const;
const FOOT = [
  [0, 36],
  [6, 36],
] as const;
const LIMBS = [
  { upper: 'armR.up', lower: 'armR.lo', breadth: 17, end: [[-2, 24]] },
  { upper: 'armL.up', lower: 'armL.lo', breadth: 17, end: [[2, 24]] },
  { upper: 'legR.up', lower: 'legR.lo', breadth: 22, end: FOOT },
  { upper: 'legL.up', lower: 'legL.lo', breadth: 22, end: FOOT },
] as const;

/** A body by the rig's own bones, in white. */
function paint(view: ViewName, posture: Posture): Texture {
  const bones = skeletons[view];
  const turns = bones.names.map(rest);
  const at: Matrix[] = bones.names.map(unit);
  lay(bones, rig.poses[posture]!, view, 0, 1, turns);
  solve(bones, turns, at);
  const bone = (name: string) => bones.names.indexOf(name);
  const joint = (name: string, dx = 0, dy = 0) => {
    const [x, y] = bones.pivots[bone(name)]!;
    return carry(at[bone(name)]!, x + dx, y + dy);
  };

  const [element, pen] = canvas(rig.canvas[0] * FINE, rig.canvas[1] * FINE);
  pen.scale(FINE, FINE);
  pen.fillStyle = '#fff';
  pen.strokeStyle = '#fff';
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  const line = (breadth: number, points: (readonly [number, number])[]) => {
    pen.lineWidth = breadth;
    pen.beginPath();
    for (const [x, y] of points) pen.lineTo(x, y);
    pen.stroke();
  };
  const [neck] = bones.pivots[bone(HEAD.bone)]!;
  const [x, y] = carry(at[bone(HEAD.bone)]!, neck, HEAD.y);
  pen.beginPath();
  pen.ellipse(x, y, HEAD.rx, HEAD.ry, 0, 0, Math.PI * 2);
  pen.fill();
  const spine = bones.pivots[bone('torso')]![0];
  const trunk = at[bone('torso')]!;
  line(TRUNK.breadth, [carry(trunk, spine, TRUNK.from), carry(trunk, spine, TRUNK.to)]);
  for (const { upper, lower, breadth, end } of LIMBS) {
    line(breadth, [joint(upper), joint(lower), ...end.map(([dx, dy]) => joint(lower, dx, dy))]);
  }
  return texture(element, true);
}
